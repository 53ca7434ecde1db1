import { expect, test } from 'vitest';

import { SCOPES } from '@/lib/core/entities/entity';
import { CELL_MARKS } from '@/lib/core/shape/entity-cell';

import { cellLabel, cellText } from './cell-words';

test('what stands in a cell is part of its name, and no two marks look alike', () => {
  for (const scope of SCOPES) {
    const texts = CELL_MARKS.filter((mark) => mark !== 'never').map((mark) => {
      expect(cellLabel(mark, 12, scope)).toContain(cellText(mark, 12, scope));
      return cellText(mark, 12, scope);
    });
    expect(new Set(texts).size).toBe(texts.length);
  }
});

test('a mark is told in the words of the scope in force', () => {
  expect(cellLabel('found', 3, 'thoughts')).toBe('turn 3, first thought of');
  expect(cellLabel('thought', 3, 'queries')).toBe('t3: turn 3, thought of, but in no query');
  expect(cellLabel('seen', 2, 'thoughts')).toBe('o2: turn 2, seen in an observation, never taken up');
  expect(cellLabel('never', null, 'answer')).toBe('never');
});
