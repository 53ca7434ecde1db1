import type { Definitions } from '@/lib/core/rewards/definitions';
import { shapeRunCharts, type RunCharts } from '@/lib/core/shape/run-charts';

import { processCache } from './cache/process-cache';
import { loadScoredRun } from './scored-run';

const CHARTS_KEPT = 100;
const chartsCache = processCache<RunCharts>('charts of runs', CHARTS_KEPT, () => 1);

/**
 * The finished series of a run page's charts under definitions, from memory where they were used lately.
 *
 * @throws ApiError run_not_found, run_not_computed
 */
export async function runCharts(runId: number, definitions: Definitions): Promise<RunCharts> {
  const loaded = await loadScoredRun(runId, definitions);
  return chartsCache.get(loaded.key, () => shapeRunCharts(loaded.scored));
}
