import { expect, test } from 'vitest';

import { bestCorrect, type ComparableRollout } from './best-correct';

function rollout(n: number, outcome: ComparableRollout['outcome'], matchRate: number | null, toolCalls: number) {
  return { n, outcome, matchRate, toolCalls };
}

test('the best correct rollout found most, then called least, then came first', () => {
  const group = [
    rollout(1, 'near_miss', 1, 1),
    rollout(2, 'correct', 0.5, 1),
    rollout(3, 'correct', 1, 4),
    rollout(4, 'correct', 1, 3),
    rollout(5, 'correct', 1, 3),
  ];
  expect(bestCorrect(group)?.n).toBe(4);
  expect(bestCorrect(group, 4)?.n).toBe(5);
});

test('without entities the fewest tool calls decide, and without a correct rollout there is none', () => {
  expect(bestCorrect([rollout(1, 'correct', null, 3), rollout(2, 'correct', null, 2)])?.n).toBe(2);
  expect(bestCorrect([rollout(1, 'correct', 1, 1), rollout(2, 'wrong', null, 2)], 1)).toBeNull();
  expect(bestCorrect([])).toBeNull();
});
