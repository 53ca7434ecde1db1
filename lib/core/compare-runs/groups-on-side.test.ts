import { expect, test } from 'vitest';

import { ABSENT } from '@/lib/core/rewards/run-columns';
import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { groupsOnSide } from './groups-on-side';

const { columns } = scoreFixture([
  { group: 0, question: 0, step: 1, verdict: 'correct' },
  { group: 0, question: 0, step: 1, verdict: 'wrong' },
  { group: 1, question: 0, step: 3, verdict: 'correct' },
  { group: 2, question: 0, step: 2, verdict: 'correct' },
  { group: 3, question: 1, verdict: 'correct' },
]);

test('groups of the side alone, each once, the latest step first', () => {
  const all = groupsOnSide(columns, Int32Array.of(0, 1, 2, 3, 4), [0, 1]);
  expect(all.get(0)).toEqual([
    { group: 1, step: 3 },
    { group: 2, step: 2 },
    { group: 0, step: 1 },
  ]);
  expect(all.get(1)).toEqual([{ group: 3, step: ABSENT }]);
  expect(groupsOnSide(columns, Int32Array.of(0, 1, 3), [0]).get(0)).toEqual([
    { group: 2, step: 2 },
    { group: 0, step: 1 },
  ]);
  expect(groupsOnSide(columns, Int32Array.of(), [0, 0])).toEqual(new Map([[0, []]]));
});

test('at one step, and without steps, the highest number first', () => {
  const { columns: alike } = scoreFixture([
    { group: 0, question: 0, step: 2, verdict: 'wrong' },
    { group: 1, question: 0, step: 2, verdict: 'wrong' },
    { group: 2, question: 1, verdict: 'wrong' },
    { group: 3, question: 1, verdict: 'wrong' },
  ]);
  const found = groupsOnSide(alike, Int32Array.of(0, 1, 2, 3), [0, 1]);
  expect([...found.values()].map((groups) => groups.map(({ group }) => group))).toEqual([
    [1, 0],
    [3, 2],
  ]);
});
