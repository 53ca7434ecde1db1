import { holmAdjusted } from '@/lib/core/statistics/holm';

import type { UncorrectedDifference, UncorrectedNumbers } from './compare-metric';
import type { ComparedNumbers, DifferenceVerdict, MetricDifference } from './comparison';

/** Below this after Holm's correction a difference is shown to be there. */
const LEVEL = 0.05;

/**
 * Adjusts the tests of all numbers that are shown together by Holm's rule, and says what each difference comes to.
 *
 * Copies of one test (equal contributions of equal questions) are one hypothesis: rejecting it twice is no second chance
 * of an error. Where no question differs the test can never reject, whatever the signs of the other differences, so that
 * row costs the others nothing either. Both hold under every swap of the sides, thus the rule does not look at results.
 *
 * @param tables numbers shown together: one table, or one for each split
 * @returns `tests`: those that were corrected for
 */
export function correctNumbers(tables: readonly (readonly UncorrectedNumbers[])[]): {
  readonly tables: readonly (readonly ComparedNumbers[])[];
  readonly tests: number;
} {
  const all = tables.flatMap((numbers) => numbers.flatMap(({ differences }) => differences));
  const family = familyOf(all);
  const adjusted = holmAdjusted([...family.values()]);
  const holmOf = new Map([...family.keys()].map((fingerprint, at) => [fingerprint, adjusted[at] ?? 1]));
  const correct = (difference: UncorrectedDifference | null): MetricDifference | null =>
    difference === null ? null : withVerdict(difference, holmOf);
  return {
    tables: tables.map((numbers) =>
      numbers.map((metric) => ({ ...metric, differences: metric.differences.map(correct) })),
    ),
    tests: family.size,
  };
}

/** By fingerprint the p-value of each test that can reject; of copies the largest, since drawn signs may differ. */
function familyOf(differences: readonly (UncorrectedDifference | null)[]): ReadonlyMap<string, number> {
  const family = new Map<string, number>();
  for (const difference of differences) {
    if (difference === null || difference.test === null || difference.higher + difference.lower === 0) continue;
    const { fingerprint, pValue } = difference.test;
    family.set(fingerprint, Math.max(pValue, family.get(fingerprint) ?? 0));
  }
  return family;
}

function withVerdict(
  { test, ...difference }: UncorrectedDifference,
  holmOf: ReadonlyMap<string, number>,
): MetricDifference {
  const holm = test === null ? null : (holmOf.get(test.fingerprint) ?? 1);
  const corrected = test === null || holm === null ? null : { kind: test.kind, pValue: test.pValue, holm };
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
