import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

import type { JsonObject } from '@/lib/core/rollout/rollout';

import { wellFormedJson, wellFormedText } from './copy/well-formed';

/** Issues of an import as they are shown: total, counts by code, the first of them. */
export interface IssueCounts {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly first: readonly {
    readonly file: string | null;
    readonly line: number;
    readonly code: string;
    readonly message: string;
  }[];
}

export interface ImportRowProgress {
  /** How much of the files is read, from 0 to 1. */
  readonly share: number;
  readonly rollouts: number;
  readonly issues: IssueCounts;
}

export type ImportResult = Omit<ImportRowProgress, 'share'> & {
  /** Ids of the formats, joined by a comma. */
  readonly format: string;
  readonly runIds: readonly number[];
  readonly report: JsonObject;
};

const uploadSchema = z.object({
  /** Folder of this upload, removed when the import ends; null where the files are not ours. */
  folder: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), file: z.string() })),
});

/** Where the bytes of an import lie on disk until it ends. */
export type Upload = z.infer<typeof uploadSchema>;

export interface NewImport {
  readonly id: string;
  readonly filename: string;
  readonly bytesTotal: number;
  readonly contentHash: string | null;
  /** Name and format that were asked for; null takes them from the log. */
  readonly runName: string | null;
  readonly format: string | null;
  /** ImportSettings (lib/import/settings). */
  readonly settings: object;
  readonly upload: Upload;
}

/** Adds a queued import. */
export async function addImport(pool: Pool | PoolClient, added: NewImport): Promise<void> {
  await pool.query(
    `INSERT INTO imports (id, filename, run_name, requested_format, bytes_total, content_hash, settings, upload)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      added.id,
      added.filename,
      added.runName,
      added.format,
      added.bytesTotal,
      added.contentHash,
      JSON.stringify(added.settings),
      JSON.stringify(added.upload),
    ],
  );
}

const claimedImportSchema = z.object({
  id: z.string(),
  filename: z.string(),
  attempts: z.number(),
  settings: z.unknown(),
  upload: uploadSchema,
});

/** An import in work; `attempts` counts this one. */
export type ClaimedImport = z.infer<typeof claimedImportSchema>;

/** Takes a queued import into work; null where it is not queued any more. */
export async function startImport(pool: Pool | PoolClient, importId: string): Promise<ClaimedImport | null> {
  const result = await pool.query(
    `UPDATE imports SET status = 'running', started_at = clock_timestamp(), attempts = attempts + 1, bytes_read = 0, rollouts = 0,
       issues_total = 0, issues_by_code = '{}', issues_first = '[]'
     WHERE id = $1 AND status = 'queued'
     RETURNING id, filename, attempts, settings, upload`,
    [importId],
  );
  const [row]: unknown[] = result.rows;
  if (row === undefined) return null;
  const parsed = claimedImportSchema.parse(row);
  await pool.query('DELETE FROM import_issues WHERE import_id = $1', [importId]);
  return parsed;
}

/** Stores progress and answers whether the user asked to cancel. */
export async function reportProgress(pool: Pool, importId: string, progress: ImportRowProgress): Promise<boolean> {
  const result = await pool.query<{ cancel_requested: boolean }>(
    `UPDATE imports SET rollouts = $2, issues_total = $3, issues_by_code = $4, issues_first = $5,
       bytes_read = round(bytes_total * $6::float8)
     WHERE id = $1 RETURNING cancel_requested`,
    [importId, ...progressValues(progress), Math.min(1, progress.share)],
  );
  return result.rows[0]?.cancel_requested ?? true;
}

/** Marks an import as succeeded, in the transaction that makes its run visible. */
export async function finishImport(client: PoolClient, importId: string, result: ImportResult): Promise<void> {
  await client.query(
    `UPDATE imports SET rollouts = $2, issues_total = $3, issues_by_code = $4, issues_first = $5, bytes_read = bytes_total,
       status = 'succeeded', phase = 'ended', run_ids = $6, report = $7, format = $8, finished_at = clock_timestamp()
     WHERE id = $1`,
    [importId, ...progressValues(result), result.runIds, wellFormedJson(JSON.stringify(result.report)), result.format],
  );
}

/** Whether the user asked for an import to be cancelled. */
export async function isCancelRequested(pool: Pool, importId: string): Promise<boolean> {
  const result = await pool.query<{ cancel_requested: boolean }>('SELECT cancel_requested FROM imports WHERE id = $1', [
    importId,
  ]);
  return result.rows[0]?.cancel_requested ?? true;
}

/** Stores what the import is doing, and answers whether the user asked to cancel. */
export async function setImportPhase(
  pool: Pool,
  importId: string,
  phase: 'opening' | 'reading' | 'storing',
): Promise<boolean> {
  const result = await pool.query<{ cancel_requested: boolean }>(
    'UPDATE imports SET phase = $2 WHERE id = $1 RETURNING cancel_requested',
    [importId, phase],
  );
  return result.rows[0]?.cancel_requested ?? true;
}

export async function failImport(
  pool: Pool | PoolClient,
  importId: string,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await pool.query(
    `UPDATE imports SET status = 'failed', phase = 'ended', error_code = $2, error_message = $3, finished_at = clock_timestamp() WHERE id = $1`,
    [importId, failure.code, wellFormedText(failure.message)],
  );
}

/** Marks an import as cancelled and forgets its issues: nothing of it stays but this line. */
export async function markCancelled(pool: Pool | PoolClient, importId: string): Promise<void> {
  await pool.query('DELETE FROM import_issues WHERE import_id = $1', [importId]);
  await pool.query(
    `UPDATE imports SET status = 'cancelled', phase = 'ended', rollouts = 0, issues_total = 0, issues_by_code = '{}', issues_first = '[]',
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
       finished_at = CASE WHEN status = 'queued' THEN clock_timestamp() ELSE finished_at END,
       phase = CASE WHEN status = 'queued' THEN 'ended' ELSE phase END
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
  await pool.query(`UPDATE imports SET status = 'queued', phase = 'waiting' WHERE id = $1 AND status = 'running'`, [
    importId,
  ]);
}

function progressValues(progress: Omit<ImportRowProgress, 'share'>): unknown[] {
  const { rollouts, issues } = progress;
  return [rollouts, issues.total, JSON.stringify(issues.byCode), wellFormedJson(JSON.stringify(issues.first))];
}
