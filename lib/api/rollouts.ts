import type { Definitions } from '@/lib/core/rewards/definitions';

import type { Paging } from './paging';
import type { Page } from './schemas/common';
import type { RolloutItem } from './schemas/rollout';

export interface RolloutListRequest extends Paging {
  readonly definitions: Definitions;
  /** One of ROLLOUT_SORTS, `-` before it for descending. */
  readonly sort: string;
  /** Text of lib/core/filter. */
  readonly filter: string;
}

/** A page of a run's rollouts. @throws ApiError run_not_found, invalid_filter, invalid_cursor */
export function listRollouts(_runId: number, _request: RolloutListRequest): Promise<Page<RolloutItem>> {
  throw new Error('not built yet');
}
