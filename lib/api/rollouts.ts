import type { Definitions } from '@/lib/core/rewards/definitions';

import type { Paging } from './paging';
import { rolloutItems } from './rollout-items';
import { loadRolloutOrder } from './rollout-order';
import { loadScoredRun } from './scored-run';
import type { FilteredPage } from './schemas/common';
import { ROLLOUT_SORTS, type RolloutItem } from './schemas/rollout';
import { narrowList, selectWithNotices } from './select-rollouts';
import { pageOfSortedList, readSort } from './sorted-page';

export interface RolloutListRequest extends Paging {
  readonly definitions: Definitions;
  /** One of ROLLOUT_SORTS, `-` before it for descending. */
  readonly sort: string;
  /** Text of lib/core/filter. */
  readonly filter: string;
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
export async function listRollouts(runId: number, request: RolloutListRequest): Promise<FilteredPage<RolloutItem>> {
  const sort = readSort(request.sort, ROLLOUT_SORTS);
  const loaded = await loadScoredRun(runId, request.definitions);
  const [all, { set, notices }] = await Promise.all([
    loadRolloutOrder(loaded, sort.by, sort.descending),
    selectWithNotices(loaded, request.filter),
  ]);
  const sorted = narrowList(all, set);
  const order = `rollouts:${request.sort}`;
  const { positions, nextCursor, total } = pageOfSortedList(sorted, order, sort.descending, request);
  return { items: await rolloutItems(runId, loaded.scored, positions), nextCursor, total, notices };
}
