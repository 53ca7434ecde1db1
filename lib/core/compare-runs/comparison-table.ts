import type { ComparedMetric } from './compared-metrics';
import type { ComparedNumbers, Comparison, MetricDifference, MetricValue } from './comparison';
import { comparisonNotes, numbersBySplit } from './comparison-notes';
import { metricLabel, metricOf } from './metric-label';
import { changeWords, probabilityWords, valueWords } from './number-words';
import { sideLabel } from './side-label';
import { DETAIL_NOTES, printedDetails, type PrintedDetail, type TableDetail } from './table-details';

/** A side's number in a table to print: `60.0`, `[57.0, 63.0]`; a difference has a sign. */
export interface PrintedNumber {
  readonly value: string;
  /** Null where there is no interval. */
  readonly interval: readonly [string, string] | null;
}
export interface PrintedCell {
  /** Null where it is not defined. */
  readonly value: PrintedNumber | null;
  /** Null for the baseline, and where it is not defined. */
  readonly difference: PrintedNumber | null;
  /** `p = 0.003`, after Holm; null where there is no test, or no question differs. */
  readonly p: string | null;
  /** Whether the difference is told from none at 5 %, after Holm. */
  readonly isShown: boolean;
}
export interface PrintedRow {
  /** Null for all questions. */
  readonly split: string | null;
  readonly metric: string;
  readonly questions: number;
  readonly cells: readonly PrintedCell[];
  /** Lines below it; none in a short table. */
  readonly details: readonly PrintedDetail[];
}

/** A comparison as a table to print: rows metrics (of each split), columns sides. */
export interface PrintedTable {
  /** Names of the sides, the baseline marked. */
  readonly sides: readonly string[];
  readonly hasSplits: boolean;
  readonly rows: readonly PrintedRow[];
  readonly notes: readonly string[];
}

function printed(
  kind: ComparedMetric['kind'],
  { value, low, high }: Pick<MetricValue, 'value' | 'low' | 'high'>,
  wordsOf: typeof valueWords,
): PrintedNumber | null {
  if (value === null) return null;
  if (low === null || high === null) return { value: wordsOf(kind, [value])[0] ?? '', interval: null };
  const [text = '', from = '', to = ''] = wordsOf(kind, [value, low, high]);
  return { value: text, interval: [from, to] };
}

function isShown(difference: MetricDifference | null): boolean {
  return difference?.verdict === 'higher' || difference?.verdict === 'lower';
}

function testWords(difference: MetricDifference | null): string | null {
  if (difference === null || difference.test === null || difference.verdict === 'identical') return null;
  return probabilityWords(difference.test.holm);
}

interface RowLook {
  readonly k: number;
  readonly detail: TableDetail;
}

function rowOf(split: string | null, numbers: ComparedNumbers, { k, detail }: RowLook): PrintedRow {
  const { metric, questions, sides, differences } = numbers;
  const { kind } = metricOf(metric);
  return {
    split,
    metric: `${metricLabel(metric, k)}${kind === 'fraction' ? ' (%)' : ''}`,
    questions,
    cells: sides.map((value, side) => {
      const difference = differences[side] ?? null;
      return {
        value: printed(kind, value, valueWords),
        difference: difference === null ? null : printed(kind, difference, changeWords),
        p: testWords(difference),
        isShown: isShown(difference),
      };
    }),
    details: detail === 'full' ? printedDetails(metricOf(metric), numbers) : [],
  };
}

/** The table of a comparison as LaTeX and Markdown print it. */
export function printedTable(comparison: Comparison, detail: TableDetail): PrintedTable {
  const look = { k: comparison.k, detail };
  const bySplit = numbersBySplit(comparison);
  return {
    sides: comparison.sides.map((side, at) => `${sideLabel(side)}${at === comparison.baseline ? ' (baseline)' : ''}`),
    hasSplits: bySplit.length > 1,
    rows: bySplit.flatMap(({ split, metrics }) => metrics.map((numbers) => rowOf(split, numbers, look))),
    notes: [...comparisonNotes(comparison), ...(detail === 'full' ? DETAIL_NOTES : [])],
  };
}
