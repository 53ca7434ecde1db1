import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { findImporter, ROLLOUT_IMPORTERS } from '@/lib/import/registry';
import { enqueueImport } from '@/lib/ingest/jobs';

import { ApiError } from './problem';
import { checkCompanions, copyCompanions, receiveFile, removeAbandonedUploads, uploadsFolder } from './uploads';

/** What `POST /imports` says beside the bytes. */
export interface ImportRequest {
  readonly filename: string;
  readonly run?: string | undefined;
  readonly format?: string | undefined;
  readonly scoreThreshold: number;
  /** Ids of files uploaded before with `POST /imports/companions`. */
  readonly companion: readonly string[];
}

function checkFormat(format: string | undefined): void {
  if (format === undefined || findImporter(format) !== null) return;
  const known = ROLLOUT_IMPORTERS.map((importer) => importer.id).join(', ');
  throw new ApiError('invalid_parameter', `"${format}" is no value for "format": expected one of ${known}`, {
    parameter: 'format',
    value: format,
  });
}

/**
 * Receives a log and queues its import. Parameters are checked before the first byte is taken.
 *
 * @throws ApiError invalid_parameter, companion_not_found, upload_aborted, empty_upload, disk_full
 */
export async function createImport(request: Request, wanted: ImportRequest): Promise<{ readonly id: string }> {
  checkFormat(wanted.format);
  await checkCompanions(wanted.companion);
  await mkdir(uploadsFolder(), { recursive: true });
  await removeAbandonedUploads();
  const id = randomUUID();
  const { file, bytes, contentHash } = await receiveFile(request, id, { filename: wanted.filename });
  try {
    const companions = await copyCompanions(wanted.companion, dirname(file));
    await enqueueImport({
      id,
      filename: wanted.filename,
      runName: wanted.run ?? null,
      format: wanted.format ?? null,
      bytesTotal: bytes,
      contentHash,
      scoreThreshold: wanted.scoreThreshold,
      upload: { file, companions },
    });
  } catch (error) {
    await rm(dirname(file), { recursive: true, force: true });
    throw error;
  }
  return { id };
}
