import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';

/** One end of a move: an outcome, any known outcome but correct, or any at all. */
export type MovedEnd = Outcome | 'not_correct' | 'any';

/**
 * Which questions are listed by how their outcome moved:
 * - from one end to another, the same outcome on both included where the ends allow it
 * - `kept`: the same known outcome on both sides
 * - `otherwise`: another known outcome, correct on neither side
 */
export type MovedChoice =
  | { readonly kind: 'ends'; readonly from: MovedEnd; readonly to: MovedEnd }
  | { readonly kind: 'kept' }
  | { readonly kind: 'otherwise' };

const ENDS: readonly MovedEnd[] = [...OUTCOMES, 'not_correct', 'any'];

/**
 * Reads a choice of moves: `near_miss>correct`, `correct>not_correct`, `>failure` (from anything), `kept`, `otherwise`.
 *
 * @returns null where the text names none
 */
export function parseMoved(text: string): MovedChoice | null {
  if (text === 'kept' || text === 'otherwise') return { kind: text };
  const [from, to, ...rest] = text.split('>').map(parseEnd);
  if (from === undefined || to === undefined || from === null || to === null || rest.length > 0) return null;
  return { kind: 'ends', from, to };
}

function parseEnd(text: string): MovedEnd | null {
  return text === '' ? 'any' : (ENDS.find((end) => end === text) ?? null);
}

/** What `parseMoved` reads. */
export function formatMoved(choice: MovedChoice): string {
  if (choice.kind !== 'ends') return choice.kind;
  const word = (end: MovedEnd): string => (end === 'any' ? '' : end);
  return `${word(choice.from)}>${word(choice.to)}`;
}

function holds(end: MovedEnd, outcome: Outcome): boolean {
  if (end === 'any') return true;
  return end === 'not_correct' ? outcome !== 'correct' && outcome !== 'unknown' : end === outcome;
}

/** Whether a question that went from one outcome to another is chosen. */
export function isMovedSo(choice: MovedChoice, from: Outcome, to: Outcome): boolean {
  switch (choice.kind) {
    case 'ends':
      return holds(choice.from, from) && holds(choice.to, to);
    case 'kept':
      return from === to && from !== 'unknown';
    case 'otherwise':
      return from !== to && holds('not_correct', from) && holds('not_correct', to);
  }
}
