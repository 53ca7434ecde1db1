import type { EntityLift } from '@/lib/core/entities/compare-entities';

/** A logarithmic axis for ratios. */
export interface LiftAxis {
  readonly low: number;
  readonly high: number;
  /** Powers of two, ascending, the ends included. */
  readonly ticks: readonly number[];
}

/** Wider than this, an axis would show one long whisker and nothing else: bars are cut at its ends. */
const WIDEST_POWER = 6;

/**
 * An axis over powers of two that holds 1 and the intervals of some lifts, at most from 1/64 to 64.
 *
 * @example liftAxis([{ value: 3, low: 1.7, high: 5.4, gap: null }]).ticks // [0.5, 1, 2, 4, 8]
 */
export function liftAxis(lifts: readonly EntityLift[]): LiftAxis {
  const ends = lifts.flatMap(({ low, high }) => (low === null || high === null ? [] : [low, high]));
  const lowest = Math.max(-WIDEST_POWER, Math.floor(Math.log2(Math.min(0.5, ...ends))));
  const highest = Math.min(WIDEST_POWER, Math.ceil(Math.log2(Math.max(4, ...ends))));
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, step) => 2 ** (lowest + step));
  return { low: 2 ** lowest, high: 2 ** highest, ticks };
}
