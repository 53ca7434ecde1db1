import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  attainableIntervals,
  intervalAt,
  MATCH_RATE_BINS,
  MERGED_RATE_INTERVALS,
  rateIntervals,
} from './rate-intervals';

describe('MATCH_RATE_BINS', () => {
  test('puts fractions that stand on a bound into the bin below it', () => {
    const binOf = (found: number, entities: number): number => intervalAt(MATCH_RATE_BINS, found / entities);
    expect([0, 1, 2, 3, 4, 5].map((found) => binOf(found, 5))).toEqual([0, 1, 2, 3, 4, 6]);
    expect([binOf(1, 6), binOf(5, 6), binOf(9, 10), binOf(6, 10), binOf(3, 15)]).toEqual([1, 5, 5, 3, 1]);
  });
});

describe('rateIntervals', () => {
  test('holds every fraction once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(500),
        (widths, of, found) => {
          fc.pre(found <= of);
          const rate = found / of;
          const intervals = rateIntervals(widths);
          const holding = intervals.filter(
            ({ low, high, lowClosed, highClosed }) =>
              (rate > low || (lowClosed && rate === low)) && (rate < high || (highClosed && rate === high)),
          );
          expect(holding).toHaveLength(1);
          expect(intervals[intervalAt(intervals, rate)]).toBe(holding[0]);
        },
      ),
    );
  });

  test('refuses no ranges', () => {
    expect(() => rateIntervals(0)).toThrow(RangeError);
  });
});

describe('attainableIntervals', () => {
  test('lists each reachable rate once', () => {
    const { intervals, exact } = attainableIntervals([2, 4, 3]);
    expect(exact).toBe(true);
    expect(intervals.map(({ low }) => low)).toEqual([0, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1]);
    expect(intervals.every(({ low, high }) => low === high)).toBe(true);
  });

  test('merges when there would be more than 24', () => {
    // Farey sequences: 23 reduced fractions in [0, 1] with denominators up to 8, 29 up to 9 (OEIS A005728).
    expect(attainableIntervals([1, 2, 3, 4, 5, 6, 7, 8]).intervals).toHaveLength(23);
    expect(attainableIntervals([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({
      intervals: MERGED_RATE_INTERVALS,
      exact: false,
    });
  });

  test('of nothing is empty', () => {
    expect(attainableIntervals([]).intervals).toEqual([]);
  });
});

describe('intervalAt', () => {
  test('is -1 outside', () => {
    expect(intervalAt(MATCH_RATE_BINS, 1.5)).toBe(-1);
    expect(intervalAt(MATCH_RATE_BINS, -0.1)).toBe(-1);
    expect(intervalAt(attainableIntervals([2]).intervals, 0.3)).toBe(-1);
  });
});
