import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { environment } from '@/lib/env/environment';
import { SPOOL_PREFIX } from '@/lib/ingest/drop/spool';

import { ApiError } from './problem';

/** Folders of uploads that never became an import are removed after this long. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const PARTIAL = 'partial-';
/** Folder of a set of gold entities while it is read. */
export const ENTITIES = 'entities-';
/** Folder of what a preview receives and unpacks, removed when it is answered. */
export const PREVIEWS = 'preview-';
const PASSING = [PARTIAL, ENTITIES, PREVIEWS, SPOOL_PREFIX] as const;
const LONGEST_NAME_BYTES = 200;

/** A file received in full. */
export interface ReceivedFile {
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, hex. */
  readonly contentHash: string;
}

export function uploadsFolder(): string {
  return join(environment().dataFolder, 'uploads');
}

/**
 * The name under which a file lies on disk: the last part of its path without control characters, cut to what file
 * systems take. Only the name; the path as given stays with the import.
 */
export function nameOnDisk(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{Cc}/gu, '');
  const name = clean === '' || clean === '.' || clean === '..' ? 'upload' : clean;
  return Buffer.byteLength(name) <= LONGEST_NAME_BYTES ? name : `upload-${name.slice(-40)}`;
}

/** Says how many bytes the client promised, where it did. */
function promisedBytes(request: Request): number | null {
  const header = request.headers.get('content-length');
  return header === null || !/^\d+$/.test(header) ? null : Number(header);
}

/**
 * Writes a request's body to a file, a chunk at a time: the next chunk is taken when the last one is written, so memory
 * stays flat and the client is slowed down to the speed of the disk.
 */
async function writeBody(request: Request, file: string, largestBytes: number): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(file, 'wx');
  try {
    const reader = request.body?.getReader();
    while (reader !== undefined) {
      const { done, value } = await reader.read().catch(() => {
        throw new ApiError('upload_aborted', `the upload ended after ${bytes} bytes`);
      });
      if (done) break;
      bytes += value.byteLength;
      if (bytes > largestBytes) {
        await reader.cancel();
        throw new ApiError('payload_too_large', `the file is larger than ${largestBytes} bytes`);
      }
      hash.update(value);
      await handle.writeFile(value);
    }
  } finally {
    await handle.close();
  }
  return { file, bytes, contentHash: hash.digest('hex') };
}

function checkComplete(request: Request, { bytes }: ReceivedFile): void {
  const promised = promisedBytes(request);
  if (request.signal.aborted || (promised !== null && promised !== bytes)) {
    const expected = promised === null ? 'before its end' : `of ${promised}`;
    throw new ApiError('upload_aborted', `the upload ended after ${bytes} bytes ${expected}`);
  }
  if (bytes === 0) throw new ApiError('empty_upload', 'the file has no bytes');
}

/**
 * Receives a request's body into `<uploads>/<folder>/<name>`. Until it is complete it lies in a folder of another name;
 * where it fails (the client goes away, the disk is full) nothing of it stays.
 *
 * @throws ApiError upload_aborted, empty_upload, payload_too_large; ENOSPC of the system becomes `disk_full`
 */
export async function receiveFile(
  request: Request,
  folder: string,
  options: { readonly filename: string; readonly largestBytes?: number },
): Promise<ReceivedFile> {
  const uploads = uploadsFolder();
  const partial = join(uploads, `${PARTIAL}${randomUUID()}`);
  const name = nameOnDisk(options.filename);
  await mkdir(partial, { recursive: true });
  try {
    const received = await writeBody(request, join(partial, name), options.largestBytes ?? Number.MAX_SAFE_INTEGER);
    checkComplete(request, received);
    await rename(partial, join(uploads, folder));
    return { ...received, file: join(uploads, folder, name) };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what is left of uploads that broke off with the server, and of previews and imports that were never cleaned up. */
export async function removeAbandonedUploads(now: number = Date.now()): Promise<void> {
  const uploads = uploadsFolder();
  const names = await readdir(uploads).catch(() => []);
  for (const name of names.filter((candidate) => PASSING.some((prefix) => candidate.startsWith(prefix)))) {
    const folder = join(uploads, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
}
