import { quantileSorted } from 'simple-statistics';

import {
  tabulateClusters,
  type ClusterTable,
  type ClusteredObservations,
  type WithinClusterSums,
} from './cluster-table';
import { clampCorrelation, undefinedCorrelation, type ReasonedCorrelation } from './pearson';
import type { RandomGenerator } from './random-generator';
import type { UndefinedReason } from './undefined-reason';

/** Resamples behind every bootstrap interval of the product. */
const BOOTSTRAP_RESAMPLES = 1000;

/** Share of resamples without a coefficient (a side constant) beyond which an interval would mislead. */
const LARGEST_UNDEFINED_SHARE = 0.05;

/** Three coefficients of one set of clustered observations, with percentile intervals over resampled clusters. */
export interface ClusteredCorrelations {
  readonly pearson: ReasonedCorrelation;
  readonly spearman: ReasonedCorrelation;
  /** Both sides centred on their cluster's mean, over clusters that have both answers; `n` counts their observations. */
  readonly withinCluster: ReasonedCorrelation & { readonly clusters: number };
  readonly resamples: number;
}

/**
 * Pearson, Spearman (average ranks) and within-cluster Pearson correlation of a value with a yes or no, each with a
 * 95 % percentile interval from a bootstrap that draws whole clusters with replacement, as many as there are.
 *
 * Whole clusters, because rollouts of one question resemble one another; intervals that take them for independent
 * are too narrow. Every resample re-ranks exactly: with a yes-or-no side, both pooled coefficients follow from the
 * counts per distinct value and answer, so a resample is one weighted pass over those counts. The three coefficients
 * come from the same resamples. Resamples without a coefficient are left out; past 5 % of them there is no interval.
 * Percentiles are R's type 2 (`quantileSorted` of simple-statistics).
 *
 * @param observations of any order; the result does not depend on it
 * @param generator the source of randomness; one seed gives one result
 * @param resamples integer >= 1
 * @returns `r`, `low`, `high` in [-1, 1]. `r` null: `reason` says why. `r` without interval: `reason` says why too.
 *   `n` counts observations.
 * @throws RangeError on columns of different lengths, a value that is not finite, or resamples < 1
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods (1997), 3.8 (resampling clusters), 5.3 (percentile);
 * clustering of rollouts by question: E. Miller, arXiv 2411.00640.
 */
export function correlateClusters(
  observations: ClusteredObservations,
  generator: RandomGenerator,
  resamples: number = BOOTSTRAP_RESAMPLES,
): ClusteredCorrelations {
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`${resamples} resamples`);
  const table = tabulateClusters(observations);
  const once = new Int32Array(table.clusters).fill(1);
  const observed = correlateCounted(table, countCells(table, Float64Array.from(once)), once);
  const drawn = table.clusters > 1 ? drawCoefficients(table, generator, resamples) : null;
  const { mixedClusters, mixedObservations } = table.within;
  const pooledReason = reasonFor(table.observations, 'constant');
  return {
    pearson: withInterval(observed.pearson, drawn?.pearson, table.observations, pooledReason),
    spearman: withInterval(observed.spearman, drawn?.spearman, table.observations, pooledReason),
    withinCluster: {
      ...withInterval(
        observed.within,
        mixedClusters > 1 ? drawn?.within : undefined,
        mixedObservations,
        reasonFor(table.observations, mixedClusters === 0 ? 'no_mixed_questions' : 'constant'),
      ),
      clusters: mixedClusters,
    },
    resamples,
  };
}

/** Coefficients of one weighting of the clusters; NaN where a side is constant. */
interface Coefficients {
  readonly pearson: number;
  readonly spearman: number;
  readonly within: number;
}

function reasonFor(observations: number, otherwise: UndefinedReason): UndefinedReason {
  if (observations === 0) return 'no_observations';
  return observations === 1 ? 'too_few_observations' : otherwise;
}

function withInterval(
  r: number,
  drawn: Float64Array | undefined,
  n: number,
  reasonWithoutValue: UndefinedReason,
): ReasonedCorrelation {
  if (Number.isNaN(r)) return undefinedCorrelation(reasonWithoutValue, n);
  if (drawn === undefined) return { r, low: null, high: null, n, reason: 'too_few_questions' };
  const defined = Array.from(drawn.filter((coefficient) => !Number.isNaN(coefficient)).sort());
  if (drawn.length - defined.length > LARGEST_UNDEFINED_SHARE * drawn.length) {
    return { r, low: null, high: null, n, reason: 'too_few_questions' };
  }
  return { r, low: quantileSorted(defined, 0.025), high: quantileSorted(defined, 0.975), n, reason: null };
}

/**
 * Two resamples share one pass over the table: their weights are packed into one double, the second times 2^26,
 * so every count of the pass holds both. Exact while no count reaches 2^26; `packable` says whether that is certain.
 */
const SECOND_LANE = 2 ** 26;

function packable({ clusters, entryCount }: ClusterTable): boolean {
  let largest = 0;
  for (const count of entryCount) if (count > largest) largest = count;
  return largest * clusters < SECOND_LANE;
}

