import fc from 'fast-check';
import { expect, test } from 'vitest';

import { SCOPES } from '@/lib/core/entities/entity';

import { CELL_MARKS, entityCell, type TurnsByScope } from './entity-cell';

const NEVER: TurnsByScope = { thoughts: null, queries: null, observations: null, answer: null };
const turn = fc.option(fc.integer({ min: 1, max: 2000 }));
const turnsByScope = fc.record({ thoughts: turn, queries: turn, observations: turn, answer: turn });

test('each mark, under the scope of the paper', () => {
  const all: TurnsByScope = { thoughts: 5, queries: 4, observations: 2, answer: 9 };
  expect(entityCell(all, 'thoughts')).toEqual({ mark: 'found', turn: 5, alsoSeen: false });
  expect(entityCell({ ...all, thoughts: null }, 'thoughts')).toEqual({
    mark: 'searched',
    turn: 4,
    alsoSeen: true,
  });
  expect(entityCell({ ...NEVER, observations: 2, answer: 9 }, 'thoughts')).toEqual({
    mark: 'answered',
    turn: 9,
    alsoSeen: true,
  });
  expect(entityCell({ ...NEVER, observations: 2 }, 'thoughts')).toEqual({ mark: 'seen', turn: 2, alsoSeen: false });
  expect(entityCell(NEVER, 'thoughts')).toEqual({ mark: 'never', turn: null, alsoSeen: false });
});

test('another scope in force is asked first, and thoughts after it', () => {
  const thoughtOnly = { ...NEVER, thoughts: 3 };
  expect(entityCell({ ...thoughtOnly, observations: 7 }, 'observations')).toEqual({
    mark: 'found',
    turn: 7,
    alsoSeen: false,
  });
  expect(entityCell(thoughtOnly, 'queries')).toEqual({ mark: 'thought', turn: 3, alsoSeen: false });
});

test('marked as seen, or seen beside the mark, exactly where it was seen and never taken up, whatever the scope', () => {
  fc.assert(
    fc.property(turnsByScope, fc.constantFrom(...SCOPES), (turns, scope) => {
      const { mark, alsoSeen } = entityCell(turns, scope);
      // The condition of the filter `seen:`, and of the count on the entities page.
      expect(mark === 'seen' || alsoSeen).toBe(turns.observations !== null && turns.thoughts === null);
      expect(mark === 'seen' && alsoSeen).toBe(false);
    }),
  );
});

test('found exactly where the scope has a turn; seen only where nothing the model wrote has the entity', () => {
  fc.assert(
    fc.property(turnsByScope, fc.constantFrom(...SCOPES), (turns, scope) => {
      const cell = entityCell(turns, scope);
      expect(CELL_MARKS).toContain(cell.mark);
      expect(cell.mark === 'found').toBe(turns[scope] !== null);
      expect(cell.turn === null).toBe(cell.mark === 'never');
      if (cell.mark === 'seen') expect([turns.thoughts, turns.queries, turns.answer]).toEqual([null, null, null]);
      if (cell.mark === 'never') expect(Object.values(turns)).toEqual([null, null, null, null]);
    }),
  );
});
