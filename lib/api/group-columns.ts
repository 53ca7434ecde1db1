import { ABSENT, OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { processCache } from './cache/process-cache';
import type { LoadedRun } from './scored-run';
import type { GroupSort } from './schemas/group';

/** What a group list needs beyond the group scores; one entry a group. */
export interface GroupColumns {
  readonly nearMiss: Int32Array;
  readonly entities: Int32Array;
  /** Mean of the rollouts that have a match rate, NaN where none has. */
  readonly matchRateMean: Float64Array;
}

const columnsCache = processCache<GroupColumns>(
  'columns of groups',
  32 * 1024 * 1024,
  ({ nearMiss }) => nearMiss.length * 16 + 100,
);
const NEAR_MISS = OUTCOMES.indexOf('near_miss');

function addInPlace(column: Int32Array | Float64Array, index: number, value: number): void {
  column[index] = (column[index] ?? 0) + value;
}

function computeGroupColumns({ columns, outcome, matchRate }: ScoredRun): GroupColumns {
  const { groupCount, group, length, entityCount } = columns;
  const nearMiss = new Int32Array(groupCount);
  const entities = new Int32Array(groupCount);
  const sums = new Float64Array(groupCount);
  const rated = new Int32Array(groupCount);
  for (let position = 0; position < length; position += 1) {
    const groupNo = group[position] ?? 0;
    const rate = matchRate[position] ?? Number.NaN;
    if (outcome[position] === NEAR_MISS) addInPlace(nearMiss, groupNo, 1);
    entities[groupNo] = entityCount[position] ?? 0;
    if (Number.isNaN(rate)) continue;
    addInPlace(sums, groupNo, rate);
    addInPlace(rated, groupNo, 1);
  }
  return { nearMiss, entities, matchRateMean: sums.map((sum, groupNo) => sum / (rated[groupNo] ?? 0)) };
}

/** Group columns of a run under definitions, from memory where they were used lately. */
export function loadGroupColumns(loaded: LoadedRun): Promise<GroupColumns> {
  return columnsCache.get(loaded.key, () => computeGroupColumns(loaded.scored));
}

function numbersOf(column: Int32Array, absent: number | null): Float64Array {
  return Float64Array.from(column, (value) => (value === absent ? Number.NaN : value));
}

/** What a group list is sorted by, one number a group; NaN where there is none. */
export function groupSortValues({ groups }: ScoredRun, columns: GroupColumns, sort: GroupSort): Float64Array {
  switch (sort) {
    case 'group':
      return Float64Array.from({ length: groups.length }, (_, groupNo) => groupNo);
    case 'question':
      return numbersOf(groups.questionOfGroup, null);
    case 'step':
      return numbersOf(groups.stepOfGroup, ABSENT);
    case 'size':
    case 'correct':
    case 'error':
      return numbersOf(groups[sort], null);
    case 'signal':
      return Float64Array.from(groups.signalClass);
    case 'nearMiss':
      return numbersOf(columns.nearMiss, null);
    case 'matchRateMax':
      return groups.matchRateMax;
    case 'matchRateMean':
      return columns.matchRateMean;
  }
}
