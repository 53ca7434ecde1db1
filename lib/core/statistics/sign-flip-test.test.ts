import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { drawWeights } from './draw-weights';
import { seededGenerator } from './random-generator';
import { sumColumns } from './resample-sums';
import { drawnSignFlip, exactSignFlip } from './sign-flip-test';

const DIFFERENCES = [0.25, -0.5, 0.75, 0.125, 0, 0.5, 0.375, -0.125];

describe('exactSignFlip', () => {
  test('known values', () => {
    expect(exactSignFlip([1, 2, 3])).toBe(0.25);
    // SciPy 1.17.1: permutation_test((DIFFERENCES,), np.sum, permutation_type='samples', n_resamples=np.inf).pvalue
    expect(exactSignFlip(DIFFERENCES)).toBe(0.296875);
    expect(exactSignFlip([])).toBe(1);
    expect(exactSignFlip([0, 0])).toBe(1);
    expect(() => exactSignFlip(Array.from({ length: 13 }, () => 1))).toThrow(RangeError);
  });

  test('with equal sizes it is the sign test', () => {
    // SciPy 1.17.1: binomtest(2, 10).pvalue
    expect(exactSignFlip([1, 1, 1, 1, 1, 1, 1, 1, -1, -1])).toBe(0.109375);
  });

  test('turning all signs, or the order, changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { maxLength: 8 }), (list) => {
        const p = exactSignFlip(list);
        expect(exactSignFlip(list.map((value) => -value))).toBe(p);
        expect(exactSignFlip(list.toReversed())).toBe(p);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('drawnSignFlip comes to the exact test, and never to 0', () => {
  const sizes = Float64Array.from(DIFFERENCES, Math.abs);
  const [sums] = sumColumns([sizes], drawWeights(sizes.length, 20_000, seededGenerator(1)));
  const drawn = sums?.signed ?? new Float64Array();
  // Standard error of 20,000 draws at p = 0.297: 0.0032.
  expect(Math.abs(drawnSignFlip(1.375, drawn, 2.625) - 0.296875)).toBeLessThan(0.011);
  expect(drawnSignFlip(100, drawn, 100)).toBe(1 / 20_001);
  expect(drawnSignFlip(0, drawn, 2.625)).toBe(1);
});
