import { orderRollouts } from '@/lib/core/rewards/order-rollouts';
import { ABSENT } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { processCache } from './cache/process-cache';
import type { LoadedRun } from './scored-run';
import type { RolloutSort } from './schemas/rollout';
import type { SortedList } from './sorted-page';

const ORDER_CACHE_BYTES = 96 * 1024 * 1024;

const orderCache = processCache<SortedList>(
  'orders of rollouts',
  ORDER_CACHE_BYTES,
  ({ values, positions }) => values.byteLength + positions.byteLength + 100,
);

function numbersOf(column: ArrayLike<number>, absent: number | null): Float64Array {
  const numbers = new Float64Array(column.length);
  for (let position = 0; position < numbers.length; position += 1) {
    const value = column[position] ?? Number.NaN;
    numbers[position] = value === absent ? Number.NaN : value;
  }
  return numbers;
}

function rolloutNumbers(length: number): Float64Array {
  const numbers = new Float64Array(length);
  for (let position = 0; position < length; position += 1) numbers[position] = position + 1;
  return numbers;
}

/** What a list is sorted by, one number a rollout; NaN where there is none. */
export function sortValuesOf(scored: ScoredRun, sort: RolloutSort): Float64Array {
  const { columns } = scored;
  switch (sort) {
    case 'n':
      return rolloutNumbers(columns.length);
    case 'step':
    case 'tokens':
      return numbersOf(columns[sort], ABSENT);
    case 'group':
    case 'question':
    case 'toolCalls':
    case 'turns':
      return numbersOf(columns[sort], null);
    case 'outcome':
    case 'matched':
      return numbersOf(scored[sort], null);
    case 'rewardLogged':
      return columns.rewardLogged;
    case 'matchRate':
    case 'matchRateNormalised':
    case 'rewardGrpo':
    case 'rewardEGrpo':
    case 'advantageGrpo':
    case 'advantageEGrpo':
      return scored[sort];
  }
}

/** All rollouts of a run in the order of a sort, from memory where it was used lately. */
export function loadRolloutOrder(loaded: LoadedRun, sort: RolloutSort, descending: boolean): Promise<SortedList> {
  return orderCache.get(`${loaded.key}:${descending ? '-' : ''}${sort}`, () => {
    const values = sortValuesOf(loaded.scored, sort);
    return { values, positions: orderRollouts(values, descending ? 'desc' : 'asc', null) };
  });
}
