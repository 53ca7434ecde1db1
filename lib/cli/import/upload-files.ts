import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';

import { uploadListSchema } from '@/lib/api/schemas/upload';

import { askApi, ApiFailure } from './api-client';
import { CommandFailure, EXIT_CODES } from './command-failure';
import { packedFiles, readParts, totalLength, type ContentPart } from './content-parts';
import type { FoundServer } from './find-server';
import type { LocalFile } from './list-files';
import { oneLine } from './terminal-text';

const RETRY_DELAYS_MS = [500, 1000, 3000, 5000, 10_000];
const LONGEST_NAME = 500;

export interface UploadRequest {
  readonly server: FoundServer;
  readonly files: readonly LocalFile[];
  /** What an upload of several files is called in lists. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Knows files again: the same files, unchanged, have the same fingerprint, by which an upload that broke off is found.
 *
 * @returns 64 hex digits with a prefix
 */
export function fingerprintOf(files: readonly LocalFile[]): string {
  const hash = createHash('sha256');
  for (const { file, path, bytes, modifiedMs } of files) hash.update(JSON.stringify([file, path, bytes, modifiedMs]));
  return `cli-${hash.digest('hex')}`;
}

/** One file goes as it is, several as one tar made while it is sent. */
export function uploadParts(files: readonly LocalFile[]): readonly ContentPart[] {
  const [only] = files;
  if (only !== undefined && files.length === 1) return [{ kind: 'file', file: only.file, length: only.bytes }];
  return packedFiles(files);
}

/**
 * Sends files by tus; goes on where an earlier try stopped.
 *
 * @returns id of the upload, complete
 * @throws CommandFailure; the signal's reason: then what was sent stays and the next try goes on from there
 */
export async function uploadFiles(request: UploadRequest): Promise<string> {
  const { server, files, signal } = request;
  const parts = uploadParts(files);
  const fingerprint = fingerprintOf(files);
  const known = await findEarlier(server, fingerprint, totalLength(parts), signal);
  const address = await sendParts(request, { parts, fingerprint, known });
  const id = new URL(address, server.address).pathname.split('/').at(-1) ?? '';
  return id;
}

async function findEarlier(
  server: FoundServer,
  fingerprint: string,
  bytes: number,
  signal: AbortSignal,
): Promise<string | null> {
  const { items } = await askApi(server, { method: 'GET', path: '/uploads', signal }, uploadListSchema);
  const earlier = items.find((item) => item.fingerprint === fingerprint && item.bytes === bytes);
  return earlier === undefined ? null : `${server.address}/api/v1/uploads/${earlier.id}`;
}

interface Sending {
  readonly parts: readonly ContentPart[];
  readonly fingerprint: string;
  /** Address of an upload that broke off; null: begin anew. */
  readonly known: string | null;
}

function sendParts(request: UploadRequest, { parts, fingerprint, known }: Sending): Promise<string> {
  const { server, files, name, signal, onProgress } = request;
  const size = totalLength(parts);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // A file alone keeps its path: what it is called may tell what it holds.
  const [only] = files;
  const filename = only !== undefined && files.length === 1 ? only.path : name;
  const metadata = { filename: filename.slice(0, LONGEST_NAME), fingerprint };
  // The source stands for the file: tus asks it for the bytes from where the server is.
  const upload = new Upload(Buffer.alloc(0), {
    endpoint: `${server.address}/api/v1/uploads`,
    uploadUrl: known,
    uploadSize: size,
    metadata: files.length === 1 ? metadata : { ...metadata, packed: 'true' },
    fingerprint: async () => '',
    storeFingerprintForResuming: false,
    retryDelays: RETRY_DELAYS_MS,
    onShouldRetry: (error) => isPassing(error.originalResponse?.getStatus() ?? null),
    fileReader: {
      openFile: async () => ({ size, slice: async (start, end) => slice(start, end), close: () => undefined }),
    },
    onProgress: (done) => onProgress(done, size),
    onError: (error) => reject(uploadFailure(error)),
    onSuccess: () => resolve(upload.url ?? ''),
  });
  function slice(start: number, end: number) {
    const last = Math.min(end, size);
    const stream = Readable.from(readParts(parts, start, last), { objectMode: false });
    stream.on('error', (error) => stop(error));
    // Tus takes the length of a body from its `size`.
    return { value: Object.assign(stream, { size: last - start }), done: end >= size };
  }
  function stop(reason: unknown): void {
    upload.abort().catch(() => undefined);
    reject(reason);
  }
  const onAbort = () => stop(signal.reason);
  signal.addEventListener('abort', onAbort);
  upload.start();
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}

/** Whether another try may help: the network, a busy upload, a server that starts again; not a refusal or a full disk. */
function isPassing(status: number | null): boolean {
  if (status === null || status === 409 || status === 423) return true;
  return status >= 500 && status !== 507;
}

/** What the server said where it said something, else what the network did. */
function uploadFailure(error: Error): CommandFailure {
  const said = 'originalResponse' in error ? bodyOf(error.originalResponse) : null;
  const problem = said === null ? null : parseProblem(said);
  if (problem !== null) return new ApiFailure(problem.code, problem.detail);
  return new CommandFailure(
    EXIT_CODES.failed,
    `The upload broke off: ${oneLine(error.message, 300)}\nRun the same command again: it goes on where it stopped.`,
  );
}

function bodyOf(response: unknown): string | null {
  if (typeof response !== 'object' || response === null || !('getBody' in response)) return null;
  const { getBody } = response;
  const body: unknown = typeof getBody === 'function' ? getBody.call(response) : null;
  return typeof body === 'string' ? body : null;
}

function parseProblem(text: string): { readonly code: string; readonly detail: string } | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('code' in value) || !('detail' in value)) return null;
    return { code: String(value.code), detail: String(value.detail) };
  } catch {
    return null;
  }
}
