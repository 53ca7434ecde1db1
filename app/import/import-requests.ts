import type { z } from 'zod';
import { problemText } from '@/components/states/problem-text';
import { dropPreviewSchema, type DropPreview } from '@/lib/api/schemas/drop-preview';
import { entitySetCreatedSchema, unjoinedListSchema, type EntitySetCreated } from '@/lib/api/schemas/entity-set';
import { createdSchema, importListSchema, type ImportStatusReport } from '@/lib/api/schemas/import';
import { uploadListSchema, type UploadItem } from '@/lib/api/schemas/upload';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

/** A request that the server refused, in its own words. */
export class RefusedRequest extends Error {}

async function answerOf<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  if (!response.ok) throw new RefusedRequest(await problemText(response));
  return schema.parse(await response.json());
}

/** What an import would make of a drop; the body is made by `previewBody`. Nothing is stored. */
export async function requestPreview(body: Blob, signal: AbortSignal): Promise<DropPreview> {
  const headers = { 'content-type': 'application/x-tar' };
  const response = await fetch('/api/v1/imports/preview', { method: 'POST', headers, body, signal });
  return answerOf(response, dropPreviewSchema);
}

interface StartRequest {
  readonly uploadId: string;
  /** How the import is called in lists. */
  readonly name: string;
  readonly settings: ImportSettings;
}

/** Imports an upload that is complete; the answer is the id of the import. */
export async function startImport({ uploadId, name, settings }: StartRequest): Promise<string> {
  const response = await fetch('/api/v1/imports/start', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: { upload: uploadId }, name: name.slice(0, 500), settings }),
  });
  return (await answerOf(response, createdSchema)).id;
}

/** Uploads that no import has taken, newest first. */
export async function requestUploads(): Promise<readonly UploadItem[]> {
  const response = await fetch('/api/v1/uploads', { cache: 'no-store' });
  return (await answerOf(response, uploadListSchema)).items;
}

/** Removes an upload; one that is gone already is no failure. */
export async function discardUpload(id: string): Promise<void> {
  const headers = { 'tus-resumable': '1.0.0' };
  const response = await fetch(`/api/v1/uploads/${id}`, { method: 'DELETE', headers });
  if (!response.ok && response.status !== 404) throw new RefusedRequest(await problemText(response));
}

/** Stores gold entities; the answer says how they met the questions of the runs. */
export async function sendEntities(path: string, file: File, signal: AbortSignal): Promise<EntitySetCreated> {
  const query = new URLSearchParams({ filename: path });
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetch(`/api/v1/entity-sets?${query.toString()}`, {
    method: 'POST',
    headers,
    body: file,
    signal,
  });
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
