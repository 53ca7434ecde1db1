import { answerOf } from '@/app/route-params';
import { rolloutHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import { listRollouts } from '@/lib/api/rollouts';

/** Addresses of the rollouts before and after this one in the list it was opened from; null at its ends. */
export interface ListNeighbours {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** From 0: of this rollout, or of the one the list was left at. */
  readonly at: number;
  /** Whether this rollout stands there. */
  readonly isInList: boolean;
  /** Rollouts in the list. */
  readonly total: number;
}

/** A rollout that was reached through its group stands near the one the list was left at, or not in the list at all. */
const NEAR = 50;

interface ListStretch {
  readonly items: readonly { readonly n: number }[];
  /** Place of the first item in the list, from 0. */
  readonly offset: number;
  readonly total: number;
}

async function readStretch(place: RunPlace, list: ListPlace, from: number, to: number): Promise<ListStretch | null> {
  const { filter, sort } = list;
  const offset = Math.max(0, from);
  const request = { definitions: place.definitions, filter, sort, limit: to - offset + 1, offset };
  const answer = await answerOf(listRollouts(place.runId, request));
  return answer.kind === 'problem' ? null : { items: answer.value.items, total: answer.value.total, offset };
}

/**
 * Reads the rollouts beside a place of a list. Where another rollout stands there, this one was reached on another way
 * (its group, another step): the list goes on from its own place where that is near, else from where it was left.
 *
 * @returns null without a list, or where the list is no longer so long
 */
export async function listNeighbours(place: RunPlace, list: ListPlace, n: number): Promise<ListNeighbours | null> {
  const { at: left, filter, sort } = list;
  if (left === null || left < 0) return null;
  const beside = await readStretch(place, list, left - 1, left + 1);
  if (beside === null || left >= beside.total) return null;
  const isHere = beside.items[left - beside.offset]?.n === n;
  const stretch = isHere ? beside : await readStretch(place, list, left - NEAR, left + NEAR);
  if (stretch === null) return null;
  const { items, offset, total } = stretch;
  const own = items.findIndex((item) => item.n === n);
  const at = own === -1 ? left : offset + own;
  const hrefAt = (index: number): string | null => {
    const item = items[index - offset];
    return item === undefined ? null : rolloutHref(place, item.n, { filter, sort, at: index });
  };
  return { previousHref: hrefAt(at - 1), nextHref: hrefAt(at + 1), at, isInList: own !== -1, total };
}
