/**
 * Observations of a value and a yes or no, each belonging to a cluster; entry i of the three columns is observation i.
 * Here: a rollout's match rate (gamma, in [0, 1]), whether it is correct (1 or 0), and its question.
 */
export interface ClusteredObservations {
  /** Cluster numbers, integers >= 0. Gaps are allowed; a cluster without observations does not count as one. */
  readonly cluster: Int32Array;
  /** Finite numbers. */
  readonly value: Float64Array;
  /** 1 or 0. */
  readonly positive: Uint8Array;
}

/**
 * The same observations counted up, so that a resample of clusters costs one pass over small counts and no sorting.
 *
 * A cell is one distinct value with one answer: cell 2 l + p holds value `levels[l]` with `positive` p.
 */
export interface ClusterTable {
  readonly observations: number;
  /** Clusters with at least one observation, renumbered from 0 in ascending order of their number. */
  readonly clusters: number;
  /** The distinct values, ascending. */
  readonly levels: Float64Array;
  /** Entries of cell c are those from `cellStart[c]` up to `cellStart[c + 1]`. */
  readonly cellStart: Int32Array;
  /** Cluster of each entry, and how many observations of that cluster are in the cell. */
  readonly entryCluster: Int32Array;
  readonly entryCount: Int32Array;
  readonly within: WithinClusterSums;
}

/**
 * Sums of squares and products around each cluster's own means. Zero for a cluster whose observations are all
 * positive or all not: it says nothing about the difference between the two.
 */
export interface WithinClusterSums {
  /** Clusters that have both, and the observations in them. */
  readonly mixedClusters: number;
  readonly mixedObservations: number;
  readonly valueSquares: Float64Array;
  readonly positiveSquares: Float64Array;
  readonly products: Float64Array;
}

/**
 * Counts observations per cluster and cell.
 *
 * @throws RangeError when the columns differ in length or a value is not finite
 */
export function tabulateClusters(observations: ClusteredObservations): ClusterTable {
  const { cluster, value, positive } = observations;
  if (value.length !== cluster.length || positive.length !== cluster.length) {
    throw new RangeError(`columns of ${cluster.length}, ${value.length} and ${positive.length} observations`);
  }
  const { dense, clusters } = renumberClusters(cluster);
  const { levels, levelOf } = findLevels(value);
  const cellOf = levelOf.map((level, i) => 2 * level + (positive[i] ?? 0));
  // Sorting by cluster first and by cell after leaves the clusters ascending inside a cell.
  const byCluster = countingSort(dense, clusters);
  const cellsByCluster = byCluster.map((i) => cellOf[i] ?? 0);
  const byCell = countingSort(cellsByCluster, 2 * levels.length).map((position) => byCluster[position] ?? 0);
  return {
    observations: cluster.length,
    clusters,
    levels,
    ...countEntries(byCell, dense, cellOf, 2 * levels.length),
    within: sumWithinClusters(byCluster, dense, clusters, observations),
  };
}

function renumberClusters(cluster: Int32Array): { dense: Int32Array; clusters: number } {
  let largest = -1;
  for (const number of cluster) if (number > largest) largest = number;
  const present = new Uint8Array(largest + 1);
  for (const number of cluster) present[number] = 1;
  const newNumber = new Int32Array(largest + 1);
  let clusters = 0;
  for (let number = 0; number <= largest; number++) if (present[number] === 1) newNumber[number] = clusters++;
  return { dense: cluster.map((number) => newNumber[number] ?? 0), clusters };
}

function findLevels(value: Float64Array): { levels: Float64Array; levelOf: Int32Array } {
  const firstSeen = new Map<number, number>();
  const seenOf = new Int32Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const number = value[i] ?? Number.NaN;
    if (!Number.isFinite(number)) throw new RangeError(`value ${number} of observation ${i}`);
    let seen = firstSeen.get(number);
    if (seen === undefined) {
      seen = firstSeen.size;
      firstSeen.set(number, seen);
    }
    seenOf[i] = seen;
  }
  const levels = Float64Array.from(firstSeen.keys()).sort();
  const levelOfSeen = new Int32Array(levels.length);
  levels.forEach((number, level) => {
    levelOfSeen[firstSeen.get(number) ?? 0] = level;
  });
  return { levels, levelOf: seenOf.map((seen) => levelOfSeen[seen] ?? 0) };
}

