import { bootstrapInterval } from '@/lib/core/statistics/bootstrap-interval';
import {
  pairedDifference,
  ratioOfSums,
  type PairedDifference,
  type QuestionSums,
} from '@/lib/core/statistics/ratio-of-sums';
import { drawnSignFlip, EXACT_UP_TO, exactSignFlip } from '@/lib/core/statistics/sign-flip-test';
import { exactTwoSidedPValue } from '@/lib/core/statistics/sign-test';

import type { MetricId } from './compared-metrics';
import type { ComparedNumbers, GapReason, MetricDifference, MetricValue, TestKind } from './comparison';
import { fingerprintDifferences } from './fingerprint-differences';
import { FEWEST_QUESTIONS } from './mean-over-questions';
import type { MetricQuestions, MetricSide } from './metric-questions';
import type { SideSums } from './sum-plan';

/** A difference before Holm's correction, which needs all of them. */
export type UncorrectedDifference = Omit<MetricDifference, 'test' | 'verdict'> & {
  /** `fingerprint`: equal for tests of one and the same set of differences. */
  readonly test: { readonly kind: TestKind; readonly pValue: number; readonly fingerprint: string } | null;
};
export type UncorrectedNumbers = Omit<ComparedNumbers, 'differences'> & {
  readonly differences: readonly (UncorrectedDifference | null)[];
};

/**
 * A metric of each side with its interval, and each side against the baseline.
 *
 * @param sums resampled sums, one a side; null where the side has none or there are too few questions
 * @param baseline position of the baseline among the sides
 */
export function compareMetric(
  metric: MetricQuestions,
  sums: readonly (SideSums | null)[],
  baseline: number,
): UncorrectedNumbers {
  const from = { side: metric.sides[baseline] ?? null, sums: sums[baseline] ?? null };
  // One array for all sides: a new one for each would have the memory swept at every change of the baseline.
  const room = new Float64Array(from.sums?.numerator.weighted.length ?? 0);
  return {
    metric: metric.metric,
    questions: metric.questions.length,
    sides: metric.sides.map((side) => valueOf(side, metric)),
    differences: metric.sides.map((side, at) =>
      at === baseline ? null : differenceOf(from, { side, sums: sums[at] ?? null }, { metric, room }),
    ),
  };
}

/** Metrics that only groups with k known outcomes have. */
const NEED_K: ReadonlySet<MetricId> = new Set(['mean_at_k', 'pass_at_k']);

/** Why a side has no value, or no interval. */
function gapOf(side: MetricSide | null, { metric, isAnyShared }: MetricQuestions): GapReason | null {
  if (side === null && !isAnyShared) return 'no_questions';
  if (side === null) return NEED_K.has(metric) ? 'group_too_small' : 'not_in_log';
  if (side.value === null) return 'no_questions';
  return side.sums.numerator.length < FEWEST_QUESTIONS ? 'too_few_questions' : null;
}

function valueOf(side: MetricSide | null, metric: MetricQuestions): MetricValue {
  const reason = gapOf(side, metric);
  const observations = side?.observations ?? 0;
  if (side === null || side.value === null) {
    return { value: null, low: null, high: null, reason, observations, repetition: null };
  }
  const { value, interval, repetition } = side;
  return { value, low: interval?.low ?? null, high: interval?.high ?? null, reason, observations, repetition };
}

interface SummedSide {
  readonly side: MetricSide | null;
  readonly sums: SideSums | null;
}

const UNDEFINED_DIFFERENCE = {
  value: null,
  low: null,
  high: null,
  test: null,
  effectSize: null,
  detectable: null,
  higher: 0,
  lower: 0,
  ties: 0,
} as const;

/** What the differences of one metric have in common; `room` for a number a draw. */
interface MetricRoom {
  readonly metric: MetricQuestions;
  readonly room: Float64Array;
}

function differenceOf(baseline: SummedSide, other: SummedSide, { metric, room }: MetricRoom): UncorrectedDifference {
  const reasons = [gapOf(baseline.side, metric), gapOf(other.side, metric)];
  const reason = reasons.find((gap) => gap !== null && gap !== 'too_few_questions') ?? null;
  if (baseline.side === null || other.side === null || reason !== null) return { ...UNDEFINED_DIFFERENCE, reason };
  const paired = pairedDifference(baseline.side.sums, other.side.sums);
  const { value, effectSize, detectable } = paired;
  const interval = intervalOf(baseline.sums, other.sums, { metric, room });
  const test = testOf(baseline, other, { paired, isRatio: metric.isRatio, room });
  return {
    value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    reason: interval === null ? 'too_few_questions' : null,
    test: test === null ? null : { ...test, fingerprint: fingerprintDifferences(metric.questions, paired.perQuestion) },
    effectSize,
    detectable,
    ...(metric.isRatio ? countRatios(baseline.side.sums, other.side.sums) : signsOf(paired)),
  };
}

