import { WeightedCache } from '@/lib/api/cache/weighted-cache';
import { findSplitsOfQuestions } from '@/lib/db/queries/compared-questions';

import type { LoadedSides } from './load-sides';

const COMPARISONS_KEPT = 20;
const splitsCache = new WeightedCache<readonly (string | null)[]>(COMPARISONS_KEPT, () => 1);

/** The split of each shared question, in the order of `shared`: that of the first side that names one; null for none. */
export function splitsOfSides({ sides, shared, sidesKey }: LoadedSides): Promise<readonly (string | null)[]> {
  return splitsCache.get(sidesKey, async () => {
    const runs = [...new Set(sides.map(({ loaded }) => loaded.run.id))];
    const splits = await Promise.all(runs.map(async (runId) => [runId, await findSplitsOfQuestions(runId)] as const));
    const byRun = new Map(splits);
    return Array.from(shared[0] ?? [], (_, at) => {
      for (const [side, { loaded }] of sides.entries()) {
        const split = byRun.get(loaded.run.id)?.get(shared[side]?.[at] ?? -1);
        if (split !== undefined) return split;
      }
      return null;
    });
  });
}

/** The different splits among questions, by name. */
export function namedSplits(splits: readonly (string | null)[]): readonly string[] {
  return [...new Set(splits.filter((split) => split !== null))].sort();
}

/** Positions of the questions of a split; undefined, which stands for all, where it is null. */
export function positionsInSplit(splits: readonly (string | null)[], split: string | null): Int32Array | undefined {
  if (split === null) return undefined;
  return Int32Array.from(splits.flatMap((name, at) => (name === split ? [at] : [])));
}
