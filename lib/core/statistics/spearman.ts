import { fisherInterval, pearson, type ReasonedCorrelation } from './pearson';

/**
 * Spearman's rank correlation: Pearson's on average ranks, so ties (match rates have many) are exact.
 *
 * @param x finite numbers; y of the same length, index by index
 * @returns r in [-1, 1] with the Bonett-Wright interval, standard error sqrt((1 + r^2 / 2) / (n - 3)); null with a
 *   reason when there are fewer than two pairs or a side is constant. The interval takes pairs for independent.
 * @throws RangeError when the lengths differ
 * @example spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]).r // 0.8207826816681233
 * Source: D. G. Bonett and T. A. Wright, Psychometrika 65 (2000) 23-28; interval as in statpsych `ci.spear`.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): ReasonedCorrelation {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
  const ranked = pearson(averageRanks(x), averageRanks(y));
  if (ranked.r === null) return ranked;
  return { ...ranked, ...fisherInterval(ranked.r, ranked.n, 1 + ranked.r ** 2 / 2) };
}

/**
 * Ranks from 1; equal values share the mean of the ranks they take up.
 *
 * @param values finite numbers
 * @returns one rank a value, in the order of `values`
 * @example averageRanks([10, 20, 10]) // [1.5, 3, 1.5]
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const value = (index: number): number => values[index] ?? Number.NaN;
  const order = Int32Array.from({ length: values.length }, (_, index) => index).sort((a, b) => value(a) - value(b));
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && value(order[end] ?? 0) === value(order[start] ?? 0)) end++;
    for (let i = start; i < end; i++) ranks[order[i] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
