/**
 * Area under the ROC curve: the chance that a random positive has a higher value than a random negative, ties counted
 * as one half. 0.5 is no separation. Equal to the Mann-Whitney U statistic divided by the number of pairs.
 *
 * @param positives observations per level, levels in ascending order of their value
 * @param negatives the same for the other class; as long as `positives`
 * @returns a number in [0, 1]; null when either class is empty
 * @throws RangeError when the lengths differ
 * @example areaUnderRoc([0, 1, 3], [2, 1, 1]) // 0.8125
 * Source: J. A. Hanley and B. J. McNeil, Radiology 143 (1982) 29-36; SciPy `mannwhitneyu(a, b).statistic / (na * nb)`.
 */
export function areaUnderRoc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number | null {
  if (positives.length !== negatives.length) throw new RangeError(`${positives.length} and ${negatives.length} levels`);
  let negativesBelow = 0;
  let allPositives = 0;
  let concordant = 0;
  for (let level = 0; level < positives.length; level++) {
    const positive = positives[level] ?? 0;
    const negative = negatives[level] ?? 0;
    concordant += positive * (negativesBelow + negative / 2);
    negativesBelow += negative;
    allPositives += positive;
  }
  if (allPositives === 0 || negativesBelow === 0) return null;
  return concordant / (allPositives * negativesBelow);
}
