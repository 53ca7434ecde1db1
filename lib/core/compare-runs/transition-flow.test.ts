import { expect, test } from 'vitest';

import { flowOf } from './transition-flow';

test('an outcome is a node on each side where it occurs, and every cell a band', () => {
  const { nodes, links } = flowOf({
    outcomes: [
      { outcome: 'correct', baseline: 2, against: 3 },
      { outcome: 'near_miss', baseline: 2, against: 0 },
      { outcome: 'failure', baseline: 0, against: 1 },
    ],
    cells: [
      { from: 'correct', to: 'correct', questions: 2 },
      { from: 'near_miss', to: 'correct', questions: 1 },
      { from: 'near_miss', to: 'failure', questions: 1 },
    ],
  });
  expect(nodes.map(({ key, questions }) => [key, questions])).toEqual([
    ['baseline correct', 2],
    ['baseline near_miss', 2],
    ['against correct', 3],
    ['against failure', 1],
  ]);
  expect(links).toEqual([
    { source: 0, target: 2, value: 2 },
    { source: 1, target: 2, value: 1 },
    { source: 1, target: 3, value: 1 },
  ]);
  expect(flowOf({ outcomes: [], cells: [] })).toEqual({ nodes: [], links: [] });
});
