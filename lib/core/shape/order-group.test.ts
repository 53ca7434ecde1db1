import { expect, test } from 'vitest';

import type { EntityCell } from './entity-cell';
import { separateEntities } from './entity-separation';
import { orderEntities, orderMembers } from './order-group';

const MEMBERS = [
  { outcome: 'unknown', rewardEGrpo: null, advantageEGrpo: null },
  { outcome: 'failure', rewardEGrpo: 0, advantageEGrpo: -1 },
  { outcome: 'correct', rewardEGrpo: 1, advantageEGrpo: 1.2 },
  { outcome: 'near_miss', rewardEGrpo: 0.3, advantageEGrpo: -0.1 },
  { outcome: 'correct', rewardEGrpo: 1, advantageEGrpo: 1.2 },
] as const;

test('rollouts stand by outcome, reward or advantage, the undefined last, ties as in the log', () => {
  expect(orderMembers(MEMBERS, 'log')).toEqual([0, 1, 2, 3, 4]);
  expect(orderMembers(MEMBERS, 'outcome')).toEqual([2, 4, 3, 1, 0]);
  expect(orderMembers(MEMBERS, 'reward')).toEqual([2, 4, 3, 1, 0]);
  expect(orderMembers(MEMBERS, 'advantage')).toEqual([2, 4, 3, 1, 0]);
  expect(orderMembers([], 'outcome')).toEqual([]);
});

test('entities stand by the earliest turn any rollout found them, and by what they separate', () => {
  const found = (turn: number): EntityCell => ({ mark: 'found', turn, alsoSeen: false });
  const seen: EntityCell = { mark: 'seen', turn: 1, alsoSeen: false };
  const cells = [[seen, seen], [found(9), found(2)], [found(3), seen], [found(2), seen], []];
  const separations = separateEntities(
    ['correct', 'wrong'],
    cells.map((row) => row.map(({ mark }) => mark === 'found')),
  );
  expect(orderEntities(cells, separations, 'question')).toEqual([0, 1, 2, 3, 4]);
  expect(orderEntities(cells, separations, 'discovery')).toEqual([1, 3, 2, 0, 4]);
  expect(orderEntities(cells, separations, 'separation')).toEqual([2, 3, 0, 1, 4]);
});

test('strength counts, not direction: by p, then by the larger difference, in the order of the question at last', () => {
  const outcomes = [
    ...Array.from({ length: 5 }, () => 'correct' as const),
    ...Array.from({ length: 6 }, () => 'wrong' as const),
  ];
  const found = (correct: number, wrong: number) =>
    outcomes.map((outcome, at) => (outcome === 'correct' ? at < correct : at - 5 < wrong));
  const rows = [found(5, 5), found(3, 3), found(0, 6), found(2, 3), found(4, 0), found(5, 0)];
  const separations = separateEntities(outcomes, rows);
  // The third and the last are the strongest tables there are (1/462); the first, second and fourth have p 1.
  expect(
    orderEntities(
      rows.map(() => []),
      separations,
      'separation',
    ),
  ).toEqual([2, 5, 4, 0, 1, 3]);
  const uncompared = separateEntities(['correct'], [[true], [false]]);
  expect(orderEntities([[], []], uncompared, 'separation')).toEqual([0, 1]);
});
