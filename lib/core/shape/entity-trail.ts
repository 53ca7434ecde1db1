import { SCOPES, type Scope } from '@/lib/core/entities/entity';
import type { TextRange } from './fold-around';

/** The mentions of one entity along a rollout: turn, position in SCOPES, count of mentions, one triple after another. */
export type Trail = readonly number[];

/** Turns of a trail, once each, ascending. */
export function turnsOfTrail(trail: Trail): readonly number[] {
  const turns: number[] = [];
  for (let at = 0; at + 2 < trail.length; at += 3) {
    const turn = trail[at] ?? 0;
    if (turns.at(-1) !== turn) turns.push(turn);
  }
  return turns;
}

/** Whether a turn mentions the entity. Looks at log n triples only. */
export function isInTrail(trail: Trail, turn: number): boolean {
  let low = 0;
  let high = Math.floor(trail.length / 3);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trail[middle * 3] ?? 0) < turn) low = middle + 1;
    else high = middle;
  }
  return trail[low * 3] === turn;
}

/** The turn of a trail nearest to `turn`, the earlier of two; null for an empty trail. */
export function nearestInTrail(trail: Trail, turn: number): number | null {
  let nearest: number | null = null;
  for (const one of turnsOfTrail(trail)) {
    if (nearest === null || Math.abs(one - turn) < Math.abs(nearest - turn)) nearest = one;
  }
  return nearest;
}

/**
 * Where a strip of a rollout shows the mentions of one entity, by scope: stretches of columns, adjoining ones joined, so
 * that a strip costs no more than its columns however many turns there are.
 *
 * @param turns turns of the rollout, >= 1; turn 1 stands in the first column, the last turn in the last
 * @param columns columns of the strip, >= 1; with fewer turns than columns each turn has a column of its own
 * @returns For each scope the ranges of columns, `end` not included, in order. Mentions before turn 1 stand in the first.
 * @throws RangeError for less than one turn or column
 * @example trailColumns([1, 0, 2, 2, 0, 1, 4, 2, 1], 4, 100).thoughts // [{ start: 0, end: 2 }]
 */
export function trailColumns(
  trail: Trail,
  turns: number,
  columns: number,
): Readonly<Record<Scope, readonly TextRange[]>> {
  if (turns < 1 || columns < 1) throw new RangeError(`a strip of ${turns} turns and ${columns} columns`);
  const width = Math.min(turns, columns);
  const [thoughts = [], queries = [], observations = [], answer = []] = SCOPES.map((_, scope) => {
    const lane: { start: number; end: number }[] = [];
    for (const turn of turnsOfScope(trail, scope)) {
      addColumnInPlace(lane, Math.floor(((Math.min(turns, Math.max(1, turn)) - 1) * width) / turns));
    }
    return lane;
  });
  return { thoughts, queries, observations, answer };
}

function turnsOfScope(trail: Trail, scope: number): readonly number[] {
  return trail.filter((_, at) => at % 3 === 0 && trail[at + 1] === scope);
}

function addColumnInPlace(lane: { start: number; end: number }[], column: number): void {
  const last = lane.at(-1);
  if (last === undefined || column > last.end) lane.push({ start: column, end: column + 1 });
  else last.end = Math.max(last.end, column + 1);
}

interface FirstTurns {
  readonly thoughts: number | null;
  readonly queries: number | null;
  readonly observations: number | null;
  readonly answer: number | null;
}

/** What stands out about an entity: read but never thought of, thought of but never read, or in no scope at all. */
export type EntityFate = 'never_taken_up' | 'never_verified' | 'never_mentioned';

/**
 * - `never_taken_up`: an observation shows it and no thought mentions it
 * - `never_verified`: a thought mentions it and no observation ever shows it
 * - `never_mentioned`: in no scope
 *
 * @returns null where none of them is so
 */
export function fateOfEntity({ thoughts, queries, observations, answer }: FirstTurns): EntityFate | null {
  if (observations !== null) return thoughts === null ? 'never_taken_up' : null;
  if (thoughts !== null) return 'never_verified';
  return queries === null && answer === null ? 'never_mentioned' : null;
}