function signsOf({ higher, lower, ties }: PairedDifference) {
  return { higher, lower, ties };
}

/** Questions whose ratio is higher, lower and alike: those that have one on both sides, though all of them contribute. */
function countRatios(baseline: QuestionSums, side: QuestionSums) {
  const counts = { higher: 0, lower: 0, ties: 0 };
  for (let at = 0; at < side.numerator.length; at += 1) {
    const [before, after] = [baseline, side].map(
      ({ numerator, denominator }) => (numerator[at] ?? 0) / (denominator[at] ?? 0),
    );
    if (before === undefined || after === undefined || Number.isNaN(before) || Number.isNaN(after)) continue;
    counts[after > before ? 'higher' : after < before ? 'lower' : 'ties'] += 1;
  }
  return counts;
}

/** The bootstrap of a difference of ratios: both are taken from the same resamples, so they stay paired. */
function intervalOf(baseline: SideSums | null, side: SideSums | null, { metric, room }: MetricRoom) {
  if (baseline === null || side === null) return null;
  const questions = metric.questions.length;
  for (let draw = 0; draw < room.length; draw += 1) {
    room[draw] = ratioAt(side, draw, questions) - ratioAt(baseline, draw, questions);
  }
  return bootstrapInterval(room, questions);
}

/** NaN where a resample has nothing to divide by. */
function ratioAt({ numerator, denominator }: SideSums, draw: number, questions: number): number {
  return (numerator.weighted[draw] ?? 0) / (denominator === null ? questions : (denominator.weighted[draw] ?? 0));
}

interface Pair {
  readonly paired: PairedDifference;
  readonly isRatio: boolean;
  readonly room: Float64Array;
}

function testOf(
  baseline: SummedSide,
  other: SummedSide,
  pair: Pair,
): { readonly kind: TestKind; readonly pValue: number } | null {
  if (baseline.side === null || other.side === null) return null;
  const { higher, lower, perQuestion } = pair.paired;
  if (higher + lower === 0) return { kind: 'sign_flip_exact', pValue: 1 };
  if (!pair.isRatio && isYesOrNoByQuestion(baseline.side.sums) && isYesOrNoByQuestion(other.side.sums)) {
    return { kind: 'mcnemar', pValue: exactTwoSidedPValue(higher, lower) };
  }
  if (higher + lower <= EXACT_UP_TO || baseline.sums === null || other.sums === null) {
    return { kind: 'sign_flip_exact', pValue: exactSignFlip(perQuestion) };
  }
  const before = signedOf(baseline.side, baseline.sums, pair.paired);
  const after = signedOf(other.side, other.sums, pair.paired);
  return { kind: 'sign_flip', pValue: drawnPValue(before, after, pair) };
}

function drawnPValue(baseline: Float64Array, side: Float64Array, { paired, room }: Pair): number {
  for (let draw = 0; draw < room.length; draw += 1) room[draw] = (side[draw] ?? 0) - (baseline[draw] ?? 0);
  return drawnSignFlip(paired.perQuestion, room);
}

/** Sums of a side's part of the contributions under random signs. Where denominators are 1, their parts cancel. */
function signedOf(
  { sums }: MetricSide,
  { numerator, denominator }: SideSums,
  { middle }: PairedDifference,
): Float64Array {
  if (denominator === null) return numerator.signed;
  const { meanDenominator } = ratioOfSums(sums);
  const signed = new Float64Array(numerator.signed.length);
  for (let draw = 0; draw < signed.length; draw += 1) {
    signed[draw] = ((numerator.signed[draw] ?? 0) - middle * (denominator.signed[draw] ?? 0)) / meanDenominator;
  }
  return signed;
}

/** One rollout, or one yes or no, a question. */
function isYesOrNoByQuestion({ numerator }: QuestionSums): boolean {
  return numerator.every((value) => value === 0 || value === 1);
}
