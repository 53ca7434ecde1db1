import { DEFAULT_DEFINITIONS, METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import { summariseRun } from '@/lib/core/rewards/summarise-run';
import { findStoredSummaries } from '@/lib/db/queries/runs';

import { parseStoredSummary } from './runs';
import { findVisibleRun, loadCorrelation, loadScoredRun } from './scored-run';

function isDefault(definitions: Definitions): boolean {
  const { matcher, scope, threshold, alpha, std, epsilon } = DEFAULT_DEFINITIONS;
  return (
    definitions.matcher === matcher &&
    definitions.scope === scope &&
    definitions.threshold === threshold &&
    definitions.alpha === alpha &&
    definitions.std === std &&
    definitions.epsilon === epsilon
  );
}

async function storedSummary(runId: number): Promise<RunSummary | null> {
  const run = await findVisibleRun(runId);
  if (run.metricsVersion !== METRICS_VERSION) return null;
  return parseStoredSummary((await findStoredSummaries([runId])).get(runId));
}

/**
 * The numbers of a run under definitions: the stored ones for the defaults, computed from columns in memory for others.
 *
 * @throws ApiError run_not_found, run_not_computed
 */
export async function runSummary(runId: number, definitions: Definitions): Promise<RunSummary> {
  const stored = isDefault(definitions) ? await storedSummary(runId) : null;
  if (stored !== null) return stored;
  const loaded = await loadScoredRun(runId, definitions);
  return summariseRun(loaded.scored, await loadCorrelation(loaded));
}
