import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { chunksOf, type ByteSource } from '@/lib/import/containers/byte-source';
import { listTar } from '@/lib/import/containers/tar';
import { ImportError } from '@/lib/import/import-error';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { requireLocalToken } from '@/lib/api/local-token';
import { ApiError } from '@/lib/api/problem';
import {
  pathsPreviewSchema,
  PREVIEW_MANIFEST_NAME,
  previewManifestSchema,
  type DropPreview,
  type PreviewManifest,
} from '@/lib/api/schemas/drop-preview';
import { PREVIEWS, receiveFile } from '@/lib/api/uploads';
import { OpenFiles, wholeFile } from '@/lib/ingest/drop/disk-source';
import type { GivenFile } from '@/lib/ingest/drop/open-drop';
import { walkPaths } from '@/lib/ingest/drop/walk-paths';

import { previewDrop } from './preview-drop';

/** Most bytes of beginnings that a preview takes. */
export const LARGEST_PREVIEW_BYTES = 160 * 1024 * 1024;
const LARGEST_MANIFEST_BYTES = 64 * 1024 * 1024;
const LARGEST_PATHS_BYTES = 8 * 1024 * 1024;
const SLOWEST_PREVIEW_MS = 60_000;

/** What `POST /imports/preview` says beside the body: of one plain file its name. */
export interface PreviewQuery {
  readonly filename?: string | undefined;
  readonly complete: 'true' | 'false';
}

/**
 * Answers a preview: JSON that names paths of this machine; or the beginning of one file (`filename`); or a tar whose first
 * member is the manifest and whose others are the beginnings of the files it names.
 *
 * @throws ApiError local_token_required, invalid_body, payload_too_large, empty_upload, too_slow
 */
export async function answerPreview(request: Request, query: PreviewQuery): Promise<DropPreview> {
  const timeout = AbortSignal.timeout(SLOWEST_PREVIEW_MS);
  try {
    return await answerWithin(request, query, AbortSignal.any([request.signal, timeout]));
  } catch (error) {
    if (!timeout.aborted) throw error;
    throw new ApiError(
      'too_slow',
      `the files take longer than ${SLOWEST_PREVIEW_MS / 1000} seconds to look at; import them without a look`,
    );
  }
}

async function answerWithin(request: Request, query: PreviewQuery, signal: AbortSignal): Promise<DropPreview> {
  if (request.headers.get('content-type')?.startsWith('application/json') === true && query.filename === undefined) {
    requireLocalToken(request);
    const { paths, settings } = await readJsonBody(request, pathsPreviewSchema, LARGEST_PATHS_BYTES);
    const given = await walkPaths(paths);
    return previewDrop({ given, all: given.map(sized), settings }, signal);
  }
  const folder = `${PREVIEWS}${randomUUID()}`;
  const received = await receiveFile(request, folder, { filename: 'beginnings', largestBytes: LARGEST_PREVIEW_BYTES });
  try {
    return query.filename === undefined
      ? await previewBeginnings(received.file, signal)
      : await previewOneFile(received.file, { filename: query.filename, complete: query.complete }, signal);
  } finally {
    await rm(dirname(received.file), { recursive: true, force: true });
  }
}

function sized({ path, wholeBytes }: GivenFile): { readonly path: string; readonly bytes: number } {
  return { path, bytes: wholeBytes };
}

async function previewOneFile(
  file: string,
  query: { readonly filename: string; readonly complete: string },
  signal: AbortSignal,
): Promise<DropPreview> {
  const slice = await wholeFile(file);
  // How large a file is of which only the beginning came is not said; more than came is all that matters.
  const wholeBytes = query.complete === 'true' ? slice.end : slice.end + 1;
  const given: GivenFile = { path: query.filename, ...slice, wholeBytes };
  return previewDrop({ given: [given], all: [sized(given)], settings: {} }, signal);
}

async function previewBeginnings(file: string, signal: AbortSignal): Promise<DropPreview> {
  const open = new OpenFiles();
  try {
    const slice = await wholeFile(file);
    const { manifest, members } = await readBeginnings(open.source(slice));
    const sizes = new Map(manifest.files.map(({ path, bytes }) => [path, bytes]));
    const given = members.flatMap((member): GivenFile[] => {
      const wholeBytes = sizes.get(member.path);
      return wholeBytes === undefined ? [] : [{ ...member, file, wholeBytes }];
    });
    return await previewDrop({ given, all: manifest.files, settings: manifest.settings }, signal);
  } finally {
    await open.close();
  }
}

interface Member {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

async function readBeginnings(source: ByteSource): Promise<{ manifest: PreviewManifest; members: readonly Member[] }> {
  let manifest: PreviewManifest | null = null;
  const members: Member[] = [];
  try {
    for await (const member of listTar(source)) {
      if (member.kind === 'left_out') continue;
      if (manifest === null) manifest = await readManifest(source, member);
      else members.push({ path: member.path, start: member.start, end: member.end });
    }
  } catch (error) {
    if (error instanceof ImportError) throw new ApiError('invalid_body', error.message);
    throw error;
  }
  if (manifest === null) throw noManifest();
  return { manifest, members };
}

async function readManifest(source: ByteSource, { path, start, end }: Member): Promise<PreviewManifest> {
  if (path !== PREVIEW_MANIFEST_NAME || end - start > LARGEST_MANIFEST_BYTES) throw noManifest();
  const parts: Uint8Array[] = [];
  const slice = {
    size: end - start,
    read: (from: number, to: number) => source.read(start + from, Math.min(end, start + to)),
  };
  for await (const part of chunksOf(slice)) parts.push(part);
  const parsed = previewManifestSchema.safeParse(parsedJson(Buffer.concat(parts).toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiError('invalid_body', issue?.message ?? 'the manifest does not fit its schema', {
    parameter: issue?.path.join('.') ?? '',
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('invalid_body', `${PREVIEW_MANIFEST_NAME} is not JSON`);
  }
}

function noManifest(): ApiError {
  return new ApiError(
    'invalid_body',
    `the body is a tar whose first member is ${PREVIEW_MANIFEST_NAME}, or a file named by "filename"`,
  );
}