/** Positions of `keys` in ascending order of key, equal keys in the order they stand in. */
function countingSort(keys: Int32Array, keyCount: number): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1] = (next[key + 1] ?? 0) + 1;
  for (let key = 1; key <= keyCount; key++) next[key] = (next[key] ?? 0) + (next[key - 1] ?? 0);
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    const place = next[key] ?? 0;
    order[place] = i;
    next[key] = place + 1;
  }
  return order;
}

function countEntries(byCell: Int32Array, cluster: Int32Array, cellOf: Int32Array, cellCount: number) {
  const cellStart = new Int32Array(cellCount + 1);
  const entryCluster = new Int32Array(byCell.length);
  const entryCount = new Int32Array(byCell.length);
  let entries = 0;
  let previousCell = -1;
  let previousCluster = -1;
  for (const i of byCell) {
    const cell = cellOf[i] ?? 0;
    const owner = cluster[i] ?? 0;
    if (cell !== previousCell || owner !== previousCluster) {
      entryCluster[entries] = owner;
      entries++;
      previousCell = cell;
      previousCluster = owner;
    }
    entryCount[entries - 1] = (entryCount[entries - 1] ?? 0) + 1;
    cellStart[cell + 1] = entries;
  }
  // Every cell but the two of a level may be empty: it then ends where the one before it ends.
  for (let cell = 1; cell <= cellCount; cell++) {
    cellStart[cell] = Math.max(cellStart[cell] ?? 0, cellStart[cell - 1] ?? 0);
  }
  return { cellStart, entryCluster: entryCluster.slice(0, entries), entryCount: entryCount.slice(0, entries) };
}

function sumWithinClusters(
  byCluster: Int32Array,
  dense: Int32Array,
  clusters: number,
  { value, positive }: ClusteredObservations,
): WithinClusterSums {
  const valueSquares = new Float64Array(clusters);
  const positiveSquares = new Float64Array(clusters);
  const products = new Float64Array(clusters);
  let mixedClusters = 0;
  let mixedObservations = 0;
  let start = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    let end = start;
    while (end < byCluster.length && dense[byCluster[end] ?? 0] === cluster) end++;
    const sums = centredSums(byCluster.subarray(start, end), value, positive);
    if (sums !== null) {
      mixedClusters++;
      mixedObservations += end - start;
      valueSquares[cluster] = sums.valueSquares;
      positiveSquares[cluster] = sums.positiveSquares;
      products[cluster] = sums.products;
    }
    start = end;
  }
  return { mixedClusters, mixedObservations, valueSquares, positiveSquares, products };
}

/** Sums around the means of one cluster; null when its observations are all positive or all not. */
function centredSums(members: Int32Array, value: Float64Array, positive: Uint8Array) {
  let positives = 0;
  let total = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const i of members) {
    const number = value[i] ?? 0;
    positives += positive[i] ?? 0;
    total += number;
    if (number < lowest) lowest = number;
    if (number > highest) highest = number;
  }
  if (positives === 0 || positives === members.length) return null;
  const positiveShare = positives / members.length;
  const sums = { valueSquares: 0, products: 0, positiveSquares: positives * (1 - positiveShare) };
  // Equal values are exactly constant, though their mean may be off by a rounding.
  if (lowest === highest) return sums;
  const mean = total / members.length;
  for (const i of members) {
    const deviation = (value[i] ?? 0) - mean;
    sums.valueSquares += deviation * deviation;
    sums.products += deviation * ((positive[i] ?? 0) - positiveShare);
  }
  return sums;
}
