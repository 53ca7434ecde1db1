import type { Definitions } from '@/lib/core/rewards/definitions';
import type { RunSummary } from '@/lib/core/rewards/run-summary';

/** The numbers of a run under definitions. @throws ApiError run_not_found, run_not_computed */
export function runSummary(_runId: number, _definitions: Definitions): Promise<RunSummary> {
  throw new Error('not built yet');
}
