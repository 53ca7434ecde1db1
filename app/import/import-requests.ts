import type { z } from 'zod';
import { problemText } from '@/components/states/problem-text';
import { entitySetCreatedSchema, unjoinedListSchema, type EntitySetCreated } from '@/lib/api/schemas/entity-set';
import {
  createdSchema,
  importListSchema,
  previewSchema,
  type FilePreview,
  type ImportStatusReport,
} from '@/lib/api/schemas/import';

/** Bytes of a file that are shown to the server before anything is stored; more where they hold no whole record. */
const PREVIEW_BYTES = 2 * 1024 * 1024;
const LARGE_PREVIEW_BYTES = 8 * 1024 * 1024;
const BYTES = { 'content-type': 'application/octet-stream' };

/** A request that the server refused, in its own words. */
export class RefusedRequest extends Error {}

async function answerOf<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  if (!response.ok) throw new RefusedRequest(await problemText(response));
  return schema.parse(await response.json());
}

async function previewOf(path: string, file: File, bytes: number): Promise<FilePreview> {
  const query = new URLSearchParams({ filename: path, complete: String(file.size <= bytes) });
  const response = await fetch(`/api/v1/imports/preview?${query.toString()}`, {
    method: 'POST',
    headers: BYTES,
    body: file.slice(0, bytes),
  });
  return answerOf(response, previewSchema);
}

/** What an import would understand of the file, from its first bytes; nothing is stored. */
export async function requestPreview(path: string, file: File): Promise<FilePreview> {
  const preview = await previewOf(path, file, PREVIEW_BYTES);
  const sawNothing = preview.kind === 'rollouts' && preview.rolloutsRead === 0 && !preview.complete;
  return sawNothing ? previewOf(path, file, LARGE_PREVIEW_BYTES) : preview;
}

/** Sends a small file that stands beside a log, such as metadata.json. Returns the id under which the import names it. */
export async function sendCompanion(path: string, file: File): Promise<string> {
  const query = new URLSearchParams({ filename: path });
  const response = await fetch(`/api/v1/imports/companions?${query.toString()}`, {
    method: 'POST',
    headers: BYTES,
    body: file,
  });
  return (await answerOf(response, createdSchema)).id;
}

interface SendOptions {
  /** Called with the share of bytes sent, in [0, 1]. */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** Posts a file with progress, which fetch does not tell. Rejects with RefusedRequest or an AbortError. */
function sendFile(address: string, file: File, { onProgress, signal }: SendOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })));
    request.addEventListener('error', () => reject(new RefusedRequest('The connection to the server broke off.')));
    request.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

interface LogRequest {
  readonly path: string;
  readonly run: string;
  readonly format: string;
  readonly scoreThreshold: number;
  readonly companions: readonly string[];
}

/** Uploads a log; the answer is the id of the import that now waits or runs. */
export async function sendLog(file: File, wanted: LogRequest, options: SendOptions): Promise<string> {
  const query = new URLSearchParams({
    filename: wanted.path,
    format: wanted.format,
    scoreThreshold: String(wanted.scoreThreshold),
  });
  if (wanted.run.trim() !== '') query.set('run', wanted.run.trim());
  for (const id of wanted.companions) query.append('companion', id);
  const response = await sendFile(`/api/v1/imports?${query.toString()}`, file, options);
  return (await answerOf(response, createdSchema)).id;
}

/** Uploads gold entities; the answer says how they met the questions of the runs. */
export async function sendEntities(path: string, file: File, options: SendOptions): Promise<EntitySetCreated> {
  const query = new URLSearchParams({ filename: path });
  const response = await sendFile(`/api/v1/entity-sets?${query.toString()}`, file, options);
  return answerOf(response, entitySetCreatedSchema);
}

/** Questions of an entity set that no run asks at this moment. */
export async function requestUnjoinedCount(setId: string): Promise<number> {
  const response = await fetch(`/api/v1/entity-sets/${setId}/unjoined?limit=1`, { cache: 'no-store' });
  return (await answerOf(response, unjoinedListSchema)).total;
}

/** The newest imports. */
export async function requestImports(limit: number): Promise<readonly ImportStatusReport[]> {
  const response = await fetch(`/api/v1/imports?limit=${limit}`, { cache: 'no-store' });
  return (await answerOf(response, importListSchema)).items;
}

/** Asks for an import to be stopped; nothing of it stays. */
export async function requestCancel(id: string): Promise<void> {
  const response = await fetch(`/api/v1/imports/${id}`, { method: 'DELETE' });
  if (!response.ok) throw new RefusedRequest(await problemText(response));
}
