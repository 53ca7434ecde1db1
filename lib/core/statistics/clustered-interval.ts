import { NORMAL_QUANTILE_95 } from './normal-quantile';
import { ratioOfSums, standardErrorOfRatio, type QuestionSums } from './ratio-of-sums';
import { studentQuantile95 } from './student-quantile';
import { wilsonInterval } from './wilson-interval';

interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of a share over questions: Wilson's at the effective size p (1 - p) / SE^2, SE the one over questions.
 * The effective size is multiplied by (1.96 / t)^2, which makes up for SE being estimated from few questions. Where SE
 * is 0 (all right, all wrong, every question alike) questions are counted.
 *
 * @param largestSize most that the effective size can be: the number of observations where each is 0 or 1; Infinity
 *   where observations are shares themselves (match rates, means of groups), which vary less than a 0 or 1 does
 * @returns null with fewer than two questions
 * Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201; Wilson in place of their exact interval:
 * N. Dean and M. Pagano, Journal of Survey Statistics and Methodology 3 (2015) 484-503.
 */
export function clusteredShareInterval(sums: QuestionSums, largestSize: number): Interval | null {
  const standardError = standardErrorOfRatio(sums);
  if (standardError === null) return null;
  const questions = sums.numerator.length;
  const share = Math.min(1, Math.max(0, ratioOfSums(sums).value));
  const variance = share * (1 - share);
  const adjusted = (NORMAL_QUANTILE_95 / studentQuantile95(questions - 1)) ** 2;
  const hasSpread = variance > 0 && standardError > 0;
  const size = hasSpread ? Math.min(largestSize, (adjusted * variance) / standardError ** 2) : questions;
  const { low, high } = wilsonInterval(share * size, size);
  return low === null || high === null ? null : { low, high };
}

/**
 * 95 % interval of an amount that is never negative: value -+ t SE, SE the one over questions, cut at 0.
 *
 * @returns null with fewer than two questions
 */
export function clusteredAmountInterval(sums: QuestionSums): Interval | null {
  const standardError = standardErrorOfRatio(sums);
  if (standardError === null) return null;
  const half = studentQuantile95(sums.numerator.length - 1) * standardError;
  const { value } = ratioOfSums(sums);
  return { low: Math.max(0, value - half), high: value + half };
}
