import { expect, test } from 'vitest';

import type { TurnsByScope } from './entity-cell';
import { cellsOf, groupMatrix } from './group-matrix';

const NEVER: TurnsByScope = { thoughts: null, queries: null, observations: null, answer: null };

test('cells survive packing, and each entity says what it separates', () => {
  const matrix = groupMatrix(
    ['Tegetthoff', 'Polar Year'],
    [
      { outcome: 'correct', firstTurns: [{ ...NEVER, thoughts: 3 }, NEVER] },
      {
        outcome: 'near_miss',
        firstTurns: [
          { ...NEVER, observations: 12 },
          { ...NEVER, queries: 2, observations: 5 },
        ],
      },
      // Not matched with these entities: nothing is known, so nothing was found.
      { outcome: 'unknown', firstTurns: [] },
    ],
    'thoughts',
  );
  expect(matrix.map(cellsOf)).toEqual([
    [
      { mark: 'found', turn: 3, alsoSeen: false },
      { mark: 'seen', turn: 12, alsoSeen: false },
      { mark: 'never', turn: null, alsoSeen: false },
    ],
    [
      { mark: 'never', turn: null, alsoSeen: false },
      { mark: 'searched', turn: 2, alsoSeen: true },
      { mark: 'never', turn: null, alsoSeen: false },
    ],
  ]);
  expect(matrix[0]).toMatchObject({ marks: '045', turns: [3, 12, 0] });
  expect(matrix[1]).toMatchObject({ marks: '585', turns: [0, 2, 0] });
  expect(matrix.map(({ separation }) => separation.difference)).toEqual([1, 0]);
});

test('no entities and no rollouts make an empty matrix', () => {
  expect(groupMatrix([], [{ outcome: 'wrong', firstTurns: [] }], 'thoughts')).toEqual([]);
  expect(groupMatrix(['Titanic'], [], 'thoughts')).toMatchObject([{ marks: '', turns: [] }]);
});
