import { OUTCOME_KINDS, KIND_CODE_OF_OUTCOME, type OutcomeKind } from '@/lib/core/rewards/outcome-kinds';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

/** The two match rates: `matchRate` is gamma, `matchRateNormalised` gamma-hat (relative to the best of the group). */
export const RATE_FIELDS = ['matchRate', 'matchRateNormalised'] as const;
export type RateField = (typeof RATE_FIELDS)[number];

/** Rollouts with entities counted per distinct rate, ascending; arrays are aligned. */
export interface RateTally {
  readonly rates: Float64Array;
  readonly counts: Readonly<Record<OutcomeKind, Int32Array>>;
}

/** Counts the rollouts that have entities by rate and kind of outcome. Everything drawn over a rate follows from it. */
export function tallyRates({ columns, outcome, ...scored }: ScoredRun, field: RateField): RateTally {
  const column = scored[field];
  const placeOf = new Map<number, number>();
  const place = new Int32Array(columns.length).fill(-1);
  for (let i = 0; i < columns.length; i++) {
    if (columns.entityCount[i] === 0) continue;
    const rate = column[i] ?? 0;
    let found = placeOf.get(rate);
    if (found === undefined) {
      found = placeOf.size;
      placeOf.set(rate, found);
    }
    place[i] = found;
  }
  const rates = Float64Array.from(placeOf.keys()).sort();
  const kinds = OUTCOME_KINDS.length;
  const byPlace = new Int32Array(rates.length * kinds);
  for (let i = 0; i < columns.length; i++) {
    const at = place[i] ?? -1;
    if (at < 0) continue;
    const entry = at * kinds + (KIND_CODE_OF_OUTCOME[outcome[i] ?? 0] ?? 0);
    byPlace[entry] = (byPlace[entry] ?? 0) + 1;
  }
  const ascending = Int32Array.from(rates, (rate) => placeOf.get(rate) ?? 0);
  const counted = (kind: OutcomeKind): Int32Array =>
    ascending.map((at) => byPlace[at * kinds + OUTCOME_KINDS.indexOf(kind)] ?? 0);
  return {
    rates,
    counts: {
      correct: counted('correct'),
      wrong: counted('wrong'),
      error: counted('error'),
      unknown: counted('unknown'),
    },
  };
}
