import { expect, test } from 'vitest';

import { studentQuantile95 } from './student-quantile';

// SciPy 1.17.1: scipy.stats.t.ppf(0.975, df)
test.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [4, 2.7764451051977934],
  [9, 2.262157162798205],
  [29, 2.045229642132703],
  [99, 1.9842169515864174],
  [299, 1.9679296690656698],
  [1999, 1.9611514201705613],
  [2000, 1.9611508260994377],
  [4999, 1.9604386466615247],
])('%i degrees of freedom', (freedom, quantile) => {
  expect(studentQuantile95(freedom)).toBeCloseTo(quantile, 10);
});

test('falls to the normal quantile', () => {
  for (let freedom = 1; freedom < 400; freedom += 1) {
    expect(studentQuantile95(freedom + 1)).toBeLessThan(studentQuantile95(freedom));
  }
});

test('refuses what is no number of values', () => {
  expect(() => studentQuantile95(0)).toThrow(RangeError);
  expect(() => studentQuantile95(2.5)).toThrow(RangeError);
});
