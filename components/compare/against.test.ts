import { expect, test } from 'vitest';

import { againstOf, againstParameter } from './against';

test.each([
  [null, 0, 1],
  [null, 2, 0],
  [2, 0, 2],
  [0, 0, 1],
  [3, 0, 1],
  [-1, 1, 0],
])('of three sides %j is set against baseline %i as %i', (chosen, baseline, against) => {
  expect(againstOf(chosen, { runs: '1,2@last,3', baseline })).toBe(against);
});

test('the side that is taken anyway stays out of the address', () => {
  expect([0, 1, 2].map((against) => againstParameter(against, { baseline: 0 }))).toEqual(['0', '', '2']);
  expect([0, 1, 2].map((against) => againstParameter(against, { baseline: 1 }))).toEqual(['', '1', '2']);
});
