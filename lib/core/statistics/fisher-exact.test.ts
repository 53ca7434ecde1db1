import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fisherExact } from './fisher-exact';

function p(leftHits: number, leftTotal: number, rightHits: number, rightTotal: number): number {
  return fisherExact({ leftHits, leftTotal, rightHits, rightTotal });
}

test('known tables', () => {
  // Whales and sharks of the SciPy documentation of fisher_exact: [[8, 2], [1, 5]].
  expect(p(8, 10, 1, 6)).toBeCloseTo(0.034965, 6);
  // R: fisher.test(matrix(c(3, 1, 1, 3), 2)), the lady tasting tea: 0.4857.
  expect(p(3, 4, 1, 4)).toBeCloseTo(34 / 70, 10);
  // All of four against none of four: 2 of the 70 tables.
  expect(p(4, 4, 0, 4)).toBeCloseTo(2 / 70, 10);
});

test('nothing can be said where a margin is empty', () => {
  expect(p(0, 0, 3, 5)).toBe(1);
  expect(p(0, 4, 0, 4)).toBeCloseTo(1, 12);
  expect(p(4, 4, 4, 4)).toBeCloseTo(1, 12);
});

test('large counts neither overflow nor vanish', () => {
  expect(p(600, 1000, 400, 1000)).toBeLessThan(1e-15);
  expect(p(500, 1000, 500, 1000)).toBeCloseTo(1, 9);
});

test('a broken table is refused', () => {
  expect(() => p(3, 2, 0, 1)).toThrow(RangeError);
  expect(() => p(0.5, 2, 0, 1)).toThrow(RangeError);
});

test('the sides may be swapped, and p lies in (0, 1]', () => {
  const count = fc.nat({ max: 30 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const value = p(a, a + b, c, c + d);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(p(c, c + d, a, a + b)).toBeCloseTo(value, 9);
    }),
  );
});
