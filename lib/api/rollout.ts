import type { Definitions } from '@/lib/core/rewards/definitions';

import type { CanonicalRecord, RolloutDetail } from './schemas/rollout';

/** @throws ApiError run_not_found, rollout_not_found */
export function readRollout(_runId: number, _n: number, _definitions: Definitions): Promise<RolloutDetail> {
  throw new Error('not built yet');
}
/** The canonical record of a rollout, for the raw view. */
export function readRolloutRecord(_runId: number, _n: number): Promise<CanonicalRecord> {
  throw new Error('not built yet');
}
