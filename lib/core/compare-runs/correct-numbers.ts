import { holmAdjusted } from '@/lib/core/statistics/holm';

import type { UncorrectedDifference, UncorrectedNumbers } from './compare-metric';
import type { ComparedNumbers, DifferenceVerdict, MetricDifference } from './comparison';

/** Below this after Holm's correction a difference is shown to be there. */
const LEVEL = 0.05;

/**
 * Adjusts the tests of all numbers that are shown together by Holm's rule, and says what each difference comes to.
 *
 * @param tables numbers shown together: one table, or one for each split
 */
export function correctNumbers(tables: readonly (readonly UncorrectedNumbers[])[]): {
  readonly tables: readonly (readonly ComparedNumbers[])[];
  readonly tests: number;
} {
  const all = tables.flatMap((numbers) => numbers.flatMap(({ differences }) => differences));
  const pValues = all.map((difference) => difference?.test?.pValue ?? null);
  const adjusted = holmAdjusted(pValues);
  let next = 0;
  const correct = (difference: UncorrectedDifference | null): MetricDifference | null => {
    const holm = adjusted[next] ?? null;
    next += 1;
    return difference === null ? null : withVerdict(difference, holm);
  };
  return {
    tables: tables.map((numbers) =>
      numbers.map((metric) => ({ ...metric, differences: metric.differences.map(correct) })),
    ),
    tests: pValues.filter((pValue) => pValue !== null).length,
  };
}

function withVerdict({ test, ...difference }: UncorrectedDifference, holm: number | null): MetricDifference {
  const corrected = test === null || holm === null ? null : { ...test, holm };
  return { ...difference, test: corrected, verdict: verdictOf(difference, holm) };
}

function verdictOf(
  { value, higher, lower }: Omit<UncorrectedDifference, 'test'>,
  holm: number | null,
): DifferenceVerdict {
  if (value === null || holm === null) return 'undefined';
  if (higher + lower === 0) return 'identical';
  if (holm >= LEVEL) return 'none_shown';
  return value > 0 ? 'higher' : 'lower';
}
