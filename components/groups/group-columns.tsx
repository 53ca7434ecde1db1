import Link from 'next/link';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, NOT_DEFINED } from '@/components/format/format-number';
import { groupHref, type RunPlace } from '@/components/runs/run-place';
import type { DataColumn } from '@/components/table/data-column';
import { Tip } from '@/components/tip/tip';
import type { SignalClass } from '@/lib/core/rewards/group-scores';
import type { GroupColumnId } from './group-column-ids';
import { OutcomeCounts, type GroupOutcomes } from './outcome-counts';
import styles from './outcome-counts.module.css';

/** One row of the groups list. */
export interface GroupRow extends GroupOutcomes {
  readonly group: number;
  readonly questionId: string | null;
  readonly question: string | null;
  readonly step: number | null;
  readonly size: number;
  readonly entities: number;
  readonly signal: SignalClass;
  readonly matchRateMean: number | null;
  readonly matchRateMax: number | null;
  readonly zeroAdvantageGrpo: boolean | null;
  readonly zeroAdvantageEGrpo: boolean | null;
}

/** What the rewards of a group tell the trainer. */
export const SIGNAL_WORDS = {
  mixed: { label: 'Mixed', means: 'Correct and other rollouts: both rewards tell them apart.' },
  revived: {
    label: 'All wrong, revived by E-GRPO',
    means: 'No rollout is correct: GRPO pays all alike, E-GRPO pays by entities found.',
  },
  dead: {
    label: 'All wrong, still dead',
    means: 'No rollout is correct and all found equally much: nothing to learn.',
  },
  all_correct: { label: 'All correct', means: 'All rewards are equal: nothing to learn under either reward.' },
  singleton: { label: 'Group of one', means: 'One rollout has no advantage: there is nothing to compare it with.' },
  unknown: { label: 'Outcomes unknown', means: 'Too few outcomes are known to compare the rollouts.' },
} as const satisfies Record<SignalClass, { readonly label: string; readonly means: string }>;

const NO_ENTITIES = 'the question has no gold entities.';

function countColumn(id: 'size' | 'correct' | 'nearMiss' | 'error', label: string): DataColumn<GroupRow> {
  return { id, label, numeric: true, sortValue: (row) => row[id], cell: (row) => formatCount(row[id]) };
}

function rateColumn(id: 'matchRateMean' | 'matchRateMax', label: string): DataColumn<GroupRow> {
  return {
    id,
    label,
    term: 'matchRate',
    numeric: true,
    sortValue: (row) => row[id],
    cell: (row) => <PlainNumber value={row[id]} kind="percent" missingBecause={NO_ENTITIES} />,
  };
}

function zeroColumn(id: 'zeroAdvantageGrpo' | 'zeroAdvantageEGrpo', label: string): DataColumn<GroupRow> {
  const reason = 'Not defined: fewer than two outcomes of the group are known.';
  return {
    id,
    label,
    term: id === 'zeroAdvantageGrpo' ? 'advantageGrpo' : 'advantageEGrpo',
    cell: (row) =>
      row[id] === null ? (
        <Tip text={reason} focusable={false}>
          {NOT_DEFINED}
        </Tip>
      ) : row[id] ? (
        'all zero'
      ) : (
        'some'
      ),
  };
}

/** The columns of the groups list; those that can be sorted are sorted by the server over the whole run. */
export function groupColumns(place: RunPlace): readonly DataColumn<GroupRow>[] {
  const columns: readonly (DataColumn<GroupRow> & { readonly id: GroupColumnId })[] = [
    {
      id: 'group',
      label: 'Group',
      numeric: true,
      fixed: true,
      rowHeader: true,
      sortValue: (row) => row.group,
      cell: (row) => (
        <Link href={groupHref(place, row.group)} prefetch={false}>
          {row.group}
        </Link>
      ),
    },
    {
      id: 'question',
      label: 'Question',
      sortValue: (row) => row.question,
      cell: (row) => (
        <span className={styles.question} title={row.question ?? undefined}>
          {row.question ?? row.questionId ?? NOT_DEFINED}
        </span>
      ),
    },
    {
      id: 'step',
      label: 'Step',
      numeric: true,
      sortValue: (row) => row.step,
      cell: (row) => <PlainNumber value={row.step} kind="count" missingBecause="the log names no training step." />,
    },
    { ...countColumn('size', 'Rollouts'), id: 'size' },
    { id: 'outcomes', label: 'Outcomes', cell: (row) => <OutcomeCounts outcomes={row} /> },
    {
      id: 'signal',
      label: 'Signal',
      term: 'signal',
      sortValue: (row) => row.signal,
      cell: (row) => (
        <Tip text={SIGNAL_WORDS[row.signal].means} focusable={false}>
          {SIGNAL_WORDS[row.signal].label}
        </Tip>
      ),
    },
    { ...rateColumn('matchRateMean', 'Mean γ'), id: 'matchRateMean' },
    { ...rateColumn('matchRateMax', 'Best γ'), id: 'matchRateMax' },
    { ...zeroColumn('zeroAdvantageGrpo', 'GRPO adv.'), id: 'zeroAdvantageGrpo' },
    { ...zeroColumn('zeroAdvantageEGrpo', 'E-GRPO adv.'), id: 'zeroAdvantageEGrpo' },
    { id: 'entities', label: 'Entities', numeric: true, cell: (row) => formatCount(row.entities) },
    { ...countColumn('correct', 'Correct'), id: 'correct' },
    { ...countColumn('nearMiss', 'Near-misses'), id: 'nearMiss' },
    { ...countColumn('error', 'Errors'), id: 'error' },
  ];
  return columns;
}
