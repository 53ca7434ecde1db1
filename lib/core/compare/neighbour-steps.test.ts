import { describe, expect, test } from 'vitest';

import { ABSENT } from '@/lib/core/rewards/run-columns';

import { neighbourSteps } from './neighbour-steps';

// Groups 0 to 6: question 0 at the steps 10, 30, 20, 20, 40; question 1 at 25; question 0 without a step.
const GROUPS = {
  length: 7,
  stepOfGroup: [10, 30, 20, 20, 40, 25, ABSENT],
  questionOfGroup: [0, 0, 0, 0, 0, 1, 0],
};

describe('neighbourSteps', () => {
  test('goes to the nearest step of the same question, to its first group there', () => {
    expect(neighbourSteps(GROUPS, 1)).toEqual({ previous: 2, next: 4 });
    expect(neighbourSteps(GROUPS, 3)).toEqual({ previous: 0, next: 1 });
  });

  test('there is nothing before the first step, after the last, or without steps', () => {
    expect(neighbourSteps(GROUPS, 0)).toEqual({ previous: null, next: 2 });
    expect(neighbourSteps(GROUPS, 4)).toEqual({ previous: 1, next: null });
    expect(neighbourSteps(GROUPS, 5)).toEqual({ previous: null, next: null });
    expect(neighbourSteps(GROUPS, 6)).toEqual({ previous: null, next: null });
  });
});
