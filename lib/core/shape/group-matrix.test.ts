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
          { ...NEVER, queries: 2 },
        ],
      },
      // Not matched with these entities: nothing is known, so nothing was found.
      { outcome: 'unknown', firstTurns: [] },
    ],
    'thoughts',
  );
  expect(matrix.map(cellsOf)).toEqual([
    [
      { mark: 'found', turn: 3 },
      { mark: 'seen', turn: 12 },
      { mark: 'never', turn: null },
    ],
    [
      { mark: 'never', turn: null },
      { mark: 'searched', turn: 2 },
      { mark: 'never', turn: null },
    ],
  ]);
  expect(matrix[0]).toMatchObject({ marks: '045', turns: [3, 12, 0] });
  expect(matrix.map(({ separation }) => separation.difference)).toEqual([1, 0]);
});

test('no entities and no rollouts make an empty matrix', () => {
  expect(groupMatrix([], [{ outcome: 'wrong', firstTurns: [] }], 'thoughts')).toEqual([]);
  expect(groupMatrix(['Titanic'], [], 'thoughts')).toMatchObject([{ marks: '', turns: [] }]);
});
