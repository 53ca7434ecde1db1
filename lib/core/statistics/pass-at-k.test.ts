import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { passAtK } from './pass-at-k';

function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i += 1) product = (product * (n - k + i)) / i;
  return product;
}

describe('passAtK', () => {
  // openai/human-eval, human_eval/evaluation.py: estimate_pass_at_k(n, [c], k)
  test.each([
    [8, 2, 1, 0.25],
    [8, 2, 3, 0.6428571428571428],
    [8, 6, 3, 1],
    [3, 1, 3, 1],
    [3, 0, 3, 0],
  ])('n = %i, c = %i, k = %i', (n, correct, k, expected) => {
    expect(passAtK(n, correct, k)).toBeCloseTo(expected, 14);
  });

  test('is not defined for more than there are', () => {
    expect(passAtK(3, 1, 4)).toBeNull();
    expect(passAtK(0, 0, 1)).toBeNull();
  });

  test('refuses what cannot be', () => {
    expect(() => passAtK(3, 4, 1)).toThrow(RangeError);
    expect(() => passAtK(3, 1, 0)).toThrow(RangeError);
    expect(() => passAtK(3, 1, 1.5)).toThrow(RangeError);
  });

  test('counts the draws that hit: 1 - C(n - c, k) / C(n, k)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.integer({ min: 1, max: 40 }), (n, c, k) => {
        fc.pre(c <= n && k <= n);
        const expected = n - c < k ? 1 : 1 - binomial(n - c, k) / binomial(n, k);
        expect(passAtK(n, c, k)).toBeCloseTo(expected, 10);
      }),
    );
  });
});
