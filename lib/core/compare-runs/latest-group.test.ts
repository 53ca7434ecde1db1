import { expect, test } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { latestGroups } from './latest-group';

const { columns } = scoreFixture([
  { group: 0, question: 0, step: 2, verdict: 'wrong' },
  { group: 1, question: 0, step: 1, verdict: 'wrong' },
  { group: 2, question: 1, step: 1, verdict: 'wrong' },
  { group: 3, question: 2, verdict: 'wrong' },
  { group: 4, question: 2, verdict: 'wrong' },
]);

test('the latest step, then the highest number; of the rollouts of the side alone', () => {
  expect([...latestGroups(columns, Int32Array.of(0, 1, 2, 3, 4), [0, 2])]).toEqual([
    [0, { group: 0, groups: 2 }],
    [2, { group: 4, groups: 2 }],
  ]);
  expect([...latestGroups(columns, Int32Array.of(1), [0, 1, 9])]).toEqual([[0, { group: 1, groups: 1 }]]);
});
