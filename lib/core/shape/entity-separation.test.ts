import { expect, test } from 'vitest';

import { canSeparate, separateEntities } from './entity-separation';

test('counts correct against wrong rollouts, and marks nothing that chance explains', () => {
  const outcomes = ['correct', 'near_miss', 'failure', 'correct', 'error_format', 'unknown'] as const;
  const [everyone, key, nobody] = separateEntities(outcomes, [
    [true, true, true, true, true, true],
    [true, false, false, true, true, true],
    [false, false, false, false, false, false],
  ]);
  expect(everyone).toMatchObject({ correctFound: 2, correct: 2, wrongFound: 2, wrong: 2, difference: 0, best: false });
  expect(key).toMatchObject({ correctFound: 2, wrongFound: 0, difference: 1, best: false });
  // Two of two against none of two: 2 of the 6 tables with these margins.
  expect(key?.pValue).toBeCloseTo(1 / 3, 12);
  expect(nobody).toMatchObject({ difference: 0, pValue: 1, best: false });
});

test('the entity with the highest difference separates best where its p is below 0.05', () => {
  const outcomes = [
    ...Array.from({ length: 4 }, () => 'correct' as const),
    ...Array.from({ length: 4 }, () => 'wrong' as const),
  ];
  const [key, half] = separateEntities(outcomes, [
    [true, true, true, true, false, false, false, false],
    [true, true, true, true, false, false, false, true],
  ]);
  // 2 of the 70 tables with these margins.
  expect(key?.pValue).toBeCloseTo(2 / 70, 12);
  expect([key?.best, half?.best]).toEqual([true, false]);
});

test('three against three rollouts cannot separate anything, four against four can', () => {
  expect([canSeparate(3, 3), canSeparate(4, 4), canSeparate(1, 19), canSeparate(1, 20), canSeparate(0, 9)]).toEqual([
    false, // 2 / 20
    true, // 2 / 70
    false, // 1 / 20
    true, // 1 / 21
    false,
  ]);
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
