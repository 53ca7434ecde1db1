import Link from 'next/link';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, NOT_DEFINED } from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { groupHref, rolloutHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import type { DataColumn } from '@/components/table/data-column';
import { Tip } from '@/components/tip/tip';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import type { RolloutColumnId } from './rollout-column-ids';
import styles from './rollout-columns.module.css';

/** One row of the rollouts list. */
export interface RolloutRow {
  readonly n: number;
  readonly questionId: string | null;
  readonly question: string | null;
  readonly group: number;
  readonly step: number | null;
  readonly rollout: number;
  readonly outcome: Outcome;
  readonly matched: number;
  readonly entities: number;
  readonly matchRate: number | null;
  readonly matchRateNormalised: number | null;
  readonly rewardLogged: number | null;
  readonly rewardGrpo: number | null;
  readonly rewardEGrpo: number | null;
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
  readonly toolCalls: number;
  readonly turns: number;
  readonly tokens: number | null;
  readonly termination: string | null;
  readonly prediction: string | null;
}

const NO_ENTITIES = 'the question has no gold entities.';
const NO_OUTCOME = 'the outcome is not known.';
const NO_ADVANTAGE = 'the group has one rollout, or an outcome of it is not known.';
const NOT_LOGGED = 'not in the log.';

type NumberColumnId = Extract<
  RolloutColumnId,
  `${'match' | 'reward' | 'advantage'}${string}` | 'toolCalls' | 'turns' | 'tokens' | 'step'
>;
type Kind = 'percent' | 'signed' | 'reward' | 'count';

function numberColumn(
  id: Exclude<NumberColumnId, 'matched'>,
  label: string,
  kind: Kind,
  missing: string,
): DataColumn<RolloutRow> {
  return {
    id,
    label,
    numeric: true,
    sortValue: (row) => row[id],
    cell: (row) => <PlainNumber value={row[id]} kind={kind} missingBecause={missing} />,
  };
}

function text(value: string | null, missing: string) {
  return value === null ? (
    <Tip text={missing} focusable={false}>
      {NOT_DEFINED}
    </Tip>
  ) : (
    <span className={styles.clamped} title={value}>
      {value}
    </span>
  );
}

/**
 * The columns of the rollouts list; those that can be sorted are sorted by the server over the whole run.
 *
 * @param listPlaceOf where a rollout stands in the list, by its number in the run
 */
export function rolloutColumns(
  place: RunPlace,
  listPlaceOf: (n: number) => ListPlace,
): readonly DataColumn<RolloutRow>[] {
  return [
    {
      id: 'n',
      label: 'Rollout',
      numeric: true,
      fixed: true,
      rowHeader: true,
      sortValue: (row) => row.n,
      cell: (row) => (
        <Link href={rolloutHref(place, row.n, listPlaceOf(row.n))} prefetch={false}>
          {row.n}
        </Link>
      ),
    },
    {
      id: 'outcome',
      label: 'Outcome',
      sortValue: (row) => row.outcome,
      cell: (row) => <OutcomeBadge outcome={row.outcome} />,
    },
    {
      id: 'matched',
      label: 'Entities',
      numeric: true,
      sortValue: (row) => row.matched,
      cell: (row) =>
        row.entities === 0 ? (
          <Tip text={`Not defined: ${NO_ENTITIES}`} focusable={false}>
            {NOT_DEFINED}
          </Tip>
        ) : (
          `${formatCount(row.matched)} / ${formatCount(row.entities)}`
        ),
    },
    { ...numberColumn('matchRate', 'γ', 'percent', NO_ENTITIES), term: 'matchRate' },
    { ...numberColumn('matchRateNormalised', 'γ̂', 'percent', NO_ENTITIES), term: 'matchRateNormalised' },
    {
      id: 'question',
      label: 'Question',
      sortValue: (row) => row.question,
      cell: (row) => text(row.question ?? row.questionId, 'The log has no question text.'),
    },
    { id: 'prediction', label: 'Prediction', cell: (row) => text(row.prediction, 'The rollout gives no answer.') },
    {
      id: 'group',
      label: 'Group',
      term: 'group',
      numeric: true,
      sortValue: (row) => row.group,
      cell: (row) => (
        <Link href={groupHref(place, row.group)} prefetch={false}>
          {row.group}
        </Link>
      ),
    },
    numberColumn('step', 'Step', 'count', 'the log names no training step.'),
    numberColumn('rewardLogged', 'Logged reward', 'reward', NOT_LOGGED),
    { ...numberColumn('rewardGrpo', 'GRPO reward', 'reward', NO_OUTCOME), term: 'rewardGrpo' },
    { ...numberColumn('rewardEGrpo', 'E-GRPO reward', 'reward', NO_OUTCOME), term: 'rewardEGrpo' },
    { ...numberColumn('advantageGrpo', 'GRPO adv.', 'signed', NO_ADVANTAGE), term: 'advantageGrpo' },
    { ...numberColumn('advantageEGrpo', 'E-GRPO adv.', 'signed', NO_ADVANTAGE), term: 'advantageEGrpo' },
    numberColumn('toolCalls', 'Tool calls', 'count', NOT_LOGGED),
    numberColumn('turns', 'Turns', 'count', NOT_LOGGED),
    numberColumn('tokens', 'Tokens', 'count', NOT_LOGGED),
    { id: 'termination', label: 'Ended', cell: (row) => text(row.termination, 'The log does not say how it ended.') },
  ];
}
