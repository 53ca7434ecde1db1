/**
 * P-values adjusted by Holm's step-down rule: below 0.05 afterwards means that the chance of one false finding among all
 * of them is below 0.05, whatever depends on what. Never less powerful than Bonferroni.
 *
 * @param pValues in [0, 1]; null where there was no test, which counts as none
 * @returns in the order given, null where there was no test
 * @throws RangeError if a p-value is outside [0, 1]
 * @example holmAdjusted([0.01, 0.04, 0.03, null]) // [0.03, 0.06, 0.06, null]
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70; R, `p.adjust(p, "holm")`.
 */
export function holmAdjusted(pValues: readonly (number | null)[]): readonly (number | null)[] {
  const tests = pValues.flatMap((pValue, at) => (pValue === null ? [] : [{ pValue, at }]));
  const adjusted: (number | null)[] = pValues.map(() => null);
  let highest = 0;
  for (const [rank, { pValue, at }] of tests.toSorted((a, b) => a.pValue - b.pValue).entries()) {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`p-value ${pValue}`);
    highest = Math.max(highest, Math.min(1, pValue * (tests.length - rank)));
    adjusted[at] = highest;
  }
  return adjusted;
}
