import type { NumberInterval } from '@/lib/core/filter/filter-term';

const ZERO: NumberInterval = { low: 0, high: 0, lowClosed: true, highClosed: true };
const ONE: NumberInterval = { low: 1, high: 1, lowClosed: true, highClosed: true };

/** The bins of accuracy against match rate: {0}, (0, 0.2], (0.2, 0.4], (0.4, 0.6], (0.6, 0.8], (0.8, 1), {1}. */
export const MATCH_RATE_BINS: readonly NumberInterval[] = rateIntervals(5);

/** {0}, 20 equal ranges and {1}: for rates that take too many values to show each. */
export const MERGED_RATE_INTERVALS: readonly NumberInterval[] = rateIntervals(20);

/** Largest number of single values a histogram shows; more are merged into ranges. */
const LARGEST_VALUE_COUNT = 24;

/**
 * Splits [0, 1] into {0}, `widths` ranges of equal width and {1}. The ends stand alone because match rates pile up
 * there; ranges include their upper bound, but for the last, which ends before 1.
 *
 * @param widths integer >= 1
 * @returns widths + 2 intervals, ascending, without gaps or overlaps
 */
export function rateIntervals(widths: number): readonly NumberInterval[] {
  if (!Number.isInteger(widths) || widths < 1) throw new RangeError(`${widths} ranges`);
  const ranges = Array.from({ length: widths }, (_, at) => ({
    // Divided, so that 3 / 5 here is the very double a match rate of 3 of 5 is.
    low: at / widths,
    high: (at + 1) / widths,
    lowClosed: false,
    highClosed: at + 1 < widths,
  }));
  return [ZERO, ...ranges, ONE];
}

/**
 * Intervals for a histogram of rates that can take few values: one for each value k / e that questions with e entities
 * can reach, or {0}, 20 equal ranges and {1} where that would be more than 24. A smooth density would put rollouts where none
 * can be, also below 0 and above 1.
 *
 * @param entityCounts the entity counts e that occur, integers >= 1
 * @returns ascending intervals in [0, 1]; `exact` says that each holds a single value. Empty for no entity counts.
 */
export function attainableIntervals(entityCounts: Iterable<number>): {
  readonly intervals: readonly NumberInterval[];
  readonly exact: boolean;
} {
  const values = new Set<number>();
  for (const count of entityCounts) {
    for (let found = 0; found <= count; found++) {
      values.add(found / count);
      if (values.size > LARGEST_VALUE_COUNT) return { intervals: MERGED_RATE_INTERVALS, exact: false };
    }
  }
  const ascending = [...values].sort((a, b) => a - b);
  return {
    intervals: ascending.map((value) => ({ low: value, high: value, lowClosed: true, highClosed: true })),
    exact: true,
  };
}

/**
 * Position of the interval that holds a value, -1 where none does.
 *
 * @param intervals ascending, without overlaps
 */
export function intervalAt(intervals: readonly NumberInterval[], value: number): number {
  let first = 0;
  let last = intervals.length - 1;
  while (first <= last) {
    const middle = (first + last) >> 1;
    const { low, high, lowClosed, highClosed } = intervals[middle] ?? ZERO;
    if (value < low || (value === low && !lowClosed)) last = middle - 1;
    else if (value > high || (value === high && !highClosed)) first = middle + 1;
    else return middle;
  }
  return -1;
}
