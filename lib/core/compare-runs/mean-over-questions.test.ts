import fc from 'fast-check';
import { expect, test } from 'vitest';

import { meanOverQuestions } from './mean-over-questions';

test('by hand: sample variance 0.3 over five questions, cut at 1', () => {
  const mean = meanOverQuestions([0, 0, 1, 1, 1], [0, 1]);
  expect(mean?.value).toBeCloseTo(0.6, 12);
  expect(mean?.low).toBeCloseTo(0.6 - 1.959963984540054 * Math.sqrt(0.06), 12);
  expect(mean?.high).toBe(1);
  expect(meanOverQuestions([0, 0, 1, 1, 1], [-1, 2])?.high).toBeCloseTo(0.6 + 1.959963984540054 * Math.sqrt(0.06), 12);
});

test('no questions have no mean, few no interval, equal ones an interval of no width', () => {
  expect(meanOverQuestions([], [0, 1])).toBeNull();
  expect(meanOverQuestions([1, 0, 0, 1], [0, 1])).toEqual({ value: 0.5, low: null, high: null });
  expect(meanOverQuestions(new Float64Array(9).fill(0.25), [0, 1])).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
});

test('the interval holds the mean and stays within the bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5 }), (values) => {
      const mean = meanOverQuestions(values, [-1, 1]);
      expect(mean?.low).toBeLessThanOrEqual(mean?.value ?? -2);
      expect(mean?.high).toBeGreaterThanOrEqual(mean?.value ?? 2);
      expect(mean?.low).toBeGreaterThanOrEqual(-1);
      expect(mean?.high).toBeLessThanOrEqual(1);
    }),
  );
});
