import { expect, test } from 'vitest';

import { MAIN_FIXTURE, scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { groupFacts } from './group-facts';

test('the main fixture of methods.md: C C W W W W E W with 3 2 2 1 0 2 1 3 of 3', () => {
  const facts = groupFacts(scoreFixture(MAIN_FIXTURE), [0, 1, 2, 3, 4, 5, 6, 7]);
  // gamma-hat of the wrong ones: 2/3, 1/3, 0, 2/3, 1, so three near-misses of five.
  expect(facts).toMatchObject({ size: 8, correct: 2, nearMiss: 3, otherWrong: 2, error: 1, unknown: 0 });
  expect(facts.accuracy).toMatchObject({ value: 0.25, n: 8 });
  expect(facts.nearMissShare).toMatchObject({ value: 0.6, n: 5 });
  expect(facts.matchRateMean).toBeCloseTo(14 / 24, 12);
  expect(facts.matchRateMax).toBe(1);
  expect(facts.toolCallsMean).toBeCloseTo(76 / 8, 12);
});

test('nothing is made up where nothing is known', () => {
  const scored = scoreFixture([
    { group: 0, verdict: 'unknown', toolCalls: 2 },
    { group: 0, verdict: 'wrong', toolCalls: 4 },
  ]);
  const both = groupFacts(scored, [1, 0]);
  expect(both).toMatchObject({ unknown: 1, otherWrong: 1, matchRateMean: null, matchRateMax: null, toolCallsMean: 3 });
  expect(both.accuracy).toMatchObject({ value: 0, n: 1 });
  expect(both.nearMissShare).toMatchObject({ value: null, n: 0 });
  const none = groupFacts(scored, []);
  expect(none).toMatchObject({ size: 0, toolCallsMean: null, accuracy: { value: null, n: 0 } });
});
