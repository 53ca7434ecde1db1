import { describe, expect, it } from 'vitest';
import { readVerifiersCorrectness } from './verifiers-correctness';

describe('readVerifiersCorrectness', () => {
  it.each([
    [{ reward: 1 }, null, null],
    [{ reward: 1, judge_reward_func: 0 }, false, null],
    [{ metrics: { judge_reward: 1 }, reward: 0 }, true, null],
    [{ em: 1, judge_reward: 0 }, false, null],
    [{ is_correct: true, judge_reward: 0 }, true, null],
    [{ correct: 0.5, judge_reward: 1 }, true, null],
    [{ exact_match_reward_func: 1, reward: 0.2 }, null, { name: 'exact_match_reward_func', value: 1 }],
    [{ judge_score: 0.4 }, null, { name: 'judge_score', value: 0.4 }],
    [{ judge_score: 7, acc: 0 }, null, { name: 'acc', value: 0 }],
    [{ judge_score: 7 }, null, null],
    [{ judge_reward: null, em: null }, null, null],
  ])('%j', (record, correct, correctnessMetric) => {
    expect(readVerifiersCorrectness(record)).toEqual({ correct, correctnessMetric });
  });
});
