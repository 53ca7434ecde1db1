import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { processCache } from './cache/process-cache';
import type { LoadedRun } from './scored-run';

const INDEX_CACHE_BYTES = 32 * 1024 * 1024;

/** Positions of the rollouts of each group: those of group g are `positions` from `starts[g]` to `starts[g + 1]`. */
export interface GroupIndex {
  readonly starts: Int32Array;
  readonly positions: Int32Array;
}

const indexCache = processCache<GroupIndex>(
  'groups of runs',
  INDEX_CACHE_BYTES,
  ({ starts, positions }) => starts.byteLength + positions.byteLength + 100,
);

/** Counting sort by group; positions stay ascending within a group. */
export function indexGroups({ group, groupCount, length }: ScoredRun['columns']): GroupIndex {
  const starts = new Int32Array(groupCount + 1);
  for (const groupNo of group) starts[groupNo + 1] = (starts[groupNo + 1] ?? 0) + 1;
  for (let groupNo = 0; groupNo < groupCount; groupNo += 1) {
    starts[groupNo + 1] = (starts[groupNo + 1] ?? 0) + (starts[groupNo] ?? 0);
  }
  const next = starts.slice();
  const positions = new Int32Array(length);
  for (let position = 0; position < length; position += 1) {
    const groupNo = group[position] ?? 0;
    const at = next[groupNo] ?? 0;
    positions[at] = position;
    next[groupNo] = at + 1;
  }
  return { starts, positions };
}

/** Positions of a group's rollouts in the order of their index in the group. */
export async function positionsOfGroup(loaded: LoadedRun, groupNo: number): Promise<readonly number[]> {
  const { columns } = loaded.scored;
  const index = await indexCache.get(loaded.columnsKey, () => indexGroups(columns));
  const positions = [...index.positions.subarray(index.starts[groupNo] ?? 0, index.starts[groupNo + 1] ?? 0)];
  const indexOf = (position: number): number => columns.rolloutIndex[position] ?? 0;
  return positions.toSorted((left, right) => indexOf(left) - indexOf(right) || left - right);
}
