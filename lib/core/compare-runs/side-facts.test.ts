import { describe, expect, test } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { countQuestions, countSide } from './side-facts';

describe('countQuestions', () => {
  test('counts questions of all sides once, and of a side each of its own', () => {
    const questions = [
      { class: 'shared', numbers: [[0], [1]] },
      { class: 'unmatched', numbers: [[1], []] },
      { class: 'ambiguous', numbers: [[2, 3], [0]] },
    ] as const;
    expect(countQuestions(questions)).toEqual({ shared: 1, partly: 0, unmatched: 1, ambiguous: 1 });
    expect(countQuestions(questions, 0)).toEqual({ shared: 1, partly: 0, unmatched: 1, ambiguous: 2 });
    expect(countQuestions(questions, 1)).toEqual({ shared: 1, partly: 0, unmatched: 0, ambiguous: 1 });
  });
});

describe('countSide', () => {
  const { columns } = scoreFixture([
    { group: 0, step: 1, verdict: 'correct' },
    { group: 0, step: 1, verdict: 'wrong' },
    { group: 0, step: 1, verdict: 'wrong' },
    { group: 1, step: 2, verdict: 'correct' },
    { group: 2, verdict: 'correct' },
  ]);

  test('counts rollouts, groups and steps, and what is of shared questions', () => {
    expect(countSide(columns, Int32Array.of(0, 1, 2, 3, 4), Int32Array.of(0, 2))).toEqual({
      rollouts: 5,
      groups: 3,
      groupSize: { smallest: 1, median: 1, largest: 3 },
      stepCount: 2,
      rolloutsShared: 4,
    });
  });

  test('an empty side has no group size', () => {
    expect(countSide(columns, new Int32Array(), Int32Array.of(0))).toMatchObject({ rollouts: 0, groupSize: null });
  });
});
