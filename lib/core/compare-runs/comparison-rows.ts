import type { ComparedNumbers, Comparison, MetricDifference, MetricValue } from './comparison';
import { numbersBySplit, type NumbersOfSplit } from './comparison-notes';

/** A field of the file; null is an empty one. */
export type RowField = string | number | boolean | null;

export const COMPARISON_COLUMNS = [
  'split',
  'metric',
  'side',
  'run_id',
  'run_name',
  'steps',
  'is_baseline',
  'questions',
  'observations',
  'value',
  'low',
  'high',
  'reason',
  'icc',
  'design_effect',
  'effective_size',
  'difference',
  'difference_low',
  'difference_high',
  'difference_reason',
  'verdict',
  'test',
  'p_value',
  'p_holm',
  'tests',
  'effect_size',
  'detectable_difference_one_test',
  'questions_higher',
  'questions_lower',
  'questions_tied',
  'baseline',
  'k',
  'questions_shared',
  'confidence',
  'resamples',
  'permutations',
  'seed',
  'matcher',
  'scope',
  'threshold',
  'alpha',
  'std',
  'epsilon',
  'metrics_version',
] as const;

type Column = (typeof COMPARISON_COLUMNS)[number];
type Fields = Partial<Record<Column, RowField>>;

/** What stands in every row alike: how it was compared. */
function commonFields({ sides, baseline, k, questions, resampling, definitions }: Comparison): Fields {
  const { confidence, resamples, permutations, seed } = resampling;
  const { matcher, scope, threshold, alpha, std, epsilon, metricsVersion } = definitions;
  return {
    baseline: sides[baseline]?.name ?? null,
    k,
    questions_shared: questions.shared,
    confidence,
    resamples,
    permutations,
    seed,
    matcher,
    scope,
    threshold,
    alpha,
    std,
    epsilon,
    metrics_version: metricsVersion,
  };
}

function differenceFields(difference: MetricDifference | null, tests: number): Fields {
  if (difference === null) return {};
  const { test } = difference;
  return {
    difference: difference.value,
    difference_low: difference.low,
    difference_high: difference.high,
    difference_reason: difference.reason,
    verdict: difference.verdict,
    test: test?.kind ?? null,
    p_value: test?.pValue ?? null,
    p_holm: test?.holm ?? null,
    tests,
    effect_size: difference.effectSize,
    detectable_difference_one_test: difference.detectable,
    questions_higher: difference.higher,
    questions_lower: difference.lower,
    questions_tied: difference.ties,
  };
}

function sideFields({ sides, baseline }: Comparison, at: number): Fields {
  const side = sides[at];
  if (side === undefined) return {};
  const { name, run, steps } = side;
  return { side: name, run_id: run.id, run_name: run.name, steps, is_baseline: at === baseline };
}

function valueFields({ value, low, high, reason, observations, repetition }: MetricValue): Fields {
  const repeated =
    repetition === null
      ? {}
      : { icc: repetition.icc, design_effect: repetition.designEffect, effective_size: repetition.effectiveSize };
  return { value, low, high, reason, observations, ...repeated };
}

function metricFields(comparison: Comparison, { split, tests }: NumbersOfSplit, numbers: ComparedNumbers): Fields[] {
  const { metric, questions } = numbers;
  return numbers.sides.map((value, at) => ({
    split,
    metric,
    questions,
    ...sideFields(comparison, at),
    ...valueFields(value),
    ...differenceFields(numbers.differences[at] ?? null, tests),
  }));
}

/**
 * Every number of a comparison, raw: a row for each metric on each side (of each split), each of which says how it was
 * compared. Fields stand in the order of `COMPARISON_COLUMNS`; `split` is empty for all questions.
 */
export function comparisonRows(comparison: Comparison): readonly (readonly RowField[])[] {
  const common = commonFields(comparison);
  return numbersBySplit(comparison).flatMap((part) =>
    part.metrics.flatMap((numbers) =>
      metricFields(comparison, part, numbers).map((fields) => {
        const all: Fields = { ...common, ...fields };
        return COMPARISON_COLUMNS.map((column) => all[column] ?? null);
      }),
    ),
  );
}
