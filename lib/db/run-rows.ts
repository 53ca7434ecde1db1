import type { Pool, PoolClient } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';

import { wellFormedJson, wellFormedText } from './copy/well-formed';

export interface NewRun {
  readonly name: string;
  readonly format: string;
  readonly importId: string;
  readonly metadata: JsonObject;
  readonly scoreThreshold: number;
  readonly fingerprint: string | null;
}

/** Adds a run that no page shows yet; answers its id. */
export async function addHiddenRun(pool: Pool, run: NewRun): Promise<number> {
  const result = await pool.query<{ id: number }>(
    `INSERT INTO runs (name, format, import_id, metadata, score_threshold, fingerprint)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      wellFormedText(run.name),
      run.format,
      run.importId,
      wellFormedJson(JSON.stringify(run.metadata)),
      run.scoreThreshold,
      run.fingerprint,
    ],
  );
  const [row] = result.rows;
  if (row === undefined) throw new Error('the database gave the new run no id');
  return row.id;
}

/** Stores which files a run is read from; their numbers are their positions. */
export async function addRunFiles(pool: Pool, runId: number, paths: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO run_files (run_id, file_no, path)
     SELECT $1, (number - 1)::int, path FROM unnest($2::text[]) WITH ORDINALITY AS file (path, number)`,
    [runId, paths.map(wellFormedText)],
  );
}

/** The newest run in sight that was read from files of the same sizes and beginnings; null where there is none. */
export async function findSameRun(
  pool: Pool,
  fingerprint: string,
): Promise<{ readonly runId: number; readonly name: string } | null> {
  const result = await pool.query<{ id: number; name: string }>(
    'SELECT id, name FROM runs WHERE fingerprint = $1 AND committed_at IS NOT NULL ORDER BY id DESC LIMIT 1',
    [fingerprint],
  );
  const [row] = result.rows;
  return row === undefined ? null : { runId: row.id, name: row.name };
}

/** Brings runs whose rows are stored into sight, in the caller's transaction. */
export async function publishRuns(client: PoolClient, runIds: readonly number[]): Promise<void> {
  await client.query('UPDATE runs SET committed_at = statement_timestamp() WHERE id = ANY($1)', [runIds]);
}

const RUN_TABLES = [
  'rollout_notes',
  'rollout_labels',
  'saved_views',
  'rollout_bodies',
  'rollout_metrics',
  'rollouts',
  'groups',
  'run_questions',
  'run_columns',
  'run_summaries',
  'run_files',
] as const;

/** Removes a hidden run (never committed, or `hideRun`) and every row of it; takes seconds for a large one. */
export async function purgeRun(client: Pool | PoolClient, runId: number): Promise<void> {
  for (const table of RUN_TABLES) await client.query(`DELETE FROM ${table} WHERE run_id = $1`, [runId]);
  await client.query('DELETE FROM runs WHERE id = $1 AND committed_at IS NULL', [runId]);
}

/** Takes a run out of sight; false where there is no such run in sight. */
export async function hideRun(pool: Pool, runId: number): Promise<boolean> {
  const result = await pool.query(
    'UPDATE runs SET committed_at = NULL, import_id = NULL WHERE id = $1 AND committed_at IS NOT NULL',
    [runId],
  );
  return result.rowCount === 1;
}

/** Runs in sight whose numbers follow another version of the definitions. */
export async function runsOfOtherVersion(pool: Pool | PoolClient, metricsVersion: number): Promise<readonly number[]> {
  const result = await pool.query<{ id: number }>(
    'SELECT id FROM runs WHERE committed_at IS NOT NULL AND metrics_version <> $1 ORDER BY id',
    [metricsVersion],
  );
  return result.rows.map((row) => row.id);
}

/** Runs that were never committed, or were deleted: nothing shows them. */
export async function hiddenRuns(pool: Pool | PoolClient): Promise<readonly { id: number; importId: string | null }[]> {
  const result = await pool.query<{ id: number; import_id: string | null }>(
    'SELECT id, import_id FROM runs WHERE committed_at IS NULL',
  );
  return result.rows.map((row) => ({ id: row.id, importId: row.import_id }));
}
