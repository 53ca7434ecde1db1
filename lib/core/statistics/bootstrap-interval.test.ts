import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bootstrapInterval, selectInPlace } from './bootstrap-interval';

/** Any number but -0, which sorts before 0 and is equal to it: which of both is found is left open. */
const NUMBERS = fc.double({ noNaN: true }).map((value) => value + 0);

describe('bootstrapInterval', () => {
  // SciPy 1.17.1: scipy.stats.norm.cdf(-sqrt(n / (n - 1)) * scipy.stats.t.ppf(0.975, n - 1)) is the share below.
  test.each([
    [5, 0.0009541005518824907],
    [10, 0.008550639024406366],
    [30, 0.01875390027822054],
    [100, 0.023064387207087644],
  ])('leaves out as much as Hesterberg says with %i units', (units, tail) => {
    const drawn = Float64Array.from({ length: 100_000 }, (_, at) => at / 100_000);
    const interval = bootstrapInterval(drawn, units);
    expect(interval?.low).toBeCloseTo(tail, 4);
    expect(interval?.high).toBeCloseTo(1 - tail, 4);
  });

  test('mirrors exactly, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(NUMBERS, { minLength: 1 }), fc.integer({ min: 2, max: 99 }), (values, n) => {
        const drawn = Float64Array.from(values);
        const found = bootstrapInterval(drawn, n);
        const mirrored = bootstrapInterval(
          drawn.map((value) => -value),
          n,
        );
        expect(mirrored?.low).toBe(-(found?.high ?? NaN));
        expect(mirrored?.high).toBe(-(found?.low ?? NaN));
        expect([...drawn]).toEqual(values);
      }),
    );
  });

  test('has for bounds what stands as far from both ends when sorted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 400 }), (values) => {
        const sorted = Float64Array.from(values).sort();
        const found = bootstrapInterval(Float64Array.from(values), 10);
        // The level of ten units, as above.
        const rank = Math.max(0, Math.round(0.008550639024406366 * (values.length + 1)) - 1);
        expect(found).toEqual({ low: sorted[rank], high: sorted[values.length - 1 - rank] });
      }),
    );
  });

  // Bounds are looked for where a sample guesses the tails; the last of these are such that it guesses wrong.
  test.each([
    ['all different, without an order', (at: number) => (at * 7919) % 4999],
    ['ascending', (at: number) => at],
    ['descending', (at: number) => -at],
    ['mostly equal', (at: number) => (at % 500 === 0 ? at : 0)],
    ['as the sample does not show them', (at: number) => (at % 16 === 0 ? 0 : (at % 7) - 3)],
  ])('finds the same bounds among 4,999 values, %s', (_, valueAt) => {
    const drawn = Float64Array.from({ length: 4999 }, (__, at) => valueAt(at));
    const sorted = drawn.toSorted();
    const rank = Math.round(0.008550639024406366 * 5000) - 1;
    expect(bootstrapInterval(drawn, 10)).toEqual({ low: sorted[rank], high: sorted[4998 - rank] });
  });

  test('is none where resamples have no value', () => {
    const drawn = Float64Array.from({ length: 100 }, (_, at) => (at < 6 ? Number.NaN : at));
    expect(bootstrapInterval(drawn, 50)).toBeNull();
    expect(bootstrapInterval(drawn.subarray(2), 50)).toEqual({ low: 7, high: 98 });
    expect(() => bootstrapInterval(drawn, 1)).toThrow(RangeError);
  });
});

test('selectInPlace finds what sorting would', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), NUMBERS), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.nat(), (list, number) => {
      const rank = number % list.length;
      const sorted = Float64Array.from(list).sort();
      expect(selectInPlace(Float64Array.from(list), rank)).toEqual(sorted[rank]);
    }),
    { numRuns: 500 },
  );
});
