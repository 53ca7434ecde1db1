import { expect, test } from 'vitest';

import { ABSENT } from '@/lib/core/rewards/run-columns';

import { groupsOfQuestions } from './groups-of-questions';

const GROUPS = {
  stepOfGroup: Int32Array.of(10, 30, 20, 20, 40, 25, ABSENT),
  questionOfGroup: Int32Array.of(0, 0, 0, 0, 2, 1, 0),
};

test('groups of questions stand by step, then by number, and without a step first', () => {
  expect(groupsOfQuestions(GROUPS, [0])).toEqual([6, 0, 2, 3, 1]);
  expect(groupsOfQuestions(GROUPS, [1, 2])).toEqual([5, 4]);
  expect(groupsOfQuestions(GROUPS, [7])).toEqual([]);
});
