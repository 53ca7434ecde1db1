import { open, readFile, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

import type { Pool } from 'pg';

import {
  failImport,
  markCancelled,
  reportProgress,
  requeueImport,
  setImportFormat,
  startImport,
  type ClaimedImport,
  type Upload,
} from '@/lib/db/import-rows';
import { releaseImport, tryClaimImport } from '@/lib/db/locks';
import { detectFormat, HEAD_BYTES } from '@/lib/import/detect';
import type { FileHead, RolloutImporter } from '@/lib/import/importer';

import { importFile, type ImportedRun } from './import-file';
import { CancelledError, describeFailure, IngestError, ShutdownError } from './ingest-error';

const MAX_COMPANION_BYTES = 16 << 20;

/**
 * Performs one queued import from claim to final status; never throws for a fault of the file. Answers the run, or null
 * where none came of it. When `shutdown` aborts, the import goes back into the queue.
 */
export async function runImportJob(pool: Pool, importId: string, shutdown: AbortSignal): Promise<ImportedRun | null> {
  const claim = await pool.connect();
  try {
    if (!(await tryClaimImport(claim, importId))) return null;
    const claimed = await startImport(claim, importId);
    if (claimed === null) return null;
    const imported = await performImport(pool, claimed, shutdown);
    if (imported !== 'requeued') await removeUpload(claimed.upload);
    return imported === 'requeued' ? null : imported;
  } finally {
    await releaseImport(claim, importId).catch(() => undefined);
    claim.release();
  }
}

async function performImport(
  pool: Pool,
  claimed: ClaimedImport,
  shutdown: AbortSignal,
): Promise<ImportedRun | null | 'requeued'> {
  const cancel = new AbortController();
  try {
    const importer = await recogniseFormat(claimed);
    await setImportFormat(pool, claimed.id, importer.id);
    const request = {
      importId: claimed.id,
      file: claimed.upload.file,
      path: claimed.filename,
      companions: await readCompanions(claimed.upload),
      importer,
      runName: claimed.runName,
      scoreThreshold: claimed.scoreThreshold,
    };
    return await importFile(pool, request, {
      signal: AbortSignal.any([cancel.signal, shutdown]),
      onProgress: async (progress) => {
        if (await reportProgress(pool, claimed.id, progress)) cancel.abort(new CancelledError());
      },
    });
  } catch (error) {
    return concludeFailure(pool, claimed.id, error);
  }
}

async function concludeFailure(pool: Pool, importId: string, error: unknown): Promise<null | 'requeued'> {
  if (error instanceof ShutdownError) {
    await requeueImport(pool, importId);
    return 'requeued';
  }
  if (error instanceof CancelledError) {
    await markCancelled(pool, importId);
    return null;
  }
  const failure = describeFailure(error);
  if (failure.code === 'internal_error') process.stderr.write(`import ${importId}: ${stackOf(error)}\n`);
  await failImport(pool, importId, failure);
  return null;
}

async function recogniseFormat(claimed: ClaimedImport): Promise<RolloutImporter> {
  const detected = detectFormat(await readHead(claimed), claimed.requestedFormat);
  if (detected.kind === 'refused') throw new IngestError(detected.code, detected.message);
  return detected.importer;
}

async function readHead(claimed: ClaimedImport): Promise<FileHead> {
  const file = await open(claimed.upload.file);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, HEAD_BYTES));
    await file.read(bytes, 0, bytes.byteLength, 0);
    return { path: claimed.filename, bytes, complete: size <= HEAD_BYTES };
  } finally {
    await file.close();
  }
}

async function readCompanions(upload: Upload): Promise<ReadonlyMap<string, Uint8Array>> {
  const companions = new Map<string, Uint8Array>();
  for (const companion of upload.companions) {
    const bytes = await readFile(companion.file);
    if (bytes.byteLength <= MAX_COMPANION_BYTES) companions.set(basename(companion.name), bytes);
  }
  return companions;
}

/** An upload lies in a folder of its own. */
export async function removeUpload(upload: Upload): Promise<void> {
  await rm(dirname(upload.file), { recursive: true, force: true });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
