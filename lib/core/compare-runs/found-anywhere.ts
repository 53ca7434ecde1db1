import { SCOPES } from '@/lib/core/entities/entity';

/**
 * How many of a rollout's entities stand anywhere in its trajectory: in a thought, a query, an observation or the answer.
 * The counts by scope cannot tell, since one entity may stand in several.
 *
 * @param turns first turns under one matcher: a block for each of SCOPES, of one number for each entity; 0 is never
 * @param entities of the rollout's question; blocks of another length mean that the rollout was not matched with these
 *   entities, and then none was found
 * @example countFoundAnywhere([1, 0, 3, 0, 3, 0, 0, 0], 2) // 1: the first of two, in thoughts, queries, observations
 */
export function countFoundAnywhere(turns: ArrayLike<number>, entities: number): number {
  if (turns.length !== entities * SCOPES.length) return 0;
  let found = 0;
  for (let entity = 0; entity < entities; entity += 1) {
    for (let scope = 0; scope < SCOPES.length; scope += 1) {
      if ((turns[scope * entities + entity] ?? 0) === 0) continue;
      found += 1;
      break;
    }
  }
  return found;
}
