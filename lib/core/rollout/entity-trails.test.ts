import { expect, test } from 'vitest';

import { entityTrails } from './entity-trails';

test('a trail counts the mentions of an entity by turn and scope', () => {
  const spans = [
    { turn: 0, kind: 'prompt', mentions: [0, 0, 4] },
    { turn: 1, kind: 'thought', mentions: [0, 0, 4, 1, 5, 9, 0, 12, 16] },
    { turn: 1, kind: 'observation', mentions: [1, 0, 4] },
    { turn: 3, kind: 'query', mentions: [0, 0, 4] },
    { turn: 3, kind: 'thought', mentions: [0, 0, 4] },
    { turn: 4, kind: 'answer', mentions: [1, 2, 6] },
    { turn: 4, kind: 'text', mentions: [1, 2, 6] },
  ] as const;
  expect(entityTrails(spans, 3)).toEqual([[1, 0, 2, 3, 0, 1, 3, 1, 1], [1, 0, 1, 1, 2, 1, 4, 3, 1], []]);
});
