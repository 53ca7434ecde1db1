import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { FileConfigstore, FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { z } from 'zod';

import { problemResponse } from './http/api-route';
import { toApiError } from './http/to-api-error';
import { ApiError, type ProblemCode } from './problem';
import { uploadMetadataSchema, type UploadItem, type UploadMetadata } from './schemas/upload';
import { nameOnDisk, uploadsFolder } from './uploads';

/** Below the folder of uploads; ids are random, so that nobody guesses the place of another's upload. */
const FOLDER = 'tus-incoming';
const PATH = '/api/v1/uploads';
const HOUR_MS = 60 * 60 * 1000;
/** An upload that stopped can be gone on with for this long; one that is complete waits this long for its import. */
const UNFINISHED_KEPT_MS = 7 * 24 * HOUR_MS;
const FINISHED_KEPT_MS = 24 * HOUR_MS;

/** An upload that is complete. */
export interface OpenedUpload {
  /** Absolute path. */
  readonly file: string;
  /** As the client named it. */
  readonly filename: string;
  readonly bytes: number;
  /** True where the bytes are a tar that the client made of several files: its members are the files of the drop. */
  readonly packed: boolean;
}

/** How the tus server is told a status and a body; the body begins with our code, which `asProblem` reads again. */
class Refusal extends Error {
  readonly status_code: number;
  readonly body: string;

  constructor(error: ApiError) {
    super(error.message);
    this.status_code = error.status;
    this.body = `${error.code}: ${error.message}`;
  }
}

/** The file store of tus, except that it says when the disk is full. */
class DiskStore extends FileStore {
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const target = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable, target);
    } catch (error) {
      const known = toApiError(error);
      throw known.code === 'disk_full' ? new Refusal(known) : error;
    }
    return offset + target.bytesWritten;
  }
}

function incomingFolder(): string {
  return join(uploadsFolder(), FOLDER);
}

