import { expect, test } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { panelGap } from './panel-gap';

test.each([
  ['no rollout at all', [], 'no_rollouts'],
  ['no question with entities', [{ group: 0, verdict: 'correct' }], 'no_entities'],
  ['entities, and no known outcome', [{ group: 0, verdict: 'unknown', entities: 2 }], 'no_outcome'],
  [
    'entities on one question, outcomes on another',
    [
      { group: 0, verdict: 'unknown', entities: 2 },
      { group: 1, verdict: 'correct' },
    ],
    'no_outcome',
  ],
  [
    'one rollout that can be drawn',
    [
      { group: 0, verdict: 'unknown', entities: 2 },
      { group: 1, verdict: 'wrong', entities: 1 },
    ],
    null,
  ],
] as const)('%s', (_, rollouts, gap) => {
  expect(panelGap(scoreFixture(rollouts))).toBe(gap);
});
