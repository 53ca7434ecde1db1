import { describe, expect, test } from 'vitest';

import { scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';

import { COMPARED_METRICS, type MetricId } from './compared-metrics';
import { correctNumbers } from './correct-numbers';
import type { ComparedSide } from './question-values';
import { compareSides } from './testing/compare-values';

/** One rollout a question: wrong where the word has W. */
function sideOf(word: string): ComparedSide {
  const rollouts = Array.from(word).map((letter, group): FixtureRollout => ({
    group,
    verdict: letter === 'W' ? 'wrong' : 'correct',
    toolCalls: 3,
  }));
  const numbers = Int32Array.from(rollouts.keys());
  return { scored: scoreFixture(rollouts), positions: numbers, numbers };
}

const FIRST = `${'W'.repeat(11)}${'C'.repeat(9)}`;
const SECOND = `${'C'.repeat(11)}WCCCCCCCC`;

function correctedOf(metrics: readonly MetricId[], words: readonly string[]) {
  const sides = words.map(sideOf);
  return correctNumbers([metrics.map((metric) => compareSides(metric, sides, { draws: 200 }))]);
}

describe('what Holm is taken over', () => {
  // McNemar (1, 11): 2 * (1 + 12) / 2^12 = 0.00634765625.
  const ALONE = 26 / 4096;

  test('metrics that are one column count once, and all get the p of the one', () => {
    const { tables, tests } = correctedOf(['accuracy', 'mean_at_k', 'pass_at_k'], [FIRST, SECOND]);
    expect(tests).toBe(1);
    for (const numbers of tables[0] ?? []) {
      expect(numbers.differences[1]?.test?.holm).toBeCloseTo(ALONE, 12);
      expect(numbers.differences[1]?.verdict).toBe('higher');
      expect(numbers.differences[1]?.test).not.toHaveProperty('fingerprint');
    }
  });

  test('differences in which no question differs cost the others nothing, and keep a p of 1', () => {
    const { tables, tests } = correctedOf(['accuracy', 'tool_calls', 'turns', 'error_format'], [FIRST, SECOND]);
    expect(tests).toBe(1);
    const holm = tables[0]?.map(({ differences }) => differences[1]?.test?.holm);
    expect(holm?.[0]).toBeCloseTo(ALONE, 12);
    expect(holm?.slice(1)).toEqual([1, 1, 1]);
    expect(tables[0]?.[1]?.differences[1]?.verdict).toBe('identical');
  });

  test('different differences of one metric count each', () => {
    const other = `${'W'.repeat(10)}${'C'.repeat(10)}`;
    const { tests, tables } = correctedOf(['accuracy'], [FIRST, SECOND, other]);
    expect(tests).toBe(2);
    expect(tables[0]?.[0]?.differences[1]?.test?.holm).toBeCloseTo(2 * ALONE, 12);
  });
});

test('fewer calls, turns or tokens alone are neither good nor bad', () => {
  const neither = COMPARED_METRICS.filter(({ better }) => better === null).map(({ id }) => id);
  expect(neither).toEqual(['near_miss_share', 'tool_calls', 'turns', 'tokens']);
});
