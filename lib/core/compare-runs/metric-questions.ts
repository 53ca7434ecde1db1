import { clusteredAmountInterval, clusteredShareInterval } from '@/lib/core/statistics/clustered-interval';
import { intraclassCorrelation, type ClusterSums } from '@/lib/core/statistics/intraclass-correlation';
import { ratioOfSums, type QuestionSums } from '@/lib/core/statistics/ratio-of-sums';

import { COMPARED_METRICS, type MetricId } from './compared-metrics';
import type { Repetition } from './comparison';
import { FEWEST_QUESTIONS } from './mean-over-questions';

/** A metric on one side, over the metric's questions: all that does not depend on the side it is compared with. */
export interface MetricSide {
  readonly sums: QuestionSums;
  /** Null where its questions have nothing to divide by. */
  readonly value: number | null;
  /** 95 % interval of the value; null without one, and over too few questions. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Rollouts or groups behind it. */
  readonly observations: number;
  readonly repetition: Repetition | null;
}

/** A metric over the questions that count for it. */
export interface MetricQuestions {
  readonly metric: MetricId;
  /** Positions of its questions among the compared ones, ascending. */
  readonly questions: Int32Array;
  /** One a side; null where the side has nothing that the metric counts, on any question. */
  readonly sides: readonly (MetricSide | null)[];
  /** Whether there is any question to define it on. */
  readonly isAnyShared: boolean;
  /** Whether the value is a ratio of two sums over questions; else it is the mean of the questions' means. */
  readonly isRatio: boolean;
}

/** Most questions of a good run have no wrong rollout: a mean over questions would leave all of those out. */
export function isRatioMetric(metric: MetricId): boolean {
  return metric === 'near_miss_share';
}

/**
 * The questions of a metric, and each side over them. Of a mean they are those that every side defines, so that all
 * sides are means over one set; of a ratio, those that any side defines, since 0 of 0 is nothing to leave out for. A
 * side that defines the metric nowhere (a log without tokens) is left out instead of taking the others with it.
 *
 * @param values of the metric, one a side, all over the same questions
 * @param among the questions to choose from, ascending; all where it is left out
 */
export function metricQuestions(metric: MetricId, values: readonly ClusterSums[], among?: Int32Array): MetricQuestions {
  const candidates = among ?? Int32Array.from(values[0]?.count ?? [], (_, at) => at);
  const sides = values.map((side) => (candidates.some((at) => (side.count[at] ?? 0) > 0) ? side : null));
  const having = sides.filter((side) => side !== null);
  const isRatio = isRatioMetric(metric);
  const questions = questionsDefinedBy(having, candidates, isRatio ? 1 : having.length);
  return {
    metric,
    questions,
    sides: sides.map((side) => (side === null ? null : sideOver(side, questions, metric))),
    isAnyShared: candidates.length > 0,
    isRatio,
  };
}

/** Those of the questions that at least so many sides define; none where no side defines any. */
function questionsDefinedBy(sides: readonly ClusterSums[], candidates: Int32Array, fewest: number): Int32Array {
  const defining = new Int32Array(candidates.length);
  for (const { count } of sides) {
    for (let at = 0; at < candidates.length; at += 1) {
      if ((count[candidates[at] ?? 0] ?? 0) > 0) defining[at] = (defining[at] ?? 0) + 1;
    }
  }
  return sides.length === 0 ? new Int32Array() : candidates.filter((_, at) => (defining[at] ?? 0) >= fewest);
}

function sideOver(values: ClusterSums, questions: Int32Array, metric: MetricId): MetricSide {
  const over = {
    count: pick(values.count, questions),
    sum: pick(values.sum, questions),
    squares: pick(values.squares, questions),
  };
  let observations = 0;
  // A number and its square are the same for 0 and 1 alone, and between them the square is less.
  let isYesOrNo = true;
  for (let at = 0; at < questions.length; at += 1) {
    observations += over.count[at] ?? 0;
    if (over.sum[at] !== over.squares[at]) isYesOrNo = false;
  }
  const sums = isRatioMetric(metric) ? { numerator: over.sum, denominator: over.count } : meansOf(over);
  const value = observations === 0 ? null : ratioOfSums(sums).value;
  return {
    sums,
    value,
    interval: value === null ? null : intervalOf(sums, metric, isYesOrNo ? observations : Infinity),
    observations,
    repetition: intraclassCorrelation(over),
  };
}

function intervalOf(sums: QuestionSums, metric: MetricId, largestSize: number): MetricSide['interval'] {
  if (sums.numerator.length < FEWEST_QUESTIONS) return null;
  const kind = COMPARED_METRICS.find(({ id }) => id === metric)?.kind;
  return kind === 'amount' ? clusteredAmountInterval(sums) : clusteredShareInterval(sums, largestSize);
}

function meansOf({ count, sum }: ClusterSums): QuestionSums {
  const means = new Float64Array(sum.length);
  for (let at = 0; at < means.length; at += 1) means[at] = (sum[at] ?? 0) / (count[at] ?? 1);
  return { numerator: means, denominator: new Float64Array(means.length).fill(1) };
}

/** The values of some questions; the column itself where they are all of them. */
function pick(column: Float64Array, questions: Int32Array): Float64Array {
  if (questions.length === column.length) return column;
  const picked = new Float64Array(questions.length);
  for (let at = 0; at < picked.length; at += 1) picked[at] = column[questions[at] ?? 0] ?? 0;
  return picked;
}
