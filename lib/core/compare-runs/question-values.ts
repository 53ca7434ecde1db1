import type { ScoredRun } from '@/lib/core/rewards/score-run';
import type { ClusterSums } from '@/lib/core/statistics/intraclass-correlation';

import { METRIC_IDS, type MetricId } from './compared-metrics';
import { GROUP_VALUES, groupsOfSide } from './group-values';
import { ROLLOUT_VALUES, type GroupMetricId } from './rollout-values';

/** The rollouts of a run that stand on a side, and the questions of the run that are compared. */
export interface ComparedSide {
  readonly scored: ScoredRun;
  readonly positions: Int32Array;
  /** Question numbers of the run; every side has as many, in one order. */
  readonly numbers: Int32Array;
}

/** By metric: count, sum and sum of squares of the rollouts (or groups) of each compared question. */
export type SideValues = ReadonlyMap<MetricId, ClusterSums>;

/**
 * Sums up a side question by question: everything that means, ratios and intraclass correlations over questions need.
 *
 * @param k integer >= 1, of mean@k and pass@k: a group with fewer known outcomes has no value of them
 * @returns columns of `numbers.length`; a count of 0 where the side does not define the metric
 * @throws RangeError where k is no whole number from 1 on
 */
export function questionValues(side: ComparedSide, k: number): SideValues {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}, expected a whole number from 1 on`);
  const { scored, positions, numbers } = side;
  const questionAt = new Int32Array(scored.columns.questionCount).fill(-1);
  for (let at = 0; at < numbers.length; at += 1) questionAt[numbers[at] ?? 0] = at;
  const placeOfRollout = new Int32Array(positions.length);
  for (let at = 0; at < positions.length; at += 1) {
    placeOfRollout[at] = questionAt[scored.columns.question[positions[at] ?? 0] ?? 0] ?? -1;
  }
  const groups = groupsOfSide(scored, positions);
  const placeOfGroup = Int32Array.from(groups.question, (number) => questionAt[number] ?? -1);
  const valueOf = (metric: MetricId): ClusterSums => {
    if (!isGroupMetric(metric)) return sumUp(ROLLOUT_VALUES[metric](scored), placeOfRollout, numbers.length, positions);
    return sumUp(GROUP_VALUES[metric](groups, scored, k), placeOfGroup, numbers.length);
  };
  return new Map(METRIC_IDS.map((metric) => [metric, valueOf(metric)]));
}

/** Whether a metric has one value a group rather than one a rollout. */
function isGroupMetric(metric: MetricId): metric is GroupMetricId {
  return metric in GROUP_VALUES;
}

/**
 * Sums values by place; those of place -1 are not compared, and NaN is no value.
 *
 * @param positions argument of `valueOf` for each entry of `places`; its index where there are none
 */
function sumUp(
  valueOf: (at: number) => number,
  places: Int32Array,
  length: number,
  positions?: Int32Array,
): ClusterSums {
  const count = new Float64Array(length);
  const sum = new Float64Array(length);
  const squares = new Float64Array(length);
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    if (place === -1) continue;
    const value = valueOf(positions?.[at] ?? at);
    if (Number.isNaN(value)) continue;
    count[place] = (count[place] ?? 0) + 1;
    sum[place] = (sum[place] ?? 0) + value;
    squares[place] = (squares[place] ?? 0) + value * value;
  }
  return { count, sum, squares };
}
