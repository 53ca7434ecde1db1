import Link from 'next/link';
import type { ReactNode } from 'react';
import { PlainNumber } from '@/components/estimate/plain-number';
import {
  NOT_DEFINED,
  formatCount,
  formatDecimal,
  formatPercent,
  formatQuantity,
  formatSigned,
} from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { besideHref, groupHref } from '@/components/runs/run-place';
import type { DataColumn } from '@/components/table/data-column';
import type { Definitions } from '@/lib/core/rewards/definitions';
import type { MovedRow, MovedSide } from './moved-question';
import styles from './moved-question-columns.module.css';

/** The two sides that rows tell of. */
export interface MovedSides {
  readonly definitions: Definitions;
  readonly baseline: { readonly runId: number; readonly label: string };
  readonly against: { readonly runId: number; readonly label: string };
}

const NO_OUTCOME = 'the outcome of every rollout is unknown on one side.';
const NO_ENTITIES = 'the question has no gold entities on one side.';
const NOT_SOLVED = 'one side has no correct rollout of the question.';
const NO_ROLLOUT = 'one side has no rollout of the question.';

function beside({ definitions, baseline, against }: MovedSides, row: MovedRow): string | null {
  if (row.baseline.shown === null || row.against.shown === null) return null;
  return besideHref(
    definitions,
    { runId: baseline.runId, n: row.baseline.shown },
    { runId: against.runId, n: row.against.shown },
  );
}

function nameCell(sides: MovedSides, row: MovedRow): ReactNode {
  const text = row.question ?? row.questionId ?? `Question ${row.baseline.questionNo} of the baseline, without a text`;
  const href = beside(sides, row);
  return (
    <div className={styles.name}>
      <span className={styles.text} title={text}>
        {text}
      </span>
      {href === null ? null : (
        <Link href={href} prefetch={false} aria-label={`Side by side: ${text}`}>
          Side by side
        </Link>
      )}
    </div>
  );
}

function outcomeCell(side: MovedSide): ReactNode {
  return (
    <div className={styles.stack}>
      <OutcomeBadge outcome={side.outcome} />
      <span className={styles.detail}>{formatQuantity(side.rollouts, 'rollout')}</span>
    </div>
  );
}

interface Change {
  /** Null where it is not defined. */
  readonly value: number | null;
  readonly text: string;
  /** What it is on the baseline and on the other side. */
  readonly ends: readonly [string, string];
  readonly missing: string;
}

/** A difference, and under it what it is between. */
function changeCell({ value, text, ends, missing }: Change): ReactNode {
  const isDefined = ends.some((end) => end !== NOT_DEFINED);
  return (
    <div className={styles.stack}>
      {value === null ? (
        <PlainNumber value={null} kind="signed" missingBecause={missing} />
      ) : (
        <span className={styles.change}>{text}</span>
      )}
      {isDefined ? <span className={styles.detail}>{ends.join(' → ')}</span> : null}
    </div>
  );
}

function points(fraction: number | null): string {
  return formatSigned(fraction === null ? null : fraction * 100, 1);
}

function correctOf({ correct, known }: MovedSide): string {
  return `${formatCount(correct)}/${formatCount(known)}`;
}

function groupLink(sides: MovedSides, which: 'baseline' | 'against', row: MovedRow): ReactNode {
  const { runId, label } = sides[which];
  const { total, latest } = row[which].groups;
  const [group] = latest;
  if (group === undefined) return null;
  const step = group.step === null ? '' : `, step ${group.step}`;
  const name = `${which === 'baseline' ? 'baseline' : 'other'} ${group.group}`;
  const more = total > 1 ? ` +${formatCount(total - 1)}` : '';
  const words = `${name}${more}: group ${group.group} of ${label}${step}${total > 1 ? `, the latest of ${formatCount(total)}` : ''}`;
  return (
    <Link
      href={groupHref({ runId, definitions: sides.definitions }, group.group)}
      prefetch={false}
      aria-label={words}
      data-tip={words}
    >
      {name}
      {more === '' ? null : <span className={styles.detail}>{more}</span>}
    </Link>
  );
}

/** The columns of the list of questions that moved. Sorts are the server's, over all questions. */
export function movedQuestionColumns(sides: MovedSides): readonly DataColumn<MovedRow>[] {
  return [
    { id: 'question', label: 'Question', rowHeader: true, cell: (row) => nameCell(sides, row) },
    { id: 'baseline', label: 'Baseline', cell: (row) => outcomeCell(row.baseline) },
    { id: 'against', label: 'Other side', cell: (row) => outcomeCell(row.against) },
    {
      id: 'accuracy',
      label: 'Accuracy, points',
      numeric: true,
      sortValue: (row) => row.difference.accuracy,
      cell: ({ difference, baseline, against }) =>
        changeCell({
          value: difference.accuracy,
          text: points(difference.accuracy),
          ends: [correctOf(baseline), correctOf(against)],
          missing: NO_OUTCOME,
        }),
    },
    {
      id: 'matchRate',
      label: 'γ, points',
      term: 'matchRate',
      numeric: true,
      sortValue: (row) => row.difference.matchRate,
      cell: ({ difference, baseline, against }) =>
        changeCell({
          value: difference.matchRate,
          text: points(difference.matchRate),
          ends: [formatPercent(baseline.matchRate), formatPercent(against.matchRate)],
          missing: NO_ENTITIES,
        }),
    },
    {
      id: 'toolCalls',
      label: 'Tool calls',
      term: 'toolCalls',
      numeric: true,
      sortValue: (row) => row.difference.toolCalls,
      cell: ({ difference, baseline, against }) =>
        changeCell({
          value: difference.toolCalls,
          text: formatSigned(difference.toolCalls, 1),
          ends: [formatDecimal(baseline.toolCalls, 1), formatDecimal(against.toolCalls, 1)],
          missing: NO_ROLLOUT,
        }),
    },
    {
      id: 'toolCallsCorrect',
      label: 'Calls when correct',
      numeric: true,
      sortValue: (row) => row.difference.toolCallsCorrect,
      cell: ({ difference, baseline, against }) =>
        changeCell({
          value: difference.toolCallsCorrect,
          text: formatSigned(difference.toolCallsCorrect, 1),
          ends: [formatDecimal(baseline.toolCallsCorrect, 1), formatDecimal(against.toolCallsCorrect, 1)],
          missing: NOT_SOLVED,
        }),
    },
    {
      id: 'disagreement',
      label: 'Disagreement',
      numeric: true,
      cell: (row) => <PlainNumber value={row.disagreement} kind="percent" missingBecause={NO_OUTCOME} />,
    },
    {
      id: 'groups',
      label: 'Groups',
      cell: (row) => (
        <div className={styles.groups}>
          {groupLink(sides, 'baseline', row)}
          {groupLink(sides, 'against', row)}
        </div>
      ),
    },
  ];
}
