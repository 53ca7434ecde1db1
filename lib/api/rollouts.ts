import type { Definitions } from '@/lib/core/rewards/definitions';

import type { Paging } from './paging';
import { rolloutItems } from './rollout-items';
import { loadRolloutOrder } from './rollout-order';
import { loadScoredRun, type LoadedRun } from './scored-run';
import type { Page } from './schemas/common';
import { ROLLOUT_SORTS, type RolloutItem, type RolloutSort } from './schemas/rollout';
import { selectRollouts } from './select-rollouts';
import { pageOfSortedList, readSort, type Sort, type SortedList } from './sorted-page';

export interface RolloutListRequest extends Paging {
  readonly definitions: Definitions;
  /** One of ROLLOUT_SORTS, `-` before it for descending. */
  readonly sort: string;
  /** Text of lib/core/filter. */
  readonly filter: string;
}

/** The order of a list with only the selected rollouts in it. */
function narrow(order: SortedList, selected: Int32Array | null): SortedList {
  if (selected === null) return order;
  const wanted = new Uint8Array(order.positions.length);
  for (const position of selected) wanted[position] = 1;
  return { values: order.values, positions: order.positions.filter((position) => wanted[position] === 1) };
}

async function orderOf(loaded: LoadedRun, sort: Sort<RolloutSort>, filter: string): Promise<SortedList> {
  const [order, selected] = await Promise.all([
    loadRolloutOrder(loaded, sort.by, sort.descending),
    selectRollouts(loaded, filter),
  ]);
  return narrow(order, selected);
}

/**
 * A page of a run's rollouts. Sort and filter work on columns in memory; texts are read for the rows of the page only.
 *
 * A cursor names the sort value and number of the last row, so a page starts behind that place in whatever order holds
 * when it is asked for. Rollouts of a run never change once it is imported; where its numbers are computed again
 * between two pages (entities came or went), the next page follows the new numbers, and a rollout whose value moved
 * over the cursor may be met twice or not at all.
 *
 * @throws ApiError run_not_found, run_not_computed, invalid_filter, invalid_cursor
 */
export async function listRollouts(runId: number, request: RolloutListRequest): Promise<Page<RolloutItem>> {
  const sort = readSort(request.sort, ROLLOUT_SORTS);
  const loaded = await loadScoredRun(runId, request.definitions);
  const sorted = await orderOf(loaded, sort, request.filter);
  const order = `rollouts:${request.sort}`;
  const { positions, nextCursor, total } = pageOfSortedList(sorted, order, sort.descending, request);
  return { items: await rolloutItems(runId, loaded.scored, positions), nextCursor, total };
}
