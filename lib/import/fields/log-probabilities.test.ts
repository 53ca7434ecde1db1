import { expect, it } from 'vitest';
import type { JsonValue } from '@/lib/core/rollout/rollout';
import { readMeanLogProbability } from './log-probabilities';

it('takes the mean over the tokens of all turns, not over turns', () => {
  const turns: JsonValue = [{ p: [-1, -2, null] }, { p: [-6] }, { q: 1 }, 'x'];
  expect(readMeanLogProbability(turns, 'p')).toEqual({ log_probabilities: { mean: -3, count: 3 } });
});

it.each([null, undefined, [], [{ p: [] }], [{ q: [-1] }], [{ p: [1e308, 1e308] }]])('finds none in %j', (turns) => {
  expect(readMeanLogProbability(turns, 'p')).toBeNull();
});
