import { expect, test } from 'vitest';

import { bestWrong } from './best-wrong';

test('the best wrong rollout found most, then called least, then came first; errors are no candidates', () => {
  const group = [
    { n: 1, outcome: 'correct', matchRate: 1, toolCalls: 1 },
    { n: 2, outcome: 'error_overlength', matchRate: 1, toolCalls: 1 },
    { n: 3, outcome: 'partial', matchRate: 0.2, toolCalls: 1 },
    { n: 4, outcome: 'near_miss', matchRate: 0.8, toolCalls: 4 },
    { n: 5, outcome: 'near_miss', matchRate: 0.8, toolCalls: 3 },
  ] as const;
  expect(bestWrong(group)?.n).toBe(5);
  expect(bestWrong(group.slice(0, 2))).toBeNull();
  expect(bestWrong([{ n: 9, outcome: 'wrong', matchRate: null, toolCalls: 2 }])?.n).toBe(9);
});
