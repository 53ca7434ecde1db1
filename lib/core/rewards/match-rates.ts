import type { RunColumns } from './run-columns';

export interface MatchRates {
  /** gamma of each rollout, in [0, 1]; NaN where its question has no entities. */
  readonly matchRate: Float64Array;
  /** gamma-hat of each rollout, in [0, 1]; NaN where its question has no entities. */
  readonly matchRateNormalised: Float64Array;
  /** gamma_max of each group, in [0, 1]; NaN where no rollout of the group has entities. */
  readonly matchRateMax: Float64Array;
  /** Rollouts of each group, whatever their verdict. */
  readonly groupSize: Int32Array;
}

/**
 * Match rates (arXiv 2510.24694, Eq. 2-3): gamma = found / entities, gamma-hat = gamma / best gamma of the group, 0
 * where that is 0. The best is taken over all rollouts of the group. Ratios are formed from the counts with a single
 * rounding, so that 3 of 7 against a best of 6 of 7 is exactly 0.5 and a threshold of 0.5 holds.
 *
 * @param matched Entities found by each rollout, 0 to its `entityCount`.
 */
export function matchRates(columns: RunColumns, matched: Uint16Array): MatchRates {
  const { length, group, entityCount } = columns;
  const { groupSize, bestFound, bestOf } = bestOfGroups(columns, matched);
  const matchRate = new Float64Array(length);
  const matchRateNormalised = new Float64Array(length);
  for (let at = 0; at < length; at += 1) {
    const g = group[at] ?? 0;
    const found = matched[at] ?? 0;
    const of = entityCount[at] ?? 0;
    const best = bestFound[g] ?? 0;
    matchRate[at] = found / of;
    if (of === 0) matchRateNormalised[at] = Number.NaN;
    else if (best > 0) matchRateNormalised[at] = (found * (bestOf[g] ?? 0)) / (of * best);
  }
  return { matchRate, matchRateNormalised, matchRateMax: ratios(bestFound, bestOf), groupSize };
}

function ratios(found: Uint16Array, of: Uint16Array): Float64Array {
  const rates = new Float64Array(found.length);
  for (let at = 0; at < found.length; at += 1) rates[at] = (found[at] ?? 0) / (of[at] ?? 0);
  return rates;
}

/** Size and best rollout of each group: what it found, of how many entities. */
function bestOfGroups(columns: RunColumns, matched: Uint16Array) {
  const { length, groupCount, group, entityCount } = columns;
  const groupSize = new Int32Array(groupCount);
  const bestFound = new Uint16Array(groupCount);
  const bestOf = new Uint16Array(groupCount);
  for (let at = 0; at < length; at += 1) {
    const g = group[at] ?? 0;
    const found = matched[at] ?? 0;
    const of = entityCount[at] ?? 0;
    groupSize[g] = (groupSize[g] ?? 0) + 1;
    const best = bestOf[g] ?? 0;
    if (of > 0 && (best === 0 || found * best > (bestFound[g] ?? 0) * of)) {
      bestFound[g] = found;
      bestOf[g] = of;
    }
  }
  return { groupSize, bestFound, bestOf };
}
