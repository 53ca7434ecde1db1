import { expect, test } from 'vitest';

import { separateEntities } from './entity-separation';

test('the entity that the correct rollouts have and the wrong ones lack separates best', () => {
  const outcomes = ['correct', 'near_miss', 'failure', 'correct', 'error_format', 'unknown'] as const;
  const [everyone, key, nobody] = separateEntities(outcomes, [
    [true, true, true, true, true, true],
    [true, false, false, true, true, true],
    [false, false, false, false, false, false],
  ]);
  expect(everyone).toMatchObject({ correctFound: 2, correct: 2, wrongFound: 2, wrong: 2, difference: 0, best: false });
  expect(key).toMatchObject({ correctFound: 2, wrongFound: 0, difference: 1, best: true });
  // Two of two against none of two: 2 of the 6 tables with these margins.
  expect(key?.pValue).toBeCloseTo(1 / 3, 12);
  expect(nobody).toMatchObject({ difference: 0, pValue: 1, best: false });
});

test('where a side is empty nothing separates', () => {
  const [only] = separateEntities(['near_miss', 'failure', 'error_overlength'], [[true, false, true]]);
  expect(only).toMatchObject({ correct: 0, wrong: 2, wrongFound: 1, difference: null, pValue: null, best: false });
  expect(separateEntities([], [])).toEqual([]);
});

test('an entity that wrong rollouts find more often is no best one', () => {
  const [harmful] = separateEntities(['correct', 'wrong'], [[false, true]]);
  expect(harmful).toMatchObject({ difference: -1, best: false });
});
