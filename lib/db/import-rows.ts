import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

import type { JsonObject } from '@/lib/core/rollout/rollout';

import { wellFormedJson, wellFormedText } from './copy/well-formed';

/** Issues of an import as they are shown: total, counts by code, the first of them. */
export interface IssueCounts {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly first: readonly { readonly line: number; readonly code: string; readonly message: string }[];
}

export interface ImportRowProgress {
  readonly bytesRead: number;
  readonly rollouts: number;
  readonly issues: IssueCounts;
}

export type ImportResult = ImportRowProgress & {
  readonly status: 'succeeded';
  readonly runIds: readonly number[];
  readonly report: JsonObject;
};

const uploadSchema = z.object({
  file: z.string(),
  companions: z.array(z.object({ name: z.string(), file: z.string() })),
});

/** Where the bytes of an import lie on disk until it ends. */
export type Upload = z.infer<typeof uploadSchema>;

export interface NewImport {
  readonly id: string;
  readonly filename: string;
  readonly runName: string | null;
  readonly format: string | null;
  readonly bytesTotal: number;
  readonly contentHash: string | null;
  readonly scoreThreshold: number;
  readonly upload: Upload;
}

/** Adds a queued import. */
export async function addImport(pool: Pool | PoolClient, added: NewImport): Promise<void> {
  await pool.query(
    `INSERT INTO imports (id, filename, run_name, requested_format, bytes_total, content_hash, score_threshold, upload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      added.id,
      added.filename,
      added.runName,
      added.format,
      added.bytesTotal,
      added.contentHash,
      added.scoreThreshold,
      JSON.stringify(added.upload),
    ],
  );
}

const claimedImportSchema = z.object({
  id: z.string(),
  filename: z.string(),
  run_name: z.string().nullable(),
  requested_format: z.string().nullable(),
  score_threshold: z.number(),
  attempts: z.number(),
  upload: uploadSchema,
});

export interface ClaimedImport {
  readonly id: string;
  readonly filename: string;
  readonly runName: string | null;
  readonly requestedFormat: string | null;
  readonly scoreThreshold: number;
  /** Counts this attempt. */
  readonly attempts: number;
  readonly upload: Upload;
}

/** Takes a queued import into work; null where it is not queued any more. */
export async function startImport(pool: Pool | PoolClient, importId: string): Promise<ClaimedImport | null> {
  const result = await pool.query(
    `UPDATE imports SET status = 'running', started_at = clock_timestamp(), attempts = attempts + 1, bytes_read = 0, rollouts = 0,
       issues_total = 0, issues_by_code = '{}', issues_first = '[]'
     WHERE id = $1 AND status = 'queued'
     RETURNING id, filename, run_name, requested_format, score_threshold, attempts, upload`,
    [importId],
  );
  const [row]: unknown[] = result.rows;
  if (row === undefined) return null;
  const parsed = claimedImportSchema.parse(row);
  await pool.query('DELETE FROM import_issues WHERE import_id = $1', [importId]);
  return {
    id: parsed.id,
    filename: parsed.filename,
    runName: parsed.run_name,
    requestedFormat: parsed.requested_format,
    scoreThreshold: parsed.score_threshold,
    attempts: parsed.attempts,
    upload: parsed.upload,
  };
}

/** Stores progress and answers whether the user asked to cancel. */
export async function reportProgress(pool: Pool, importId: string, progress: ImportRowProgress): Promise<boolean> {
  const result = await pool.query<{ cancel_requested: boolean }>(
    `UPDATE imports SET bytes_read = $2, rollouts = $3, issues_total = $4, issues_by_code = $5, issues_first = $6
     WHERE id = $1 RETURNING cancel_requested`,
    [importId, ...progressValues(progress)],
  );
  return result.rows[0]?.cancel_requested ?? true;
}

/** Marks an import as succeeded, in the transaction that makes its run visible. */
export async function finishImport(client: PoolClient, importId: string, result: ImportResult): Promise<void> {
  await client.query(
    `UPDATE imports SET bytes_read = $2, rollouts = $3, issues_total = $4, issues_by_code = $5, issues_first = $6,
       status = 'succeeded', run_ids = $7, report = $8, finished_at = clock_timestamp()
     WHERE id = $1`,
    [importId, ...progressValues(result), result.runIds, wellFormedJson(JSON.stringify(result.report))],
  );
}

/** The format that was recognised, known before the first rollout. */
export async function setImportFormat(pool: Pool, importId: string, format: string): Promise<void> {
  await pool.query('UPDATE imports SET format = $2 WHERE id = $1', [importId, format]);
}

export async function failImport(
  pool: Pool | PoolClient,
  importId: string,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await pool.query(
    `UPDATE imports SET status = 'failed', error_code = $2, error_message = $3, finished_at = clock_timestamp() WHERE id = $1`,
    [importId, failure.code, wellFormedText(failure.message)],
  );
}

/** Marks an import as cancelled and forgets its issues: nothing of it stays but this line. */
export async function markCancelled(pool: Pool | PoolClient, importId: string): Promise<void> {
  await pool.query('DELETE FROM import_issues WHERE import_id = $1', [importId]);
  await pool.query(
    `UPDATE imports SET status = 'cancelled', rollouts = 0, issues_total = 0, issues_by_code = '{}', issues_first = '[]',
       finished_at = clock_timestamp()
     WHERE id = $1`,
    [importId],
  );
}

/**
 * Asks for an import to be cancelled: a queued one is cancelled at once, the worker ends a running one within a second.
 * Null where there is no such import.
 */
export async function requestImportCancel(
  pool: Pool,
  importId: string,
): Promise<'cancelled' | 'requested' | 'finished' | null> {
  const result = await pool.query<{ status: string }>(
    `UPDATE imports SET cancel_requested = true,
       status = CASE WHEN status = 'queued' THEN 'cancelled'::"ImportStatus" ELSE status END,
       finished_at = CASE WHEN status = 'queued' THEN clock_timestamp() ELSE finished_at END
     WHERE id = $1 AND status IN ('queued', 'running') RETURNING status`,
    [importId],
  );
  const status = result.rows[0]?.status;
  if (status !== undefined) return status === 'cancelled' ? 'cancelled' : 'requested';
  const known = await pool.query('SELECT 1 FROM imports WHERE id = $1', [importId]);
  return known.rowCount === 0 ? null : 'finished';
}

/** Imports that are waiting, or that a worker has in hand or had when it died. */
export async function unfinishedImports(
  pool: Pool | PoolClient,
): Promise<readonly { id: string; status: string; attempts: number }[]> {
  const result = await pool.query<{ id: string; status: string; attempts: number }>(
    `SELECT id, status, attempts FROM imports WHERE status IN ('queued', 'running') ORDER BY created_at`,
  );
  return result.rows;
}

/** Puts an interrupted import back into the queue. */
export async function requeueImport(pool: Pool | PoolClient, importId: string): Promise<void> {
  await pool.query(`UPDATE imports SET status = 'queued' WHERE id = $1 AND status = 'running'`, [importId]);
}

function progressValues(progress: ImportRowProgress): unknown[] {
  const { bytesRead, rollouts, issues } = progress;
  return [
    bytesRead,
    rollouts,
    issues.total,
    JSON.stringify(issues.byCode),
    wellFormedJson(JSON.stringify(issues.first)),
  ];
}
