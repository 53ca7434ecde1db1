import type { Scope } from '@/lib/core/entities/entity';
import type { CellMark, EntityCell } from '@/lib/core/shape/entity-cell';

interface CellWords {
  /** Stands before the turn, so that marks differ without colour. */
  readonly sign: string;
  readonly meaning: string;
}

const FOUND_IN: Readonly<Record<Scope, string>> = {
  thoughts: 'first thought of',
  queries: 'first searched for',
  observations: 'first seen',
  answer: 'named in the answer',
};

const NOT_FOUND_IN: Readonly<Record<Scope, string>> = {
  thoughts: 'in no thought',
  queries: 'in no query',
  observations: 'in no observation',
  answer: 'not in the answer',
};

/** What a mark of the matrix looks like and means while a scope is in force. */
export function cellWords(mark: CellMark, scope: Scope): CellWords {
  switch (mark) {
    case 'found':
      return { sign: '', meaning: FOUND_IN[scope] };
    case 'thought':
      return { sign: 't', meaning: `thought of, but ${NOT_FOUND_IN[scope]}` };
    case 'searched':
      return { sign: 'q', meaning: `searched for, but ${NOT_FOUND_IN[scope]}` };
    case 'answered':
      return { sign: 'a', meaning: 'only in the answer, in no thought and no query' };
    case 'seen':
      return { sign: 'o', meaning: 'seen in an observation, never taken up' };
    case 'never':
      return { sign: '·', meaning: 'never' };
  }
}

/** What stands in a cell: `3`, `q3`, `·`. */
export function cellText(mark: CellMark, turn: number | null, scope: Scope): string {
  return `${cellWords(mark, scope).sign}${turn ?? ''}`;
}

/** What a ring beside a mark means. */
export const ALSO_SEEN = 'seen in an observation, never taken up in a thought';

/** A cell in words: `turn 3, first thought of`, `q3: turn 3, searched for ...`. What stands in the cell is part of them. */
export function cellLabel({ mark, turn, alsoSeen }: EntityCell, scope: Scope): string {
  const { sign, meaning } = cellWords(mark, scope);
  if (turn === null) return meaning;
  const words = `${sign === '' ? '' : `${sign}${turn}: `}turn ${turn}, ${meaning}`;
  return alsoSeen ? `${words}; ${ALSO_SEEN}` : words;
}
