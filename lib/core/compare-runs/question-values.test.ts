import { describe, expect, test } from 'vitest';

import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';

import { METRIC_IDS, type MetricId } from './compared-metrics';
import { questionValues } from './question-values';

function valuesOf(
  rollouts: readonly FixtureRollout[],
  numbers: readonly number[],
  k = 2,
  positions?: readonly number[],
) {
  const values = questionValues(
    {
      scored: scoreFixture(rollouts),
      positions: Int32Array.from(positions ?? rollouts.keys()),
      numbers: Int32Array.from(numbers),
    },
    k,
  );
  return (metric: MetricId) => {
    const of = values.get(metric);
    return { count: [...(of?.count ?? [])], sum: [...(of?.sum ?? [])], squares: [...(of?.squares ?? [])] };
  };
}

describe('questionValues', () => {
  test('of the main fixture, C C W W W W E W with 3 2 2 1 0 2 1 3 of 3 entities', () => {
    const of = valuesOf(MAIN_FIXTURE, [0]);
    expect(of('accuracy')).toEqual({ count: [8], sum: [2], squares: [2] });
    // gamma-hat of the wrong ones without an error: 2/3, 1/3, 0, 2/3, 1; at tau 0.5 three are near-misses.
    expect(of('near_miss_share')).toEqual({ count: [5], sum: [3], squares: [3] });
    expect(of('match_rate').count).toEqual([8]);
    expect(of('match_rate').sum[0]).toBeCloseTo(14 / 3, 12);
    expect(of('match_rate_normalised').sum[0]).toBeCloseTo(14 / 3, 12);
    expect(of('tool_calls').sum).toEqual([76]);
    expect(of('tool_calls_solved')).toEqual({ count: [2], sum: [9], squares: [41] });
    expect(of('error_overlength')).toEqual({ count: [8], sum: [1], squares: [1] });
    expect(of('error_format').sum).toEqual([0]);
    expect(of('tokens').count).toEqual([0]);
    // pass@2 with 2 of 8: 1 - (6/8)(5/7).
    expect(of('pass_at_k').sum[0]).toBeCloseTo(1 - (6 / 8) * (5 / 7), 12);
    expect(of('mean_at_k').sum).toEqual([0.25]);
    expect(of('zero_advantage_grpo')).toEqual({ count: [1], sum: [0], squares: [0] });
  });

  test('of a rollout alone in its group leave out the normalised match rate, which would be 1 whatever it missed', () => {
    const of = valuesOf([{ group: 0, verdict: 'wrong', matched: 1, entities: 3 }], [0]);
    expect(of('match_rate_normalised')).toEqual({ count: [0], sum: [0], squares: [0] });
    expect(of('match_rate').sum[0]).toBeCloseTo(1 / 3, 12);
  });

  const SEVERAL: readonly FixtureRollout[] = [
    { group: 0, question: 0, step: 1, verdict: 'correct' },
    { group: 0, question: 0, step: 1, verdict: 'correct' },
    { group: 1, question: 0, step: 2, verdict: 'wrong' },
    { group: 1, question: 0, step: 2, verdict: 'unknown' },
    { group: 2, question: 1, step: 1, verdict: 'error_format' },
    { group: 3, question: 2, step: 1, verdict: 'wrong' },
    { group: 3, question: 2, step: 1, verdict: 'error_format' },
  ];

  test('takes groups one by one, and leaves out what has no known outcome or advantage', () => {
    const of = valuesOf(SEVERAL, [0, 1, 2]);
    expect(of('accuracy')).toMatchObject({ count: [3, 1, 2], sum: [2, 0, 0] });
    // Only the first and the last group have two known outcomes.
    expect(of('pass_at_k')).toMatchObject({ count: [1, 0, 1], sum: [1, 0, 0] });
    expect(of('zero_advantage_grpo')).toMatchObject({ count: [1, 0, 1], sum: [1, 0, 1] });
    expect(of('near_miss_share').count).toEqual([0, 0, 0]);
    expect(of('error_format')).toMatchObject({ count: [4, 1, 2], sum: [0, 1, 1] });
  });

  test('takes the questions in the order asked for, and only the rollouts of the side', () => {
    const of = valuesOf(SEVERAL, [2, 0], 1, [2, 3, 4, 5]);
    expect(of('turns').count).toEqual([1, 2]);
    expect(of('accuracy')).toMatchObject({ count: [1, 1], sum: [0, 0] });
    expect(of('pass_at_k').count).toEqual([1, 1]);
  });

  test('without questions or rollouts there is nothing', () => {
    const of = valuesOf(SEVERAL, []);
    for (const metric of METRIC_IDS) expect(of(metric).count).toEqual([]);
    expect(valuesOf(SEVERAL, [0], 1, [])('turns').count).toEqual([0]);
    expect(() => valuesOf(SEVERAL, [0], 0)).toThrow(RangeError);
  });
});
