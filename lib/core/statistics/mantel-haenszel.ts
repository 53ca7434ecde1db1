import { NORMAL_QUANTILE_95 } from './normal-quantile';
import { twoSidedNormal } from './normal-tail';

/**
 * One two-by-two table of a stratified comparison: of `firstTotal` trials of the first kind `first` have the mark, of
 * `secondTotal` of the second kind `second` have it. Whole numbers, 0 <= marked <= total.
 */
export interface Stratum {
  readonly first: number;
  readonly firstTotal: number;
  readonly second: number;
  readonly secondTotal: number;
}

/** A ratio or difference over strata; bounds are a 95 % interval. */
export interface StratifiedEstimate {
  readonly value: number;
  /** Null where the variance is 0 or not defined, so that an interval would say more than the data do. */
  readonly low: number | null;
  readonly high: number | null;
}

function checkStratum({ first, firstTotal, second, secondTotal }: Stratum): void {
  if (!(first >= 0 && first <= firstTotal)) throw new RangeError(`${first} of ${firstTotal} marked`);
  if (!(second >= 0 && second <= secondTotal)) throw new RangeError(`${second} of ${secondTotal} marked`);
}

/** Strata with trials of both kinds: the others say nothing about a difference between the kinds. */
export function comparableStrata(strata: readonly Stratum[]): readonly Stratum[] {
  strata.forEach(checkStratum);
  return strata.filter(({ firstTotal, secondTotal }) => firstTotal > 0 && secondTotal > 0);
}

/**
 * Mantel-Haenszel ratio of the two proportions, first over second, with the 95 % interval of Greenland and Robins on the
 * log scale. It compares within strata only, so strata that are easier for both kinds do not bias it. Of one stratum it
 * is the plain ratio of proportions with Katz's log interval.
 *
 * Zero cells: no constant is added. Where no trial of the second kind is marked the ratio is Infinity, where none of
 * the first is it is 0; neither has an interval, and `cochranMantelHaenszel` still tests it.
 *
 * @returns null where no stratum has both kinds, or where nothing is marked in those that have
 * @throws RangeError where a stratum has more marked trials than trials
 * @example mantelHaenszelRatio([{ first: 15, firstTotal: 20, second: 10, secondTotal: 40 }]) // 3, 1.65 to 5.44
 * Source: S. Greenland and J. M. Robins, Biometrics 41 (1985) 55-68; D. Katz et al., Biometrics 34 (1978)
 * 469-474.
 */
export function mantelHaenszelRatio(strata: readonly Stratum[]): StratifiedEstimate | null {
  let upper = 0;
  let lower = 0;
  let spread = 0;
  for (const { first, firstTotal, second, secondTotal } of comparableStrata(strata)) {
    const total = firstTotal + secondTotal;
    upper += (first * secondTotal) / total;
    lower += (second * firstTotal) / total;
    spread += ((first + second) * firstTotal * secondTotal - first * second * total) / total ** 2;
  }
  if (upper === 0 && lower === 0) return null;
  if (upper === 0 || lower === 0) return { value: lower === 0 ? Infinity : 0, low: null, high: null };
  const value = upper / lower;
  const factor = Math.exp(NORMAL_QUANTILE_95 * Math.sqrt(Math.max(0, spread) / (upper * lower)));
  return factor === 1 ? { value, low: null, high: null } : { value, low: value / factor, high: value * factor };
}

/**
 * Mantel-Haenszel difference of the two proportions, first minus second, with the 95 % interval of Greenland and Robins,
 * cut at -1 and 1. Of one stratum it is the plain difference with Wald's interval.
 *
 * @returns a difference in [-1, 1]; null where no stratum has both kinds
 * @throws RangeError where a stratum has more marked trials than trials
 * @example mantelHaenszelDifference([{ first: 15, firstTotal: 20, second: 10, secondTotal: 40 }]) // 0.5, 0.27 to 0.73
 * Source: S. Greenland and J. M. Robins, Biometrics 41 (1985) 55-68.
 */
export function mantelHaenszelDifference(strata: readonly Stratum[]): StratifiedEstimate | null {
  let difference = 0;
  let weight = 0;
  let spread = 0;
  for (const { first, firstTotal, second, secondTotal } of comparableStrata(strata)) {
    const total = firstTotal + secondTotal;
    difference += (first * secondTotal - second * firstTotal) / total;
    weight += (firstTotal * secondTotal) / total;
    const ofFirst = first * (firstTotal - first) * secondTotal ** 3;
    const ofSecond = second * (secondTotal - second) * firstTotal ** 3;
    spread += (ofFirst + ofSecond) / (firstTotal * secondTotal * total ** 2);
  }
  if (weight === 0) return null;
  const value = difference / weight;
  if (spread === 0) return { value, low: null, high: null };
  const half = (NORMAL_QUANTILE_95 * Math.sqrt(spread)) / weight;
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

/** A test of no difference between the two kinds in any stratum. */
export interface StratifiedTest {
  /** Chi-square with one degree of freedom, corrected for continuity. */
  readonly chiSquare: number;
  /** In [0, 1], two-sided. */
  readonly pValue: number;
}

/**
 * Cochran-Mantel-Haenszel test that within every stratum the two kinds are marked alike, with continuity correction, as
 * R's `mantelhaen.test` does by default. Zero cells do no harm, strata may be small, their number large.
 *
 * @returns null where no stratum can tell: none has both kinds with some, but not all, of its trials marked
 * @throws RangeError where a stratum has more marked trials than trials
 * Source: A. Agresti, Categorical Data Analysis (2002), 6.3.2; R 4.5, `mantelhaen.test(UCBAdmissions)`.
 */
export function cochranMantelHaenszel(strata: readonly Stratum[]): StratifiedTest | null {
  let excess = 0;
  let variance = 0;
  for (const { first, firstTotal, second, secondTotal } of comparableStrata(strata)) {
    const total = firstTotal + secondTotal;
    const marked = first + second;
    excess += first - (firstTotal * marked) / total;
    variance += (firstTotal * secondTotal * marked * (total - marked)) / (total ** 2 * (total - 1));
  }
  if (variance === 0) return null;
  // A half, but never more than the excess itself, as R has it.
  const corrected = Math.abs(excess) - Math.min(0.5, Math.abs(excess));
  const chiSquare = corrected ** 2 / variance;
  return { chiSquare, pValue: twoSidedNormal(Math.sqrt(chiSquare)) };
}
