import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { findImporter, ROLLOUT_IMPORTERS } from '@/lib/import/registry';
import type { RunSettings } from '@/lib/import/settings/import-settings';
import { enqueueImport } from '@/lib/ingest/jobs';

import { ApiError } from './problem';
import { receiveFile, removeAbandonedUploads, uploadsFolder } from './uploads';

/** What `POST /imports` says beside the bytes. */
export interface ImportRequest {
  readonly filename: string;
  readonly run?: string | undefined;
  readonly format?: string | undefined;
  readonly scoreThreshold?: number | undefined;
}

function checkFormat(format: string | undefined): void {
  if (format === undefined || findImporter(format) !== null) return;
  const known = ROLLOUT_IMPORTERS.map((importer) => importer.id).join(', ');
  throw new ApiError('invalid_parameter', `"${format}" is no value for "format": expected one of ${known}`, {
    parameter: 'format',
    value: format,
  });
}

/** What the query sets of every run of the file. */
function settingsOf({ run, format, scoreThreshold }: ImportRequest): RunSettings {
  return {
    ...(run === undefined ? {} : { name: run }),
    ...(format === undefined ? {} : { format }),
    ...(scoreThreshold === undefined ? {} : { scoreThreshold }),
  };
}

/**
 * Receives a log or an archive of logs and queues its import. Parameters are checked before the first byte is taken.
 *
 * @throws ApiError invalid_parameter, upload_aborted, empty_upload, disk_full
 */
export async function createImport(request: Request, wanted: ImportRequest): Promise<{ readonly id: string }> {
  checkFormat(wanted.format);
  await mkdir(uploadsFolder(), { recursive: true });
  await removeAbandonedUploads();
  const id = randomUUID();
  const { file, bytes, contentHash } = await receiveFile(request, id, { filename: wanted.filename });
  try {
    await enqueueImport({
      id,
      filename: wanted.filename,
      bytesTotal: bytes,
      contentHash,
      settings: { all: settingsOf(wanted) },
      upload: { folder: dirname(file), files: [{ path: wanted.filename, file }] },
    });
  } catch (error) {
    await rm(dirname(file), { recursive: true, force: true });
    throw error;
  }
  return { id };
}
