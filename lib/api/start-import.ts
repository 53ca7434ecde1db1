import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';

import { walkPaths } from '@/lib/ingest/drop/walk-paths';
import { enqueueImport } from '@/lib/ingest/jobs';

import { requireLocalToken } from './local-token';
import { openUpload, takeUpload } from './tus-uploads';
import type { startImportSchema } from './schemas/drop-preview';
import { uploadsFolder } from './uploads';

type StartRequest = z.output<typeof startImportSchema>;

/**
 * Queues the import of an upload that is complete, or of files of this machine, which stay where they are.
 *
 * @throws ApiError upload_not_found, upload_incomplete, local_token_required; IngestError path_not_found
 */
export async function startImport(request: Request, wanted: StartRequest): Promise<{ readonly id: string }> {
  const { source, settings } = wanted;
  if ('upload' in source) return startUpload(source.upload, wanted);
  requireLocalToken(request);
  const files = await walkPaths(source.paths);
  const id = randomUUID();
  const [first = ''] = source.paths;
  const others = source.paths.length - 1;
  await enqueueImport({
    id,
    filename: wanted.name ?? (others === 0 ? basename(first) : `${basename(first)} and ${others} more`),
    bytesTotal: files.reduce((sum, { wholeBytes }) => sum + wholeBytes, 0),
    contentHash: null,
    settings,
    upload: { folder: null, files: files.map(({ path, file }) => ({ path, file })) },
  });
  return { id };
}

async function startUpload(uploadId: string, { name, settings }: StartRequest): Promise<{ readonly id: string }> {
  await openUpload(uploadId);
  const id = randomUUID();
  const folder = join(uploadsFolder(), id);
  try {
    const upload = await takeUpload(uploadId, folder);
    await enqueueImport({
      id,
      filename: name ?? upload.filename,
      bytesTotal: upload.bytes,
      contentHash: null,
      settings,
      // Members of a tar that the client packed are the files of the drop; they stand under no folder of the tar's name.
      upload: { folder, files: [{ path: upload.packed ? '' : upload.filename, file: upload.file }] },
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { id };
}
