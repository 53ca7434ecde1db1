import { expect, test } from 'vitest';

import { areaUnderRoc } from './concordance';

test('areaUnderRoc counts ties as one half', () => {
  // SciPy 1.17.1: mannwhitneyu([1, 1, 1/3, 1], [0, 0, 1/3, 2/3]).statistic / 16 is 0.90625
  expect(areaUnderRoc([0, 1, 0, 3], [2, 1, 1, 0])).toBe(0.90625);
  expect(areaUnderRoc([0, 1, 3], [2, 1, 1])).toBe(0.8125);
  expect(areaUnderRoc([0, 5], [5, 0])).toBe(1);
  expect(areaUnderRoc([5, 0], [0, 5])).toBe(0);
  expect(areaUnderRoc([4], [2])).toBe(0.5);
});

test('areaUnderRoc is null without both classes', () => {
  expect(areaUnderRoc([], [])).toBeNull();
  expect(areaUnderRoc([0, 0], [1, 2])).toBeNull();
  expect(areaUnderRoc([1, 2], [0, 0])).toBeNull();
  expect(() => areaUnderRoc([1], [1, 2])).toThrow(RangeError);
});
