import { answerOf } from '@/app/route-params';
import { rolloutHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import { listRollouts } from '@/lib/api/rollouts';

/** Addresses of the rollouts before and after this one in the list it was opened from; null at its ends. */
export interface ListNeighbours {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** Rollouts in the list. */
  readonly total: number;
}

/** Reads the rollouts beside a place of a list; null where the list has another rollout there by now. */
export async function listNeighbours(place: RunPlace, list: ListPlace, n: number): Promise<ListNeighbours | null> {
  const { at, filter, sort } = list;
  if (at === null || at < 0) return null;
  const offset = Math.max(0, at - 1);
  const request = { definitions: place.definitions, filter, sort, limit: at - offset + 2, offset };
  const answer = await answerOf(listRollouts(place.runId, request));
  if (answer.kind === 'problem') return null;
  const { items, total } = answer.value;
  const here = at - offset;
  if (items[here]?.n !== n) return null;
  const hrefAt = (index: number): string | null => {
    const item = items[index];
    return item === undefined ? null : rolloutHref(place, item.n, { filter, sort, at: offset + index });
  };
  return { previousHref: hrefAt(here - 1), nextHref: hrefAt(here + 1), total };
}
