import type { Estimate } from '@/lib/core/rewards/run-summary';

import { wilsonInterval } from './wilson-interval';

/** How many units lie on each side, whether that could be chance, and the share of `higher` among the untied. */
export interface SignTest {
  readonly higher: number;
  readonly lower: number;
  readonly ties: number;
  /** Exact two-sided p in (0, 1]; 1 when there is no untied unit, as in McNemar's test of statsmodels. */
  readonly pValue: number;
  /** higher / (higher + lower) with its Wilson interval; null when all are ties. */
  readonly higherShare: Estimate;
}

/**
 * The sign test: are there more units (here: questions) on one side than chance at one half would give?
 * Ties are counted and left out of the test.
 *
 * @param higher, lower, ties integers >= 0
 * @throws RangeError when a count is negative or not an integer
 * @example signTest(1939, 487, 0).higherShare.value // 0.7993 (figure 1 of arXiv 2510.24694)
 */
export function signTest(higher: number, lower: number, ties: number): SignTest {
  for (const count of [higher, lower, ties]) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`count ${count}`);
  }
  return {
    higher,
    lower,
    ties,
    pValue: exactTwoSidedPValue(higher, lower),
    higherShare: wilsonInterval(higher, higher + lower),
  };
}

/**
 * Twice the smaller tail of Binomial(a + b, 1/2), at most 1. This is also McNemar's exact test.
 *
 * Summed in logarithms from the tail inwards: simple-statistics' `binomialDistribution` multiplies powers of 1/2
 * and underflows past about 1,070 trials, which is fewer than the questions of a run.
 *
 * @param a, b integers >= 0
 * @returns p in [0, 1]; below 1e-300 it may round to 0
 * @example exactTwoSidedPValue(10, 3) // 0.092285
 * Source: SciPy `binomtest(min(a, b), a + b, 0.5).pvalue`, equal because the distribution is symmetric.
 */
export function exactTwoSidedPValue(a: number, b: number): number {
  const trials = a + b;
  const tail = Math.min(a, b);
  let logTerm = -trials * Math.LN2;
  // Kept as tail = sum * exp(logScale): the first terms alone are too small for a double.
  let logScale = logTerm;
  let sum = 1;
  for (let successes = 1; successes <= tail; successes++) {
    logTerm += Math.log((trials - successes + 1) / successes);
    sum = sum * Math.exp(logScale - logTerm) + 1;
    logScale = logTerm;
  }
  return Math.min(1, 2 * sum * Math.exp(logScale));
}