function readMetadata(metadata: unknown): UploadMetadata {
  const parsed = uploadMetadataSchema.safeParse(metadata ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiError('invalid_upload', `Upload-Metadata, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Refuses an upload that cannot end well before its first byte. @throws Refusal */
async function checkNewUpload(size: number | undefined, metadata: unknown): Promise<void> {
  try {
    readMetadata(metadata);
    if (size === undefined) throw new ApiError('invalid_upload', 'Upload-Length is needed');
    if (size === 0) throw new ApiError('empty_upload', 'the file has no bytes');
    const { bavail, bsize } = await statfs(incomingFolder());
    if (bavail * bsize >= size) return;
    throw new ApiError('disk_full', `the disk of the server has room for ${bavail * bsize} bytes, not for ${size}`);
  } catch (error) {
    throw new Refusal(toApiError(error));
  }
}

interface Tus {
  readonly folder: string;
  readonly store: FileStore;
  readonly server: Server;
}

let made: Promise<Tus> | null = null;

async function makeTus(folder: string): Promise<Tus> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const store = new DiskStore({ directory: folder, configstore: new FileConfigstore(folder) });
  const server = new Server({
    path: PATH,
    datastore: store,
    relativeLocation: true,
    // No page of another site may read an answer.
    allowedOrigins: () => false,
    namingFunction: () => randomUUID(),
    onUploadCreate: async (_request, { size, metadata }) => {
      await checkNewUpload(size, metadata);
      return {};
    },
  });
  return { folder, store, server };
}

async function tus(): Promise<Tus> {
  const folder = incomingFolder();
  const current = await made;
  if (current !== null && current.folder === folder) return current;
  made = makeTus(folder);
  return made;
}

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'upload_not_found',
  409: 'upload_conflict',
  410: 'upload_not_found',
  413: 'payload_too_large',
  423: 'upload_busy',
  500: 'internal',
};
const OWN_CODES = ['invalid_upload', 'empty_upload', 'disk_full', 'internal'] as const satisfies readonly ProblemCode[];

function readRefusal(status: number, said: string): ApiError {
  const own = OWN_CODES.find((code) => said.startsWith(`${code}: `));
  if (own !== undefined) return new ApiError(own, said.slice(own.length + 2));
  return new ApiError(CODE_OF_STATUS[status] ?? 'invalid_upload', said === '' ? 'the upload cannot be written' : said);
}

/** A refusal of the tus server as a problem document, its protocol headers kept. */
async function asProblem(response: Response, method: string): Promise<Response> {
  const problem = problemResponse(readRefusal(response.status, (await response.text()).trim()));
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  for (const [name, value] of problem.headers) headers.set(name, value);
  return new Response(method === 'HEAD' ? null : problem.body, { status: problem.status, headers });
}

/**
 * Answers a request of the tus protocol 1.0 (POST, HEAD, PATCH, DELETE, OPTIONS). Bodies go to the disk a chunk at a time;
 * what came before a connection broke is kept.
 */
export async function handleTus(request: Request): Promise<Response> {
  try {
    if (request.method === 'POST') await removeOldUploads();
    const { server } = await tus();
    const response = await server.handleWeb(request);
    return response.status < 400 ? response : await asProblem(response, request.method);
  } catch (error) {
    return problemResponse(error);
  }
}

interface FoundUpload {
  readonly file: string;
  readonly metadata: UploadMetadata;
  readonly bytes: number;
  readonly offset: number;
  readonly createdAt: string;
}

async function findUpload(id: string): Promise<FoundUpload> {
  const { folder, store } = await tus();
  const upload = z.uuid().safeParse(id).success ? await store.getUpload(id).catch(() => null) : null;
  if (upload === null) throw new ApiError('upload_not_found', `there is no upload ${id}`);
  return {
    file: join(folder, id),
    metadata: readMetadata(upload.metadata),
    bytes: upload.size ?? 0,
    offset: upload.offset,
    createdAt: upload.creation_date ?? new Date(0).toISOString(),
  };
}

/**
 * An upload whose every byte is here.
 *
 * @throws ApiError upload_not_found, upload_incomplete
 */
export async function openUpload(id: string): Promise<OpenedUpload> {
  const { file, metadata, bytes, offset } = await findUpload(id);
  if (offset !== bytes) throw new ApiError('upload_incomplete', `${offset} of ${bytes} bytes of the upload are here`);
  return { file, bytes, filename: metadata.filename, packed: metadata.packed };
}

/**
 * Moves a complete upload into a folder, which is made where need be; the upload is then no longer known by its id.
 *
 * @throws ApiError upload_not_found, upload_incomplete
 */
export async function takeUpload(id: string, targetFolder: string): Promise<OpenedUpload> {
  const upload = await openUpload(id);
  const file = join(targetFolder, nameOnDisk(upload.filename));
  await mkdir(targetFolder, { recursive: true });
  await rename(upload.file, file);
  await rm(`${upload.file}.json`, { force: true });
  return { ...upload, file };
}

async function knownIds(): Promise<readonly string[]> {
  const { store } = await tus();
  return (await store.configstore.list?.()) ?? [];
}

/** Uploads that no import has taken, newest first: unfinished ones, and complete ones whose import was not started. */
export async function listUnfinishedUploads(): Promise<{ readonly items: readonly UploadItem[] }> {
  await removeOldUploads();
  const found = await Promise.all(
    (await knownIds()).map(async (id) => {
      const upload = await findUpload(id).catch(() => null);
      if (upload === null) return [];
      const { metadata, bytes, offset, createdAt } = upload;
      return [{ id, ...metadata, bytes, offset, createdAt }];
    }),
  );
  const items = found.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { items };
}

/** Removes uploads that nobody went on with for a week, and complete ones that nobody imported for a day. */
export async function removeOldUploads(now: number = Date.now()): Promise<void> {
  for (const id of await knownIds()) {
    const upload = await findUpload(id).catch(() => null);
    if (upload === null) continue;
    const { mtimeMs } = await stat(upload.file).catch(() => ({ mtimeMs: now }));
    const keptMs = upload.offset === upload.bytes ? FINISHED_KEPT_MS : UNFINISHED_KEPT_MS;
    if (now - mtimeMs <= keptMs) continue;
    await rm(upload.file, { force: true });
    await rm(`${upload.file}.json`, { force: true });
  }
}
