import { expect, test } from 'vitest';

import { canSeparate, separateEntities } from './entity-separation';

test('counts correct against wrong rollouts, and marks nothing that chance explains', () => {
  const outcomes = ['correct', 'near_miss', 'failure', 'correct', 'error_format', 'unknown'] as const;
  const [everyone, key, nobody] = separateEntities(outcomes, [
    [true, true, true, true, true, true],
    [true, false, false, true, true, true],
    [false, false, false, false, false, false],
  ]);
  expect(everyone).toMatchObject({
    correctFound: 2,
    correct: 2,
    wrongFound: 2,
    wrong: 2,
    difference: 0,
    stands: false,
  });
  expect(key).toMatchObject({ correctFound: 2, wrongFound: 0, difference: 1, stands: false });
  // Two of two against none of two: 2 of the 6 tables with these margins.
  expect(key?.pValue).toBeCloseTo(1 / 3, 12);
  expect(nobody).toMatchObject({ difference: 0, pValue: 1, stands: false });
});

test('what stays below 0.05 after Holm stands, in either direction', () => {
  const outcomes = [
    ...Array.from({ length: 5 }, () => 'correct' as const),
    ...Array.from({ length: 5 }, () => 'wrong' as const),
  ];
  const only = (side: 'correct' | 'wrong', but = 0) => outcomes.map((outcome, at) => outcome === side && at % 5 >= but);
  const rows = separateEntities(outcomes, [only('correct'), only('wrong'), only('correct', 1)]);
  // R: fisher.test(matrix(c(5, 0, 0, 5), 2))$p.value is 2 / 252; of c(4, 1, 0, 5) it is 12 / 252.
  expect(rows.map(({ pValue }) => pValue?.toFixed(12))).toEqual([2, 2, 12].map((many) => (many / 252).toFixed(12)));
  expect(rows.map(({ difference }) => difference)).toEqual([1, -1, 0.8]);
  // R: p.adjust(c(2, 2, 12) / 252, "holm") is 6, 6 and 12 / 252; the third is below 0.05 too.
  expect(rows.map(({ stands }) => stands)).toEqual([true, true, true]);
  // Seven such entities: 14 / 252 is no longer below 0.05.
  const seven = separateEntities(
    outcomes,
    Array.from({ length: 7 }, (_, at) => only(at === 0 ? 'correct' : 'wrong')),
  );
  expect(seven.map(({ stands }) => stands)).toEqual(seven.map(() => false));
});

test('whether so many rollouts can separate anything depends on the number of entities too', () => {
  expect([
    canSeparate(3, 3, 1), // 2 / 20
    canSeparate(4, 4, 1), // 2 / 70
    canSeparate(4, 4, 2), // 4 / 70
    canSeparate(1, 19, 1), // 1 / 20
    canSeparate(1, 20, 1), // 1 / 21
    canSeparate(5, 5, 6), // 12 / 252
    canSeparate(5, 5, 7), // 14 / 252
    canSeparate(0, 9, 1),
  ]).toEqual([false, true, false, false, true, true, false, false]);
});

test('where a side is empty nothing separates', () => {
  const [only] = separateEntities(['near_miss', 'failure', 'error_overlength'], [[true, false, true]]);
  expect(only).toMatchObject({ correct: 0, wrong: 2, wrongFound: 1, difference: null, pValue: null, stands: false });
  expect(separateEntities([], [])).toEqual([]);
});
