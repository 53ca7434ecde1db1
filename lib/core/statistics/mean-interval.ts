import type { Estimate } from '@/lib/core/rewards/run-summary';

import { NORMAL_QUANTILE_95 } from './normal-quantile';

/** Values a mean can take; its interval is cut there. */
interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export const FRACTIONS: ValueRange = { low: 0, high: 1 };
export const NON_NEGATIVE: ValueRange = { low: 0, high: Infinity };

/**
 * Gathers values that come in clusters (rollouts of a question) into a mean with its 95 % interval.
 *
 * The standard error allows for values of a cluster being alike: sqrt(sum over clusters of (sum of the cluster's
 * deviations from the mean)^2) / N. The interval is mean +- 1.96 SE, cut at the range. It takes clusters for
 * independent and wants some 30 of them; with few it is too narrow. With one cluster there is no interval.
 * Source: E. Miller, "Adding Error Bars to Evals", arXiv 2411.00640, section 2.2.
 */
export class ClusteredMean {
  readonly #range: ValueRange;
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;
  #touched: number[] = [];

  /** @param clusterCount clusters are numbered from 0 to below this */
  constructor(clusterCount: number, range: ValueRange) {
    this.#range = range;
    this.#sums = new Float64Array(clusterCount);
    this.#counts = new Int32Array(clusterCount);
  }

  /** @throws RangeError when the cluster's number is not below `clusterCount`, or the value is not finite */
  add(cluster: number, value: number): void {
    const count = this.#counts[cluster];
    if (count === undefined || !Number.isFinite(value)) throw new RangeError(`value ${value} of cluster ${cluster}`);
    if (count === 0) this.#touched.push(cluster);
    this.#counts[cluster] = count + 1;
    this.#sums[cluster] = (this.#sums[cluster] ?? 0) + value;
  }

  /** The estimate of what was added since the last call; begins anew. All null without values. */
  take(): Estimate {
    const clusters = this.#touched.map((cluster) => ({
      sum: this.#sums[cluster] ?? 0,
      n: this.#counts[cluster] ?? 0,
    }));
    for (const cluster of this.#touched) {
      this.#sums[cluster] = 0;
      this.#counts[cluster] = 0;
    }
    this.#touched = [];
    return estimateOf(clusters, this.#range);
  }
}

function estimateOf(clusters: readonly { readonly sum: number; readonly n: number }[], range: ValueRange): Estimate {
  const n = clusters.reduce((total, cluster) => total + cluster.n, 0);
  if (n === 0) return { value: null, low: null, high: null, n };
  const mean = clusters.reduce((total, cluster) => total + cluster.sum, 0) / n;
  if (clusters.length < 2) return { value: mean, low: null, high: null, n };
  const squares = clusters.reduce((total, cluster) => total + (cluster.sum - cluster.n * mean) ** 2, 0);
  const halfWidth = (NORMAL_QUANTILE_95 * Math.sqrt(squares)) / n;
  return {
    value: mean,
    low: Math.max(range.low, mean - halfWidth),
    high: Math.min(range.high, mean + halfWidth),
    n,
  };
}
