import type { Pool, PoolClient } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';

import { wellFormedJson, wellFormedText } from './copy/well-formed';

export interface NewRun {
  readonly name: string;
  readonly format: string;
  readonly importId: string;
  readonly metadata: JsonObject;
  readonly scoreThreshold: number;
}

/** Adds a run that no page shows yet; answers its id. */
export async function addHiddenRun(pool: Pool, run: NewRun): Promise<number> {
  const result = await pool.query<{ id: number }>(
    `INSERT INTO runs (name, format, import_id, metadata, score_threshold) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [
      wellFormedText(run.name),
      run.format,
      run.importId,
      wellFormedJson(JSON.stringify(run.metadata)),
      run.scoreThreshold,
    ],
  );
  const [row] = result.rows;
  if (row === undefined) throw new Error('the database gave the new run no id');
  return row.id;
}

const RUN_TABLES = [
  'rollout_bodies',
  'rollout_metrics',
  'rollouts',
  'groups',
  'run_questions',
  'run_columns',
  'run_summaries',
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
