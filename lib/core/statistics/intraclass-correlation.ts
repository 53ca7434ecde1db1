/** Observations of one cluster, summed up. Entry i of the three columns is cluster i; a count of 0 leaves it out. */
export interface ClusterSums {
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** How alike observations of one cluster are, and what that costs. */
export interface IntraclassCorrelation {
  /** ICC(1), at most 1; negative where clusters differ less than chance would have it. */
  readonly icc: number;
  /** 1 + (k - 1) ICC with k the mean cluster size; at least 1. */
  readonly designEffect: number;
  /** Observations / design effect: as many independent ones would say as much. */
  readonly effectiveSize: number;
}

/**
 * One-way intraclass correlation ICC(1) = (MSB - MSW) / (MSB + (k0 - 1) MSW) with the design effect that follows.
 * With clusters of unequal size k0 = (N - sum n^2 / N) / (C - 1) stands for their size, as in the analysis of variance;
 * with equal ones that is the size. A negative estimate is chance, since rollouts of a question do not repel each
 * other: the design effect then is 1.
 *
 * @returns null where it is not defined: fewer than two clusters, no cluster with two observations, or all of them equal
 * @example four questions 1101, 0000, 1000, 1111: ICC 0.586207, design effect 2.758621, effective size 5.8
 * Source: P. E. Shrout and J. L. Fleiss, Psychological Bulletin 86 (1979) 420-428, case 1; k0: A. Donner,
 * International Statistical Review 54 (1986) 67-82; design effect: L. Kish, Survey Sampling (1965), 5.4.
 */
export function intraclassCorrelation({ count, sum, squares }: ClusterSums): IntraclassCorrelation | null {
  const { clusters, observations, total, squaredSizes } = totalsOf(count, sum);
  if (clusters < 2 || observations === clusters) return null;
  const mean = total / observations;
  let between = 0;
  let within = 0;
  for (let at = 0; at < count.length; at += 1) {
    const size = count[at] ?? 0;
    if (size === 0) continue;
    const ofCluster = sum[at] ?? 0;
    between += size * (ofCluster / size - mean) ** 2;
    // Rounding may leave a little less than nothing.
    within += Math.max(0, (squares[at] ?? 0) - (ofCluster * ofCluster) / size);
  }
  const meanBetween = between / (clusters - 1);
  const meanWithin = within / (observations - clusters);
  const typicalSize = (observations - squaredSizes / observations) / (clusters - 1);
  const denominator = meanBetween + (typicalSize - 1) * meanWithin;
  if (!(denominator > 0)) return null;
  const icc = (meanBetween - meanWithin) / denominator;
  const designEffect = Math.max(1, 1 + (observations / clusters - 1) * icc);
  return { icc, designEffect, effectiveSize: observations / designEffect };
}

function totalsOf(count: Float64Array, sum: Float64Array) {
  let clusters = 0;
  let observations = 0;
  let total = 0;
  let squaredSizes = 0;
  for (let at = 0; at < count.length; at += 1) {
    const size = count[at] ?? 0;
    if (size === 0) continue;
    clusters += 1;
    observations += size;
    total += sum[at] ?? 0;
    squaredSizes += size * size;
  }
  return { clusters, observations, total, squaredSizes };
}
