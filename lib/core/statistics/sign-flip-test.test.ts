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

describe('drawnSignFlip', () => {
  const differences = Float64Array.from(DIFFERENCES);
  const drawSums = (of: Float64Array): Float64Array =>
    sumColumns([of], drawWeights(of.length, 20_000, seededGenerator(1)))[0]?.signed ?? new Float64Array();

  test('comes to the exact test', () => {
    // Standard error of 20,000 draws at p = 0.297: 0.0032.
    expect(Math.abs(drawnSignFlip(differences, drawSums(differences)) - 0.296875)).toBeLessThan(0.011);
    expect(drawnSignFlip(new Float64Array(3), new Float64Array(10))).toBe(1);
  });

  test('is never below one in all draws, but where the exact p-value is known to be', () => {
    const alike = new Float64Array(18).fill(1);
    // Exact 2 / 2^18 = 7.6e-6; the draws can say 5e-5 at best, Hoeffding 2 exp(-9) = 2.5e-4.
    expect(drawnSignFlip(alike, new Float64Array(20_000))).toBe(1 / 20_001);
    const many = new Float64Array(100).fill(1);
    expect(drawnSignFlip(many, new Float64Array(20_000))).toBeCloseTo(2 * Math.exp(-50), 30);
  });

  test("Hoeffding's bound is never below the exact p-value", () => {
    for (let alike = 1; alike <= 12; alike += 1) {
      for (let minus = 0; minus <= alike; minus += 1) {
        const list = Array.from({ length: alike }, (_, at) => (at < minus ? -1 : 1));
        const bound = 2 * Math.exp(-((alike - 2 * minus) ** 2) / (2 * alike));
        expect(bound).toBeGreaterThanOrEqual(exactSignFlip(list));
      }
    }
  });
});
