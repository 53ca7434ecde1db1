import { expect, test } from 'vitest';

import { NORMAL_QUANTILE_95 } from './normal-quantile';
import { twoSidedNormal } from './normal-tail';

test.each([
  // SciPy 1.17.1: 2 * norm.sf(z), the same as erfc(z / sqrt(2))
  [0, 1],
  [0.5, 0.6170750774519738],
  [3, 0.0026997960632601913],
  [5, 5.733031437583892e-7],
  [10, 1.5239706048321186e-23],
  [30, 9.813427854297528e-198],
])('of %d', (z, pValue) => {
  expect(twoSidedNormal(z) / pValue).toBeCloseTo(1, 10);
});

test('the two ways to compute it meet, and the ends are exact', () => {
  expect(twoSidedNormal(NORMAL_QUANTILE_95)).toBeCloseTo(0.05, 14);
  expect(twoSidedNormal(3 - 1e-9) / twoSidedNormal(3)).toBeCloseTo(1, 7);
  expect(twoSidedNormal(Infinity)).toBe(0);
  expect(() => twoSidedNormal(-1)).toThrow(RangeError);
});
