import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { halfLifeInPoints, smoothSeries } from './smooth-series';

const series = fc.array(fc.option(fc.double({ min: -10, max: 10, noNaN: true })), { maxLength: 30 });
const weights = fc.double({ min: 0, max: 0.99, noNaN: true });

describe('smoothSeries', () => {
  test('by hand, weight 0.5', () => {
    // 0.5/0.5; (0.25 + 1)/0.75; (0.625 + 1.5)/0.875
    expect(smoothSeries([1, 2, 3], 0.5)).toEqual([1, 1.25 / 0.75, 2.125 / 0.875]);
  });

  test('by hand, weight 0.9, as a sum of weighted values', () => {
    // python -c "w=.9; v=[4,0,2]; print([sum(w**(i-j)*v[j] for j in range(i+1))/sum(w**(i-j) for j in range(i+1)) for i in range(3)])"
    const smoothed = smoothSeries([4, 0, 2], 0.9);
    [4, 1.894736842105263, 1.933579335793358].forEach((value, at) => expect(smoothed[at]).toBeCloseTo(value, 12));
  });

  test('a point without a value stays without one, and the next goes on from the last', () => {
    expect(smoothSeries([null, 1, null, 2], 0.5)).toEqual([null, 1, null, 1.25 / 0.75]);
  });

  test('refuses a weight that is none', () => {
    expect(() => smoothSeries([1], 1)).toThrow('weight is 1');
    expect(() => smoothSeries([1], -0.1)).toThrow(RangeError);
    expect(() => smoothSeries([1], Number.NaN)).toThrow(RangeError);
  });

  test('property: weight 0 is the identity', () => {
    fc.assert(
      fc.property(series, (values) => {
        expect(smoothSeries(values, 0)).toEqual(values);
      }),
    );
  });

  test('property: between the smallest and the largest value so far, a constant stays, the first value too', () => {
    fc.assert(
      fc.property(series, weights, (values, weight) => {
        const smoothed = smoothSeries(values, weight);
        const seen: number[] = [];
        values.forEach((value, at) => {
          if (value === null) {
            expect(smoothed[at]).toBeNull();
            return;
          }
          seen.push(value);
          expect(smoothed[at]).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9);
          expect(smoothed[at]).toBeLessThanOrEqual(Math.max(...seen) + 1e-9);
        });
        for (const value of smoothSeries(
          values.map(() => 3),
          weight,
        ))
          expect(value).toBeCloseTo(3, 9);
      }),
    );
  });
});

test('half-life', () => {
  expect(halfLifeInPoints(0)).toBeNull();
  expect(halfLifeInPoints(0.5)).toBe(1);
  // python -c "import math; print(math.log(.5)/math.log(.9))"
  expect(halfLifeInPoints(0.9)).toBeCloseTo(6.578813478960585, 12);
});
