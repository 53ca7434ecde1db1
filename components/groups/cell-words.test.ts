import { expect, test } from 'vitest';

import { SCOPES } from '@/lib/core/entities/entity';
import { CELL_MARKS } from '@/lib/core/shape/entity-cell';

import { cellLabel, cellText } from './cell-words';

test('what stands in a cell is part of its name, and no two marks look alike', () => {
  for (const scope of SCOPES) {
    const texts = CELL_MARKS.filter((mark) => mark !== 'never').map((mark) => {
      expect(cellLabel({ mark, turn: 12, alsoSeen: true }, scope)).toContain(cellText(mark, 12, scope));
      return cellText(mark, 12, scope);
    });
    expect(new Set(texts).size).toBe(texts.length);
  }
});

test('a mark is told in the words of the scope in force', () => {
  expect(cellLabel({ mark: 'found', turn: 3, alsoSeen: false }, 'thoughts')).toBe('turn 3, first thought of');
  expect(cellLabel({ mark: 'thought', turn: 3, alsoSeen: false }, 'queries')).toBe(
    't3: turn 3, thought of, but in no query',
  );
  expect(cellLabel({ mark: 'seen', turn: 2, alsoSeen: false }, 'thoughts')).toBe(
    'o2: turn 2, seen in an observation, never taken up',
  );
  expect(cellLabel({ mark: 'never', turn: null, alsoSeen: false }, 'answer')).toBe('never');
  expect(cellLabel({ mark: 'searched', turn: 1, alsoSeen: true }, 'thoughts')).toBe(
    'q1: turn 1, searched for, but in no thought; seen in an observation, never taken up in a thought',
  );
});
