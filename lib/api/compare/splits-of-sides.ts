import { processCache } from '@/lib/api/cache/process-cache';
import { findSplitsOfQuestions } from '@/lib/db/queries/compared-questions';

import type { LoadedSides } from './load-sides';

const CACHED_QUESTIONS = 500_000;
const COMPARISONS_KEPT = 20;
const ofRunCache = processCache<ReadonlyMap<number, string>>(
  'splits of runs',
  CACHED_QUESTIONS,
  ({ size }) => size + 1,
);
const ofSharedCache = processCache<readonly (string | null)[]>('splits of sides', COMPARISONS_KEPT, () => 1);

/** For each side the split that its own log names for its questions, by question number. */
function splitsInLogs({ sides }: LoadedSides): Promise<readonly ReadonlyMap<number, string>[]> {
  return Promise.all(
    sides.map(({ loaded: { run, columnsKey } }) => ofRunCache.get(columnsKey, () => findSplitsOfQuestions(run.id))),
  );
}

/**
 * The split of each shared question, in the order of `shared`: that of the first side whose log names one, whichever
 * side is the baseline; null for none.
 */
export function splitsOfSides(loaded: LoadedSides): Promise<readonly (string | null)[]> {
  const { shared, sidesKey } = loaded;
  return ofSharedCache.get(sidesKey, async () => {
    const inLogs = await splitsInLogs(loaded);
    return Array.from(shared[0] ?? [], (_, place) => {
      for (const [side, splits] of inLogs.entries()) {
        const split = splits.get(shared[side]?.[place] ?? -1);
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

/** The different splits of all questions of all sides, shared or not, by name. */
export async function splitsThereAre(loaded: LoadedSides): Promise<readonly string[]> {
  return namedSplits((await splitsInLogs(loaded)).flatMap((splits) => [...new Set(splits.values())]));
}

/** Positions of the questions of a split; undefined, which stands for all, where it is null. */
export function positionsInSplit(splits: readonly (string | null)[], split: string | null): Int32Array | undefined {
  if (split === null) return undefined;
  return Int32Array.from(splits.flatMap((name, at) => (name === split ? [at] : [])));
}

/** Places, among the shared questions, of those of a split, ascending; all of them where it is empty. */
export async function sharedInSplit(loaded: LoadedSides, split: string): Promise<Int32Array> {
  const all = Int32Array.from(loaded.shared[0]?.keys() ?? []);
  return split === '' ? all : (positionsInSplit(await splitsOfSides(loaded), split) ?? all);
}

/**
 * For each side the numbers of its questions of a split, ascending: shared questions have the split that they have for
 * all sides, others the one that the log of the side names.
 */
export async function questionsInSplit(loaded: LoadedSides, split: string): Promise<readonly Int32Array[]> {
  const [inLogs, ofShared] = await Promise.all([splitsInLogs(loaded), splitsOfSides(loaded)]);
  return inLogs.map((splits, side) => {
    const splitOf = new Map<number, string | null>(splits);
    loaded.shared[side]?.forEach((number, place) => splitOf.set(number, ofShared[place] ?? null));
    return Int32Array.from([...splitOf].flatMap(([number, name]) => (name === split ? [number] : []))).sort();
  });
}
