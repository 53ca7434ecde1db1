import { wilsonInterval } from './wilson-interval';

/** A share of trials that have the mark: whole numbers, 0 <= marked <= trials. */
export interface MarkedShare {
  readonly marked: number;
  readonly trials: number;
}

/** A difference of two shares with its 95 % interval, all in [-1, 1]. */
export interface ShareDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Difference of two independent shares, first minus second, with Newcombe's hybrid score interval (his method 10, without
 * continuity correction): from the Wilson interval of each share. It stays within [-1, 1] and has a width even where all
 * or none are marked, where Wald's interval has none.
 *
 * @returns null where a side has no trials
 * @throws RangeError where marked is not in [0, trials]
 * @example newcombeDifference({ marked: 56, trials: 70 }, { marked: 48, trials: 80 }) // 0.2, 0.0524 to 0.3339
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890.
 */
export function newcombeDifference(first: MarkedShare, second: MarkedShare): ShareDifference | null {
  const one = wilsonInterval(first.marked, first.trials);
  const two = wilsonInterval(second.marked, second.trials);
  if (one.value === null || two.value === null) return null;
  const value = one.value - two.value;
  const below = Math.hypot(one.value - (one.low ?? 0), (two.high ?? 1) - two.value);
  const above = Math.hypot((one.high ?? 1) - one.value, two.value - (two.low ?? 0));
  return { value, low: Math.max(-1, value - below), high: Math.min(1, value + above) };
}
