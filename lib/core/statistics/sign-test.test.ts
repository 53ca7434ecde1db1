import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { exactTwoSidedPValue, signTest } from './sign-test';

describe('exactTwoSidedPValue', () => {
  // SciPy 1.17.1: scipy.stats.binomtest(min(a, b), a + b).pvalue
  test.each([
    [10, 3, 0.09228515625],
    [5, 0, 0.0625],
    [6, 6, 1],
    [0, 0, 1],
    [100, 150, 0.0018833009350761602],
    [12000, 12400, 0.010637588191411975],
  ])('%i against %i', (a, b, p) => {
    expect(exactTwoSidedPValue(a, b)).toBeCloseTo(p, 10);
    expect(exactTwoSidedPValue(b, a)).toBe(exactTwoSidedPValue(a, b));
  });

  test('keeps its digits far out', () => {
    expect(exactTwoSidedPValue(1939, 487) / 5.476362644039142e-204).toBeCloseTo(1, 8);
  });

  test('is a probability that falls as the sides part', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        const p = exactTwoSidedPValue(a, b);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        if (a > b && b > 0) expect(exactTwoSidedPValue(a + 1, b - 1)).toBeLessThan(p);
      }),
    );
  });
});

describe('signTest', () => {
  test('figure 1 of arXiv 2510.24694: 1939 questions against 487', () => {
    const { higherShare, ties } = signTest(1939, 487, 12);
    expect(higherShare.value).toBeCloseTo(0.7993, 4);
    expect(higherShare.low).toBeCloseTo(0.7829, 4);
    expect(higherShare.high).toBeCloseTo(0.8147, 4);
    expect(ties).toBe(12);
  });

  test('of ties alone has no share', () => {
    expect(signTest(0, 0, 5)).toMatchObject({ pValue: 1, higherShare: { value: null, n: 0 } });
  });

  test('refuses what is no count', () => {
    expect(() => signTest(1.5, 0, 0)).toThrow(RangeError);
    expect(() => signTest(1, -1, 0)).toThrow(RangeError);
  });
});
