import type { ComparedMetric } from './compared-metrics';
import type { ComparedNumbers, MetricDifference, MetricValue, TestKind } from './comparison';
import { changeWords, probabilityWords, quantityWords, valueWords } from './number-words';

/** How much a table to print holds: values, differences and p after Holm, or all that CSV and JSON have besides. */
export const TABLE_DETAILS = ['short', 'full'] as const;
export type TableDetail = (typeof TABLE_DETAILS)[number];

/** A line of a metric in a full table. */
export interface PrintedDetail {
  readonly label: string;
  /** One a side; null where there is nothing to say. */
  readonly cells: readonly (string | null)[];
}

const TEST_WORDS = {
  mcnemar: 'McNemar',
  sign_flip_exact: 'all signs',
  sign_flip: 'signs drawn',
} as const satisfies Record<TestKind, string>;

type OfDifference = (difference: MetricDifference, metric: ComparedMetric) => string | null;
type OfValue = (value: MetricValue, metric: ComparedMetric) => string | null;

function amount(value: number): string | null {
  return valueWords('amount', [value])[0] ?? null;
}

/** What the test of a difference says; null where there is none, or no question differs. */
function ofTest(wordsOf: (test: NonNullable<MetricDifference['test']>) => string): OfDifference {
  return ({ test, verdict }) => (test === null || verdict === 'identical' ? null : wordsOf(test));
}

const OF_DIFFERENCES: readonly { readonly label: string; readonly wordsOf: OfDifference }[] = [
  {
    label: 'effect size d_z',
    wordsOf: ({ effectSize }) => (effectSize === null ? null : (changeWords('amount', [effectSize])[0] ?? null)),
  },
  {
    label: 'detectable difference',
    wordsOf: ({ detectable }, { kind }) => (detectable === null ? null : (valueWords(kind, [detectable])[0] ?? null)),
  },
  { label: 'p without Holm', wordsOf: ofTest(({ pValue }) => probabilityWords(pValue).replace(/^p (?:= )?/, '')) },
  { label: 'test', wordsOf: ofTest(({ kind }) => TEST_WORDS[kind]) },
  {
    label: 'questions higher / lower / tied',
    wordsOf: ({ value, higher, lower, ties }) => (value === null ? null : `${higher} / ${lower} / ${ties}`),
  },
];

const OF_VALUES: readonly { readonly label: string; readonly wordsOf: OfValue }[] = [
  {
    label: 'computed from',
    wordsOf: ({ value, observations }, { unit }) => (value === null ? null : quantityWords(observations, unit)),
  },
  { label: 'ICC within questions', wordsOf: ({ repetition }) => (repetition === null ? null : amount(repetition.icc)) },
  {
    label: 'design effect',
    wordsOf: ({ repetition }) => (repetition === null ? null : amount(repetition.designEffect)),
  },
  {
    label: 'effective size',
    wordsOf: ({ repetition }) =>
      repetition === null ? null : (valueWords('amount', [Math.round(repetition.effectiveSize)])[0] ?? null),
  },
];

/** The lines of a metric in a full table, each with something to say on some side: of its differences, then of its values. */
export function printedDetails(
  metric: ComparedMetric,
  { sides, differences }: Pick<ComparedNumbers, 'sides' | 'differences'>,
): readonly PrintedDetail[] {
  const ofDifferences = OF_DIFFERENCES.map(({ label, wordsOf }) => ({
    label,
    cells: sides.map((_, side) => {
      const difference = differences[side] ?? null;
      return difference === null ? null : wordsOf(difference, metric);
    }),
  }));
  const ofValues = OF_VALUES.map(({ label, wordsOf }) => ({
    label,
    cells: sides.map((value) => wordsOf(value, metric)),
  }));
  return [...ofDifferences, ...ofValues].filter(({ cells }) => cells.some((cell) => cell !== null));
}

/** What the lines of a full table mean. */
export const DETAIL_NOTES = [
  'Effect size d_z: mean difference of questions over its standard deviation. Detectable difference: the smallest true one that one 5% test alone, without the correction, finds with 80% power at this n.',
  'ICC: how alike the rollouts (or groups) of a question are; design effect: how much larger the variance is for it; effective size: how many independent ones they are worth.',
] as const;
