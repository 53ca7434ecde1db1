import { expect, test } from 'vitest';

import { FirstTurnStore } from './first-turn-store';

test('keeps the first turns of many rollouts of different lengths, and replaces some', () => {
  const store = new FirstTurnStore();
  const given = Array.from({ length: 3_000 }, (_, rollout) =>
    Int16Array.from({ length: (rollout % 5) * 16 }, () => rollout),
  );
  for (const turns of given) store.push(turns);
  store.replace(7, Int16Array.of(1, 2, 3));
  expect(store.rollouts).toBe(3_000);
  expect([...store.at(7)]).toEqual([1, 2, 3]);
  for (const position of [0, 1, 6, 8, 1_024, 2_999]) expect(store.at(position)).toEqual(given[position]);
});

test('refuses a position that is not there', () => {
  expect(() => new FirstTurnStore().at(0)).toThrow(RangeError);
  expect(() => new FirstTurnStore().replace(0, new Int16Array())).toThrow(RangeError);
});
