import type { EntityTurns } from './turn-features';

/** Who found an entity; the ones that set the two rollouts apart come first. */
export const FOUND_BY = ['only_left', 'only_right', 'both', 'neither'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

export interface ComparedEntity {
  /** Position in the question's list. */
  readonly entity: number;
  readonly foundBy: FoundBy;
  readonly left: EntityTurns;
  readonly right: EntityTurns;
}

const NEVER: EntityTurns = { found: null, seen: null };

function foundBy(left: EntityTurns, right: EntityTurns): FoundBy {
  if (left.found === null) return right.found === null ? 'neither' : 'only_right';
  return right.found === null ? 'only_left' : 'both';
}

/**
 * Which of two rollouts found which gold entity, and in which turn first. Ordered: found by the left one only, by the
 * right one only, by both, by neither; within these by the question's order.
 *
 * @param left First turns of each entity in the left rollout; a shorter list means never.
 */
export function compareEntities(
  left: readonly EntityTurns[],
  right: readonly EntityTurns[],
): readonly ComparedEntity[] {
  const compared = Array.from({ length: Math.max(left.length, right.length) }, (_, entity): ComparedEntity => {
    const [mine, theirs] = [left[entity] ?? NEVER, right[entity] ?? NEVER];
    return { entity, foundBy: foundBy(mine, theirs), left: mine, right: theirs };
  });
  return compared.toSorted((a, b) => FOUND_BY.indexOf(a.foundBy) - FOUND_BY.indexOf(b.foundBy) || a.entity - b.entity);
}
