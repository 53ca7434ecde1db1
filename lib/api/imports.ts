import { z } from 'zod';

import { countImports, findImport, findImportIssues, findImports, type ImportRow } from '@/lib/db/queries/imports';
import { requestCancel } from '@/lib/ingest/jobs';

import { csvLine } from './csv';
import type { Paging } from './paging';
import { cursorAfterRows, positionAfterCursor } from './newest-first';
import { ApiError } from './problem';
import { jsonSchema, type Page } from './schemas/common';
import type { ImportStatusReport } from './schemas/import';
import { importIssueSchema } from './schemas/import-issue';

const LIST = { order: 'imports:-createdAt', none: 'no import' };
const ISSUES_A_READ = 5000;
const byCodeSchema = z.record(z.string(), z.number());
const firstIssuesSchema = z.array(importIssueSchema);
const phaseSchema = z.enum(['waiting', 'opening', 'reading', 'storing', 'ended']);

export function importNotFound(id: string): ApiError {
  return new ApiError('import_not_found', `there is no import ${id}`);
}

function statusReport(row: ImportRow): ImportStatusReport {
  return {
    id: row.id,
    status: row.status,
    filename: row.filename,
    runName: row.runName,
    format: row.format,
    bytesTotal: Number(row.bytesTotal),
    bytesRead: Number(row.bytesRead),
    rollouts: row.rollouts,
    phase: phaseSchema.parse(row.phase),
    runIds: row.runIds,
    issues: {
      total: row.issuesTotal,
      byCode: byCodeSchema.parse(row.issuesByCode),
      first: firstIssuesSchema.parse(row.issuesFirst),
    },
    report: jsonSchema.parse(row.report),
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    cancelRequested: row.cancelRequested,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Progress and report of an import. @throws ApiError import_not_found */
export async function readImport(id: string): Promise<ImportStatusReport> {
  const row = await findImport(id);
  if (row === null) throw importNotFound(id);
  return statusReport(row);
}

/** Imports, newest first. */
export async function listImports(paging: Paging): Promise<Page<ImportStatusReport>> {
  const after = positionAfterCursor(LIST, paging);
  const [rows, total] = await Promise.all([
    findImports({ limit: paging.limit, after, offset: paging.offset }),
    countImports(),
  ]);
  const nextCursor = cursorAfterRows(LIST, rows, paging.limit);
  return { items: rows.map(statusReport), nextCursor, total };
}

/**
 * Cancels an import. `cancelled`: it had not begun; `requested`: its worker ends it within a second; `finished`: it was
 * over already and stays as it is.
 *
 * @throws ApiError import_not_found
 */
export async function cancelImport(
  id: string,
): Promise<{ id: string; result: 'cancelled' | 'requested' | 'finished' }> {
  const result = await requestCancel(id);
  if (result === null) throw importNotFound(id);
  return { id, result };
}

/** Every issue of an import as text, a few thousand lines at a time. @throws ApiError import_not_found */
export async function* readIssues(id: string, format: 'csv' | 'jsonl'): AsyncGenerator<string> {
  if ((await findImport(id)) === null) throw importNotFound(id);
  if (format === 'csv') yield csvLine(['file', 'line', 'code', 'message']);
  let after = -1;
  for (;;) {
    const issues = await findImportIssues(id, after, ISSUES_A_READ);
    const last = issues.at(-1);
    if (last === undefined) return;
    after = last.n;
    yield issues
      .map(({ file, line, code, message }) =>
        format === 'csv' ? csvLine([file, line, code, message]) : `${JSON.stringify({ file, line, code, message })}\n`,
      )
      .join('');
  }
}
