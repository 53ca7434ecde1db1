import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';

import { DEFAULT_DEFINITIONS, type Definitions } from '@/lib/core/rewards/definitions';
import type { RunColumns } from '@/lib/core/rewards/run-columns';
import { decodeRunColumns } from '@/lib/core/rewards/run-columns-codec';
import type { Correlation } from '@/lib/core/rewards/run-summary';
import { scoreRun, type ScoredRun } from '@/lib/core/rewards/score-run';
import { correlateRun, type RunCorrelation } from '@/lib/core/rewards/summarise-run';
import type { ReasonedCorrelation } from '@/lib/core/statistics/pearson';
import { undefinedReasonOf } from '@/lib/core/statistics/undefined-reason';
import { findRunColumns, findRunVersion, findStoredSummaries } from '@/lib/db/queries/runs';

import { processCache } from './cache/process-cache';
import { ApiError } from './problem';
import { parseStoredSummary, runNotFound } from './runs';

const MEGABYTE = 1024 * 1024;
const COLUMN_CACHE_BYTES = 256 * MEGABYTE;
const SCORED_CACHE_BYTES = 128 * MEGABYTE;
const CORRELATIONS_KEPT = 400;

/** Bytes a rollout takes: 71 in columns; six columns of doubles and one of bytes when scored. */
const COLUMN_BYTES_A_ROLLOUT = 71;
const SCORED_BYTES_A_ROLLOUT = 49;

const decompress = promisify(zstdDecompress);
/** Node hands 16 KB at a time to the thread that answers: ten runs of 40,000 rollouts came in 1,700 pieces. */
const DECOMPRESSED_AT_ONCE = MEGABYTE;

/** A visible run with the revision of its stored numbers. */
export type RunVersion = NonNullable<Awaited<ReturnType<typeof findRunVersion>>>;

/** A run under definitions. `key` names run, revision and definitions, for caches of what is derived from it. */
export interface LoadedRun {
  readonly run: RunVersion;
  readonly scored: ScoredRun;
  readonly columnsKey: string;
  readonly key: string;
}

interface LoadedColumns {
  readonly revision: number;
  readonly columns: RunColumns;
}

const columnCache = processCache<LoadedColumns>(
  'columns of runs',
  COLUMN_CACHE_BYTES,
  ({ columns }) => columns.length * COLUMN_BYTES_A_ROLLOUT + 1000,
);
const scoredCache = processCache<ScoredRun>(
  'scored runs',
  SCORED_CACHE_BYTES,
  ({ columns }) => columns.length * SCORED_BYTES_A_ROLLOUT + 1000,
);
const correlationCache = processCache<RunCorrelation>('correlations of runs', CORRELATIONS_KEPT, () => 1);

/** @throws ApiError run_not_found */
export async function findVisibleRun(runId: number): Promise<RunVersion> {
  const run = await findRunVersion(runId);
  if (run === null) throw runNotFound(runId);
  return run;
}

async function readColumns(runId: number): Promise<LoadedColumns> {
  const stored = await findRunColumns(runId);
  if (stored === null) {
    throw new ApiError('run_not_computed', `the numbers of run ${runId} are being computed; ask again in a moment`);
  }
  return {
    revision: stored.revision,
    columns: decodeRunColumns(await decompress(stored.columns, { chunkSize: DECOMPRESSED_AT_ONCE })),
  };
}

function definitionsKey({ matcher, scope, threshold, alpha, std, epsilon }: Definitions): string {
  return [matcher, scope, threshold, alpha, std, epsilon].join(' ');
}

/**
 * A run with definitions applied to all of its rollouts, from memory where it was used lately. Columns are kept by run
 * and revision, so numbers that a recompute has replaced are never mixed with new ones: a request sees one revision.
 *
 * @throws ApiError run_not_found, run_not_computed
 */
export async function loadScoredRun(runId: number, definitions: Definitions): Promise<LoadedRun> {
  const run = await findVisibleRun(runId);
  const loaded = await columnCache.get(`${runId}:${run.revision}`, () => readColumns(runId));
  const columnsKey = `${runId}:${loaded.revision}`;
  const key = `${columnsKey}:${definitionsKey(definitions)}`;
  const scored = await scoredCache.get(key, () => scoreRun(loaded.columns, definitions));
  return { run: { ...run, revision: loaded.revision }, scored, columnsKey, key };
}

function withReason<Stored extends Correlation>(stored: Stored): Stored & ReasonedCorrelation {
  return { ...stored, reason: undefinedReasonOf(stored) };
}

/** The stored correlation, where the definitions are those it was computed under. */
async function storedCorrelation({ run, scored }: LoadedRun): Promise<RunCorrelation | null> {
  const { matcher, scope } = scored.definitions;
  if (matcher !== DEFAULT_DEFINITIONS.matcher || scope !== DEFAULT_DEFINITIONS.scope) return null;
  const summaries = await findStoredSummaries([run.id]);
  const stored = parseStoredSummary(summaries.get(run.id))?.correlation;
  if (stored === undefined) return null;
  return {
    pearson: withReason(stored.pooled.pearson),
    spearman: withReason(stored.pooled.spearman),
    withinQuestion: withReason(stored.withinQuestion),
  };
}

/**
 * Correlations of a run. They depend on matcher and scope only, so another alpha or threshold finds them here; for the
 * default matcher and scope they are the stored ones.
 */
export async function loadCorrelation(loaded: LoadedRun): Promise<RunCorrelation> {
  const { matcher, scope } = loaded.scored.definitions;
  return correlationCache.get(`${loaded.columnsKey}:${matcher}:${scope}`, async () => {
    return (await storedCorrelation(loaded)) ?? correlateRun(loaded.scored);
  });
}
