import type { Scope } from '@/lib/core/entities/entity';

import { fateOfEntity } from './entity-trail';

/** First turn of an entity in each scope, from 1; null means never. */
export type TurnsByScope = Readonly<Record<Scope, number | null>>;

/**
 * How far a rollout took an entity up.
 * - `found`: in the scope in force, so it counts for the match rate
 * - `thought`: in a thought (only where another scope is in force)
 * - `searched`: in a query
 * - `answered`: in the answer, and in no thought and no query
 * - `seen`: in an observation, and in no text of the model
 * - `never`: nowhere
 */
export const CELL_MARKS = ['found', 'thought', 'searched', 'answered', 'seen', 'never'] as const;
export type CellMark = (typeof CELL_MARKS)[number];

export interface EntityCell {
  readonly mark: CellMark;
  /** First turn of what the mark says, from 1; null for `never`. */
  readonly turn: number | null;
  /**
   * An observation shows it and no thought mentions it, which the mark does not say. With the cells marked `seen` these
   * are all that were seen and never taken up, as the filter `seen:` and the rail of a rollout count them.
   */
  readonly alsoSeen: boolean;
}

/** What is looked at after the scope in force: the model's own texts before what it was shown. */
const LESSER_MARKS = [
  { mark: 'thought', scope: 'thoughts' },
  { mark: 'searched', scope: 'queries' },
  { mark: 'answered', scope: 'answer' },
  { mark: 'seen', scope: 'observations' },
] as const;

/**
 * The one mark of an entity in a rollout. The scope in force decides first; an entity that is not found there takes the
 * first of thought, query, answer and observation that names it. So `seen` means that nothing the model wrote has it.
 *
 * @example entityCell({ thoughts: null, queries: 4, observations: 2, answer: null }, 'thoughts') // searched, turn 4, also seen
 */
export function entityCell(firstTurns: TurnsByScope, scope: Scope): EntityCell {
  const found = firstTurns[scope];
  const alsoSeen = fateOfEntity(firstTurns) === 'never_taken_up';
  if (found !== null) return { mark: 'found', turn: found, alsoSeen };
  for (const lesser of LESSER_MARKS) {
    const turn = firstTurns[lesser.scope];
    if (turn !== null) return { mark: lesser.mark, turn, alsoSeen: alsoSeen && lesser.mark !== 'seen' };
  }
  return { mark: 'never', turn: null, alsoSeen: false };
}
