import { foldText } from '@/lib/core/entities/fold-text';

import { normaliseAddress } from './normalise-address';

/** A turn as far as its repetitions are looked for. */
export interface RepeatableTurn {
  /** From 1. */
  readonly turn: number;
  readonly calls: readonly { readonly queries: readonly string[]; readonly addresses: readonly string[] }[];
}

/** Other turns that are named at most for one turn. */
export const MOST_ELSEWHERE = 3;

/** What a turn asks and where it goes, in the form in which two are equal. */
function keysOf({ calls }: RepeatableTurn): readonly string[] {
  return calls.flatMap(({ queries, addresses }) => [
    ...queries.map((query) => `asks ${foldText(query).trim()}`),
    ...addresses.map((address) => `goes ${normaliseAddress(address).place}`),
  ]);
}

/** By key, the first turns with it: one more than are named, since the partner of a turn is left out. */
function firstTurns(turns: readonly RepeatableTurn[]): ReadonlyMap<string, readonly number[]> {
  const byKey = new Map<string, number[]>();
  for (const turn of turns) {
    for (const key of new Set(keysOf(turn))) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [turn.turn]);
      else if (known.length <= MOST_ELSEWHERE) known.push(turn.turn);
    }
  }
  return byKey;
}

/**
 * For each turn of one rollout, turns of the other that ask one of its queries or go to one of its pages too, without the
 * turn it stands beside. An alignment keeps the order of turns, so that it cannot put such turns into one row.
 *
 * @param partners Turn of the other rollout in the same row, by turn.
 * @returns By turn, at most MOST_ELSEWHERE turns of the other in order; turns without any are left out. O(n + m).
 */
export function alsoElsewhere(
  turns: readonly RepeatableTurn[],
  others: readonly RepeatableTurn[],
  partners: ReadonlyMap<number, number>,
): ReadonlyMap<number, readonly number[]> {
  const byKey = firstTurns(others);
  const found = new Map<number, readonly number[]>();
  for (const turn of turns) {
    const same = new Set(keysOf(turn).flatMap((key) => byKey.get(key) ?? []));
    same.delete(partners.get(turn.turn) ?? 0);
    if (same.size > 0) found.set(turn.turn, [...same].toSorted((a, b) => a - b).slice(0, MOST_ELSEWHERE));
  }
  return found;
}
