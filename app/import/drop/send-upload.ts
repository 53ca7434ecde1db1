import { DetailedError, Upload } from 'tus-js-client';

import { RefusedRequest } from '@/app/import/import-requests';

import type { DropBody } from './drop-identity';

const CHUNK_BYTES = 16 * 2 ** 20;
/** After the last of these the upload stops, and can be gone on with by hand. */
const RETRY_DELAYS_MS = [0, 500, 2000, 5000, 10_000, 20_000];
const PATH = '/api/v1/uploads';
const DISK_FULL = 507;

export interface SendOptions {
  readonly fingerprint: string;
  /** An upload to go on with; null begins one. */
  readonly uploadId: string | null;
  /** Called as soon as the upload has an id. */
  readonly onId: (id: string) => void;
  /** Bytes the server has or is being sent, of all. */
  readonly onProgress: (sent: number, total: number) => void;
  readonly signal: AbortSignal;
}

function idOf(address: string | null): string | null {
  return address?.split('/').at(-1) ?? null;
}

function detailIn(body: string): string | null {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem !== 'object' || problem === null || !('detail' in problem)) return null;
    return typeof problem.detail === 'string' ? problem.detail : null;
  } catch {
    return null;
  }
}

function refusalOf(error: Error): RefusedRequest {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null) {
    return new RefusedRequest('The connection to the server broke off. What was sent is kept: go on when it is back.');
  }
  return new RefusedRequest(detailIn(response.getBody()) ?? `The server answered ${response.getStatus()}.`);
}

function isWorthATry(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status !== DISK_FULL && (status < 400 || status >= 500 || status === 409 || status === 423);
}

/**
 * Sends a drop, from where an earlier attempt stopped. What was sent stays on the server when this is aborted.
 *
 * @returns the id of the upload, complete
 * @throws RefusedRequest with the server's words; the signal's reason where it is aborted
 */
export function sendUpload({ blob, filename, packed }: DropBody, options: SendOptions): Promise<string> {
  const { signal, uploadId } = options;
  const endpoint = new URL(PATH, location.href).href;
  return new Promise((resolve, reject) => {
    const upload = new Upload(blob, {
      endpoint,
      uploadUrl: uploadId === null ? null : `${endpoint}/${uploadId}`,
      metadata: { filename, fingerprint: options.fingerprint, ...(packed ? { packed: 'true' } : {}) },
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      // The server lists what is unfinished; this browser need not remember addresses.
      storeFingerprintForResuming: false,
      onShouldRetry: isWorthATry,
      onUploadUrlAvailable: () => {
        const id = idOf(upload.url);
        if (id !== null) options.onId(id);
      },
      onProgress: options.onProgress,
      onSuccess: () => resolve(idOf(upload.url) ?? ''),
      onError: (error) => reject(refusalOf(error)),
    });
    signal.addEventListener('abort', () => {
      upload.abort().then(
        () => reject(signal.reason),
        () => reject(signal.reason),
      );
    });
    if (signal.aborted) reject(signal.reason);
    else upload.start();
  });
}
