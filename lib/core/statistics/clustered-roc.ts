import type { Estimate } from '@/lib/core/rewards/run-summary';

import type { ClusteredObservations } from './cluster-table';
import { NORMAL_QUANTILE_95 } from './normal-quantile';

/** Fewer clusters with positives, or with negatives, tell nothing about the spread between clusters. */
const FEWEST_CLUSTERS = 2;

/**
 * Area under the ROC curve of clustered observations (rollouts of questions) with a 95 % interval: the chance that a
 * random positive has a higher value than a random negative, ties one half.
 *
 * The variance is Obuchowski's: DeLong's structural components summed per cluster, so that observations of a cluster may
 * be alike, and positives and negatives of one too; with clusters of one it is DeLong's. The interval is
 * area +- 1.96 SE, cut at 0 and 1; where the classes are parted without overlap it has no width, which says only that no
 * overlap was seen.
 *
 * @returns `n` counts observations; all null where a class is empty, no interval where fewer than two clusters have a class
 * @example clusteredRoc({ cluster: [0, 1, 2, 3], value: [1, 2, 3, 4], positive: [0, 1, 0, 1] }).value // 0.75
 * Source: N. A. Obuchowski, Biometrics 53 (1997) 567-578; E. R. DeLong et al., Biometrics 44 (1988) 837-845.
 */
export function clusteredRoc({ cluster, value, positive }: ClusteredObservations): Estimate {
  const n = value.length;
  const order = Int32Array.from({ length: n }, (_, at) => at).sort((a, b) => (value[a] ?? 0) - (value[b] ?? 0));
  const positives = positive.reduce((sum, flag) => sum + flag, 0);
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return { value: null, low: null, high: null, n };
  const components = placements({ cluster, value, positive }, order);
  const area =
    components.reduce((sum, component, at) => sum + (positive[at] === 1 ? component : 0), 0) / positives / negatives;
  const error = standardError({ cluster, value, positive }, components, { positives, negatives, area });
  if (error === null) return { value: area, low: null, high: null, n };
  const half = NORMAL_QUANTILE_95 * error;
  return { value: area, low: Math.max(0, area - half), high: Math.min(1, area + half), n };
}

/** For each observation how many of the other class lie on its right side: below a positive, above a negative; ties half. */
function placements({ value, positive }: ClusteredObservations, order: Int32Array): Float64Array {
  const components = new Float64Array(value.length);
  const positives = positive.reduce((sum, flag) => sum + flag, 0);
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let positivesHere = 0;
    while (end < order.length && value[order[end] ?? 0] === value[order[start] ?? 0]) {
      positivesHere += positive[order[end] ?? 0] ?? 0;
      end += 1;
    }
    const negativesHere = end - start - positivesHere;
    for (const at of order.subarray(start, end)) {
      components[at] =
        positive[at] === 1 ? negativesBelow + negativesHere / 2 : positives - positivesBelow - positivesHere / 2;
    }
    negativesBelow += negativesHere;
    positivesBelow += positivesHere;
    start = end;
  }
  return components;
}

interface Area {
  readonly positives: number;
  readonly negatives: number;
  readonly area: number;
}

function standardError(
  { cluster, positive }: ClusteredObservations,
  components: Float64Array,
  { positives, negatives, area }: Area,
): number | null {
  const ofPositives = new Map<number, number>();
  const ofNegatives = new Map<number, number>();
  for (const [at, component] of components.entries()) {
    const isPositive = positive[at] === 1;
    const sums = isPositive ? ofPositives : ofNegatives;
    const number = cluster[at] ?? 0;
    sums.set(number, (sums.get(number) ?? 0) + component / (isPositive ? negatives : positives) - area);
  }
  if (ofPositives.size < FEWEST_CLUSTERS || ofNegatives.size < FEWEST_CLUSTERS) return null;
  const all = new Set([...ofPositives.keys(), ...ofNegatives.keys()]).size;
  let together = 0;
  for (const [number, sum] of ofPositives) together += sum * (ofNegatives.get(number) ?? 0);
  const variance =
    scaledSquares(ofPositives) / positives ** 2 +
    scaledSquares(ofNegatives) / negatives ** 2 +
    (2 * (all / (all - 1)) * together) / (positives * negatives);
  return Math.sqrt(Math.max(0, variance));
}

function scaledSquares(sums: ReadonlyMap<number, number>): number {
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return (squares * sums.size) / (sums.size - 1);
}
