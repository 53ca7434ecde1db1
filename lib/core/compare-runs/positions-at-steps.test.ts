import { describe, expect, test } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { positionsAtSteps } from './positions-at-steps';
import { parseSteps } from './side-name';

const { columns } = scoreFixture([
  { group: 0, step: 30, verdict: 'correct' },
  { group: 1, step: 10, verdict: 'wrong' },
  { group: 2, verdict: 'wrong' },
  { group: 3, step: 20, verdict: 'correct' },
  { group: 4, step: 30, verdict: 'correct' },
]);
const at = (text: string): readonly number[] => [...positionsAtSteps(columns, parseSteps(text) ?? { kind: 'all' })];

describe('positionsAtSteps', () => {
  test('takes all, steps or not', () => {
    expect([...positionsAtSteps(columns, { kind: 'all' })]).toEqual([0, 1, 2, 3, 4]);
  });

  test('takes steps, both ends included', () => {
    expect(at('10')).toEqual([1]);
    expect(at('10..20')).toEqual([1, 3]);
    expect(at('20..')).toEqual([0, 3, 4]);
    expect(at('..20')).toEqual([1, 3]);
    expect(at('40..')).toEqual([]);
  });

  test('takes the largest step for the last; none where the log has no steps', () => {
    expect(at('last')).toEqual([0, 4]);
    const without = scoreFixture([{ group: 0, verdict: 'correct' }]);
    expect([...positionsAtSteps(without.columns, { kind: 'last' })]).toEqual([]);
  });
});
