import { NORMAL_QUANTILE_95 } from './normal-quantile';

/** SciPy 1.17.1: `scipy.stats.norm.ppf(0.8)`. */
const NORMAL_QUANTILE_POWER_80 = 0.8416212335729143;
/** Values per question this close to each other count as equal: what is left of sums in another order. */
const TIE_WITHIN = 1e-12;

/** One entry a question. The value is the sum of the numerators over that of the denominators, which is > 0. */
export interface QuestionSums {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

export interface Ratio {
  readonly value: number;
  readonly meanDenominator: number;
}

/** @throws RangeError where there is no question, or the denominators do not add up to more than 0 */
export function ratioOfSums({ numerator, denominator }: QuestionSums): Ratio {
  let above = 0;
  let below = 0;
  for (let at = 0; at < numerator.length; at += 1) {
    above += numerator[at] ?? 0;
    below += denominator[at] ?? 0;
  }
  if (!(below > 0)) throw new RangeError(`denominators add up to ${below}`);
  return { value: above / below, meanDenominator: below / numerator.length };
}

/**
 * Standard error of a ratio of sums over questions: that of the mean of its linearisation (numerator - R denominator) /
 * mean denominator. With denominators of 1 it is the standard error of a mean; with sums of rollouts, the clustered one.
 *
 * @returns null with fewer than two questions
 * @example four questions 1101, 0000, 1000, 1111 as sums over rollouts: 0.228218, sqrt(4 / 3) times methods.md's 0.197642
 * Source: W. G. Cochran, Sampling Techniques (1977), 6.4; clusters: E. Miller, arXiv 2411.00640, section 2.2, which
 * divides by C instead of C - 1.
 */
export function standardErrorOfRatio(sums: QuestionSums): number | null {
  const { value, meanDenominator } = ratioOfSums(sums);
  const linear = new Float64Array(sums.numerator.length);
  for (let at = 0; at < linear.length; at += 1) {
    linear[at] = ((sums.numerator[at] ?? 0) - value * (sums.denominator[at] ?? 0)) / meanDenominator;
  }
  return standardErrorOfMean(linear);
}

function standardErrorOfMean(values: Float64Array): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = meanOf(values);
  let squares = 0;
  for (let at = 0; at < n; at += 1) squares += ((values[at] ?? 0) - mean) ** 2;
  return Math.sqrt(squares / (n - 1) / n);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

/** A side against the baseline, question by question. */
export interface PairedDifference {
  /** Value of the side minus that of the baseline. */
  readonly value: number;
  /** Halfway between the two values: R. */
  readonly middle: number;
  /** What each question contributes, 0 where rounding alone would; its mean is `value`. With denominators of 1, the plain difference. */
  readonly perQuestion: Float64Array;
  /** Null with fewer than two questions. */
  readonly standardError: number | null;
  /** Cohen's d_z: the mean contribution over the standard deviation of contributions; null where that is 0. */
  readonly effectSize: number | null;
  /** The smallest true difference that a two-sided 5 % test finds with 80 % power; null where undefined or nothing differs. */
  readonly detectable: number | null;
  /** Questions that contribute more than 0, less, and neither. */
  readonly higher: number;
  readonly lower: number;
  readonly ties: number;
}

/**
 * The difference of two ratios of sums over the same questions, taken apart by question: w = (numB - R denB) / mean denB
 * - (numA - R denA) / mean denA, with R halfway between the two ratios, so that the mean of w is their difference
 * exactly. Swapping the sides turns every sign and nothing else.
 *
 * @throws RangeError where the sides have different questions, none, or denominators that add up to 0
 * Source: linearisation as in `standardErrorOfRatio`; paired by question: E. Miller, arXiv 2411.00640, section 4.2;
 * effect size: J. Cohen, Statistical Power Analysis (1988), 2.3.5; detectable: (z.975 + z.8) SE, Miller, section 5.
 */
export function pairedDifference(baseline: QuestionSums, side: QuestionSums): PairedDifference {
  if (baseline.numerator.length !== side.numerator.length) {
    throw new RangeError(`${baseline.numerator.length} and ${side.numerator.length} questions`);
  }
  const from = ratioOfSums(baseline);
  const to = ratioOfSums(side);
  const middle = (from.value + to.value) / 2;
  const tieWithin = TIE_WITHIN * Math.max(1, Math.abs(middle));
  const perQuestion = new Float64Array(side.numerator.length);
  for (let at = 0; at < perQuestion.length; at += 1) {
    const after = (side.numerator[at] ?? 0) - middle * (side.denominator[at] ?? 0);
    const before = (baseline.numerator[at] ?? 0) - middle * (baseline.denominator[at] ?? 0);
    const contribution = after / to.meanDenominator - before / from.meanDenominator;
    perQuestion[at] = Math.abs(contribution) <= tieWithin ? 0 : contribution;
  }
  const standardError = standardErrorOfMean(perQuestion);
  const value = to.value - from.value;
  const varies = standardError !== null && standardError > tieWithin;
  return {
    value,
    middle,
    perQuestion,
    standardError,
    effectSize: varies ? value / (standardError * Math.sqrt(perQuestion.length)) : null,
    detectable: varies ? (NORMAL_QUANTILE_95 + NORMAL_QUANTILE_POWER_80) * standardError : null,
    ...countSigns(perQuestion),
  };
}

function countSigns(values: Float64Array): Pick<PairedDifference, 'higher' | 'lower' | 'ties'> {
  let higher = 0;
  let lower = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    if (value > 0) higher += 1;
    else if (value < 0) lower += 1;
  }
  return { higher, lower, ties: values.length - higher - lower };
}
