import { processCache } from '@/lib/api/cache/process-cache';
import { findSplitsOfQuestions } from '@/lib/db/queries/compared-questions';

import type { LoadedSides } from './load-sides';

const CACHED_QUESTIONS = 500_000;

const splitCache = processCache<ReadonlyMap<number, string>>(
  'splits of questions',
  CACHED_QUESTIONS,
  ({ size }) => size + 1,
);

/**
 * Places, among the shared questions, of those of a split, ascending; all of them where it is empty. The split of a
 * question is what the first side whose log names one says, whichever side is the baseline.
 */
export async function questionsOfSplit({ sides, shared }: LoadedSides, split: string): Promise<Int32Array> {
  const places = Int32Array.from(shared[0]?.keys() ?? []);
  if (split === '') return places;
  const splits = await Promise.all(
    sides.map(({ loaded: { run, columnsKey } }) => splitCache.get(columnsKey, () => findSplitsOfQuestions(run.id))),
  );
  const splitAt = (place: number): string | undefined => {
    const side = splits.findIndex((names, at) => names.has(shared[at]?.[place] ?? -1));
    return splits[side]?.get(shared[side]?.[place] ?? -1);
  };
  return places.filter((place) => splitAt(place) === split);
}