function drawCoefficients(table: ClusterTable, generator: RandomGenerator, resamples: number) {
  const drawn = {
    pearson: new Float64Array(resamples),
    spearman: new Float64Array(resamples),
    within: new Float64Array(resamples),
  };
  const keep = (resample: number, counts: Float64Array, weights: Int32Array): void => {
    if (resample >= resamples) return;
    const coefficients = correlateCounted(table, counts, weights);
    drawn.pearson[resample] = coefficients.pearson;
    drawn.spearman[resample] = coefficients.spearman;
    drawn.within[resample] = coefficients.within;
  };
  const first = new Int32Array(table.clusters);
  const second = new Int32Array(table.clusters);
  const weights = new Float64Array(table.clusters);
  const twoLanes = packable(table);
  for (let resample = 0; resample < resamples; resample += 2) {
    generator.countDrawsInPlace(first);
    generator.countDrawsInPlace(second);
    if (twoLanes) {
      packWeightsInPlace(weights, first, second);
      const packed = countCells(table, weights);
      const high = packed.map((count) => Math.floor(count / SECOND_LANE));
      keep(
        resample,
        packed.map((count, cell) => count - (high[cell] ?? 0) * SECOND_LANE),
        first,
      );
      keep(resample + 1, high, second);
    } else {
      keep(resample, countCells(table, Float64Array.from(first)), first);
      keep(resample + 1, countCells(table, Float64Array.from(second)), second);
    }
  }
  return drawn;
}

function packWeightsInPlace(packed: Float64Array, first: Int32Array, second: Int32Array): void {
  for (let i = 0; i < packed.length; i++) packed[i] = (first[i] ?? 0) + (second[i] ?? 0) * SECOND_LANE;
}

function correlateCounted(table: ClusterTable, counts: Float64Array, weights: Int32Array): Coefficients {
  const ranks = rankLevels(counts);
  return {
    pearson: correlateCells(counts, table.levels),
    spearman: correlateCells(counts, ranks),
    within: correlateWithin(table.within, weights),
  };
}

/** Observations per cell when cluster c counts `weights[c]` times. */
function countCells(table: ClusterTable, weights: Float64Array): Float64Array {
  const { cellStart } = table;
  const counts = new Float64Array(cellStart.length - 1);
  for (let cell = 0; cell < counts.length; cell++) {
    const end = cellStart[cell + 1] ?? 0;
    // Two sums, because each addition waits for the one before it.
    let even = 0;
    let odd = 0;
    let entry = cellStart[cell] ?? 0;
    for (; entry + 1 < end; entry += 2) {
      even += weighEntry(table, weights, entry);
      odd += weighEntry(table, weights, entry + 1);
    }
    if (entry < end) even += weighEntry(table, weights, entry);
    counts[cell] = even + odd;
  }
  return counts;
}

/** Observations of one entry of the table when its cluster counts `weights[c]` times. */
function weighEntry({ entryCluster, entryCount }: ClusterTable, weights: Float64Array, entry: number): number {
  return (weights[entryCluster[entry] ?? 0] ?? 0) * (entryCount[entry] ?? 0);
}

/** The average rank of each level, from 1, given how often each occurs. */
function rankLevels(counts: Float64Array): Float64Array {
  const ranks = new Float64Array(counts.length / 2);
  let below = 0;
  for (let level = 0; level < ranks.length; level++) {
    const atLevel = (counts[2 * level] ?? 0) + (counts[2 * level + 1] ?? 0);
    ranks[level] = below + (atLevel + 1) / 2;
    below += atLevel;
  }
  return ranks;
}

/**
 * Pearson of the score of each level with the answer, over counted cells; NaN when a side is constant.
 * Ranking the answers would only rescale them, so with average ranks as scores this is Spearman.
 */
function correlateCells(counts: Float64Array, scores: Float64Array): number {
  let n = 0;
  let positives = 0;
  let total = 0;
  let occupied = 0;
  for (let level = 0; 2 * level < counts.length; level++) {
    const positive = counts[2 * level + 1] ?? 0;
    const atLevel = (counts[2 * level] ?? 0) + positive;
    if (atLevel > 0) occupied++;
    n += atLevel;
    positives += positive;
    total += atLevel * (scores[level] ?? 0);
  }
  if (occupied < 2 || positives === 0 || positives === n) return Number.NaN;
  const { squares, products } = sumDeviations(counts, scores, total / n);
  return clampCorrelation(products / Math.sqrt(squares * positives * (1 - positives / n)));
}

/** Squared deviations of the scores from their mean over all observations, and deviations over the positive ones. */
function sumDeviations(counts: Float64Array, scores: Float64Array, mean: number) {
  let squares = 0;
  let products = 0;
  for (let level = 0; 2 * level < counts.length; level++) {
    const positive = counts[2 * level + 1] ?? 0;
    const deviation = (scores[level] ?? 0) - mean;
    squares += ((counts[2 * level] ?? 0) + positive) * deviation * deviation;
    products += positive * deviation;
  }
  return { squares, products };
}

function correlateWithin(sums: WithinClusterSums, weights: Int32Array): number {
  let valueSquares = 0;
  let positiveSquares = 0;
  let products = 0;
  for (let cluster = 0; cluster < weights.length; cluster++) {
    const weight = weights[cluster] ?? 0;
    valueSquares += weight * (sums.valueSquares[cluster] ?? 0);
    positiveSquares += weight * (sums.positiveSquares[cluster] ?? 0);
    products += weight * (sums.products[cluster] ?? 0);
  }
  if (valueSquares === 0 || positiveSquares === 0) return Number.NaN;
  return clampCorrelation(products / Math.sqrt(valueSquares * positiveSquares));
}
