import type { Definitions } from '@/lib/core/rewards/definitions';

import type { MetricId } from './compared-metrics';

/** Why a number of a comparison has no value, or no interval. */
export const GAP_REASONS = [
  /** No question that all sides share defines the metric on each. */
  'no_questions',
  /** This side has nothing that the metric counts. */
  'not_in_log',
  /** No group of this side has k rollouts with a known outcome. */
  'group_too_small',
  /** Fewer than five questions: an interval over questions would mean nothing. */
  'too_few_questions',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** How alike a metric's rollouts (or groups) of one question are, where questions have several on this side. */
export interface Repetition {
  /** ICC(1), at most 1; may be negative, and is then taken for 0 in what follows from it. */
  readonly icc: number;
  /** 1 + (k - 1) ICC, k the mean number a question: how many times larger the variance is than with independent ones. */
  readonly designEffect: number;
  /** Observations / design effect. */
  readonly effectiveSize: number;
}

/** A metric on one side, over the metric's questions. */
export interface MetricValue {
  /** Null with a reason where it is not defined. */
  readonly value: number | null;
  /** 95 % interval over questions. */
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: GapReason | null;
  /** Rollouts or groups it was computed from. */
  readonly observations: number;
  readonly repetition: Repetition | null;
}

/**
 * - `mcnemar`: exact McNemar, where every question's value is 0 or 1 on both sides
 * - `sign_flip_exact`, `sign_flip`: permutation of the signs of the per-question differences, all of them or 10,000 drawn
 */
export const TEST_KINDS = ['mcnemar', 'sign_flip_exact', 'sign_flip'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** What a difference comes to, its interval and test taken together (5 %, after Holm). */
export const VERDICTS_OF_DIFFERENCE = ['higher', 'lower', 'none_shown', 'identical', 'undefined'] as const;
export type DifferenceVerdict = (typeof VERDICTS_OF_DIFFERENCE)[number];

/** A side minus the baseline. */
export interface MetricDifference {
  readonly value: number | null;
  /** 95 % interval of a bootstrap that resamples whole questions. */
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: GapReason | null;
  readonly test: { readonly kind: TestKind; readonly pValue: number; readonly holm: number } | null;
  /** Cohen's d_z: mean difference over the standard deviation of the per-question differences; null where that is 0. */
  readonly effectSize: number | null;
  /** Smallest true difference that one 5 % two-sided test alone (without Holm) finds with 80 % power at this n; null where undefined. */
  readonly detectable: number | null;
  /** Questions on which this side is higher, lower, the same; of a ratio, by their share in the difference. */
  readonly higher: number;
  readonly lower: number;
  readonly ties: number;
  readonly verdict: DifferenceVerdict;
}

export interface ComparedNumbers {
  readonly metric: MetricId;
  /** Shared questions that every side with any value defines. */
  readonly questions: number;
  /** One a side, in the order of the sides. */
  readonly sides: readonly MetricValue[];
  /** One a side; null for the baseline. */
  readonly differences: readonly (MetricDifference | null)[];
}

/** The shared questions of one benchmark or split; `split` is null in the row for all. */
export interface ComparedSplit {
  readonly split: string | null;
  readonly questions: number;
  readonly metrics: readonly ComparedNumbers[];
}

/** What a side is, and what of it was compared. */
export interface ComparedSideFacts {
  /** As `parseSideName` reads it: `12@10..20`. */
  readonly name: string;
  readonly run: { readonly id: number; readonly name: string };
  /** Steps in words of the name: `10..20`; null for all. */
  readonly steps: string | null;
  /** Different steps on this side; 0 where the log has none. */
  readonly stepCount: number;
  readonly rollouts: number;
  readonly groups: number;
  /** Rollouts of a group: smallest, median, largest. Null where the side is empty. */
  readonly groupSize: { readonly smallest: number; readonly median: number; readonly largest: number } | null;
  /** Its questions by how they match. */
  readonly questions: {
    readonly shared: number;
    readonly partly: number;
    readonly unmatched: number;
    readonly ambiguous: number;
  };
  /** Rollouts of shared questions: those the numbers are from. */
  readonly rolloutsShared: number;
}

/** Two to ten sides over the questions they share: the body of `GET /compare`. */
export interface Comparison {
  readonly definitions: Definitions & { readonly metricsVersion: number };
  /** Position of the baseline among the sides. */
  readonly baseline: number;
  /** k of mean@k and pass@k. */
  readonly k: number;
  /** Split to which the comparison is narrowed; null for all. */
  readonly split: string | null;
  readonly resampling: {
    readonly resamples: number;
    readonly permutations: number;
    readonly seed: number;
    readonly confidence: number;
  };
  readonly sides: readonly ComparedSideFacts[];
  /** Questions of all sides together, by how they match. */
  readonly questions: {
    readonly shared: number;
    readonly partly: number;
    readonly unmatched: number;
    readonly ambiguous: number;
  };
  /**
   * Tests that Holm's correction of `metrics` was taken over: copies of one test count once, and differences in which no
   * question differs do not count.
   */
  readonly tests: number;
  /** The same of `splits`. */
  readonly testsOfSplits: number;
  readonly metrics: readonly ComparedNumbers[];
  /** Empty where no log names more than one split. The first row is all questions; Holm is taken over all of its rows. */
  readonly splits: readonly ComparedSplit[];
}
