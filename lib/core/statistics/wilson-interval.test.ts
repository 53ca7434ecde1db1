import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { wilsonInterval } from './wilson-interval';

describe('wilsonInterval', () => {
  // SciPy 1.17.1: scipy.stats.binomtest(k, n).proportion_ci(method='wilson')
  test.each([
    [7, 50, 0.06950833427016292, 0.26186193710585537],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
    [1939, 2426, 0.7828513502045243, 0.8147185014123451],
  ])('%i of %i', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.value).toBe(successes / trials);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
    expect(interval.n).toBe(trials);
  });

  test('has no value without trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  test('refuses impossible counts', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(Number.NaN, 2)).toThrow(RangeError);
  });

  test('holds its value, stays in [0, 1] and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (a, b) => {
        fc.pre(a + b > 0);
        const { value, low, high } = wilsonInterval(a, a + b);
        const mirrored = wilsonInterval(b, a + b);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(value ?? Number.NaN);
        expect(mirrored.low).toBeCloseTo(1 - (high ?? Number.NaN), 10);
      }),
    );
  });
});
