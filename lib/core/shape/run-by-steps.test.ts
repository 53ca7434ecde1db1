import { describe, expect, test } from 'vitest';

import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { shapeRunBySteps } from './run-by-steps';
import { shapeRunMeans } from './run-means';

describe('means', () => {
  test('those of the summary, intervals over questions', () => {
    const scored = scoreFixture([
      ...MAIN_FIXTURE,
      { group: 1, verdict: 'correct', toolCalls: 3 },
      { group: 1, verdict: 'unknown', toolCalls: 5 },
    ]);
    const means = shapeRunMeans(scored);
    // By hand: 14 of 24 entities; one question has entities, so that there is no interval over questions.
    expect(means.matchRate).toEqual({ value: expect.closeTo(14 / 24, 12), low: null, high: null, n: 8 });
    expect(means.matchRateNormalised.value).toBeCloseTo(14 / 24, 12);
    // 76 calls in 8 rollouts and 8 in 2: mean 8.4, deviations 8.8 and -8.8, SE = 8.8 * sqrt(2) / 10.
    expect(means.toolCalls).toMatchObject({ value: 8.4, n: 10 });
    expect((means.toolCalls.high ?? 0) - 8.4).toBeCloseTo(1.959964 * 1.244508, 5);
    // E-GRPO pays 1 + 1 + .2 + .1 + 0 + .2 + 0 + .3, and 1 for the second question's known rollout.
    expect(means.rewardEGrpo).toMatchObject({ value: expect.closeTo(3.8 / 9, 12), n: 9 });
    expect(means.rewardGrpo).toMatchObject({ value: expect.closeTo(3 / 9, 12), n: 9 });
  });
});

describe('steps', () => {
  const atSteps = (steps: readonly number[]): ScoredRun =>
    scoreFixture(
      steps.flatMap((step, group): readonly FixtureRollout[] => [
        { group, step, verdict: 'correct', entities: 2, matched: 2, toolCalls: 3 },
        { group, step, verdict: 'wrong', entities: 2, matched: 1, toolCalls: 5 },
      ]),
    );

  test('one point a step, ascending, gaps left as they are', () => {
    const { points, steps, stepsPerPoint } = shapeRunBySteps(atSteps([10, 0, 10]));
    expect([steps, stepsPerPoint]).toEqual([2, 1]);
    expect(points.map(({ firstStep, lastStep, rollouts }) => [firstStep, lastStep, rollouts])).toEqual([
      [0, 0, 2],
      [10, 10, 4],
    ]);
    expect(points[1]).toMatchObject({
      accuracy: { value: 0.5, n: 4 },
      // The two questions of the step are alike, so that nothing is left to vary between them.
      matchRate: { value: 0.75, low: 0.75, high: 0.75, n: 4 },
      toolCalls: { value: 4, low: 4, high: 4, n: 4 },
      zeroAdvantageGrpo: { value: 0, n: 2 },
      filter: 'step:10',
    });
  });

  test('no steps, no points', () => {
    expect(shapeRunBySteps(scoreFixture(MAIN_FIXTURE))).toEqual({ points: [], steps: 0, stepsPerPoint: 1 });
  });

  test('past 400 steps ranges of equal width take every step', () => {
    const { points, steps, stepsPerPoint } = shapeRunBySteps(atSteps(Array.from({ length: 900 }, (_, at) => at + 7)));
    expect([steps, stepsPerPoint]).toEqual([900, 3]);
    expect(points).toHaveLength(300);
    expect(points[0]).toMatchObject({ firstStep: 7, lastStep: 9, rollouts: 6, filter: 'step:7..9' });
    expect(points.at(-1)).toMatchObject({ firstStep: 904, lastStep: 906 });
    expect(points.reduce((sum, { rollouts }) => sum + rollouts, 0)).toBe(1800);
    expect(points.every(({ accuracy }) => accuracy.value === 0.5)).toBe(true);
  });
});
