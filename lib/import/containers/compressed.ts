import { pipeline, Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import { ImportError } from '@/lib/import/import-error';
import { checkExpansion, DEFAULT_ARCHIVE_LIMITS } from './limits';
import type { ArchiveLimits } from './limits';

export type CompressionKind = 'gzip' | 'zstd';

export interface ExpandOptions extends Partial<ArchiveLimits> {
  /** False where only the beginning of the file is at hand: that it ends early is then no error. True if left out. */
  readonly complete?: boolean;
  /** Names the file in messages; "The file" if left out. */
  readonly what?: string;
}

interface Progress {
  packedBytes: number;
}

/**
 * What a gzip or zstd stream holds, its members (frames) one after the other. Memory: a few chunks.
 * Throws ImportError: `archive_too_large` past the limits, `archive_damaged` where the stream is broken or ends early.
 */
export async function* expand(
  kind: CompressionKind,
  chunks: AsyncIterable<Uint8Array>,
  options: ExpandOptions = {},
): AsyncGenerator<Uint8Array> {
  const limits = { ...DEFAULT_ARCHIVE_LIMITS, ...options };
  const what = options.what ?? 'The file';
  const complete = options.complete ?? true;
  const progress: Progress = { packedBytes: 0 };
  const counted = countBytes(chunks, progress);
  const expanded = kind === 'gzip' ? gunzip(counted, complete) : expandZstdFrames(counted, complete);
  let expandedBytes = 0;
  try {
    for await (const chunk of expanded) {
      expandedBytes += chunk.length;
      checkExpansion(what, expandedBytes, progress.packedBytes, limits);
      yield chunk;
    }
  } catch (error) {
    // Damage behind the beginning is for the reading of the whole file to report.
    if (!complete && zlibCode(error) !== null && expandedBytes > 0) return;
    throw damageError(what, error);
  }
}

async function* countBytes(chunks: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    progress.packedBytes += chunk.length;
    yield chunk;
  }
}

function gunzip(chunks: AsyncIterable<Uint8Array>, complete: boolean): AsyncGenerator<Uint8Array> {
  return through(chunks, createGunzip(complete ? {} : { finishFlush: constants.Z_SYNC_FLUSH }));
}

/** Runs bytes through a transform; an error on either side ends both and is thrown here. */
export async function* through(chunks: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  const input = Readable.from(chunks, { objectMode: true, highWaterMark: 1 });
  pipeline(input, transform, () => {
    // The loop below sees the error: pipeline destroys the transform with it.
  });
  try {
    for await (const chunk of transform) yield chunk;
  } finally {
    transform.destroy();
    input.destroy();
  }
}

/**
 * Frames of zstd in a row. Node's stream stops at the end of a frame where the next begins in the same chunk, and drops
 * the rest without an error, so what it did not take is handed to a new one.
 */
export async function* expandZstdFrames(
  chunks: AsyncIterable<Uint8Array>,
  complete: boolean,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array | null = null;
  try {
    do {
      const transform = createZstdDecompress(complete ? {} : { finishFlush: constants.ZSTD_e_flush });
      const feeding = feedFrame(transform, rest, source);
      // The loop sees the error: it ends the transform.
      feeding.catch((error: unknown) => transform.destroy(error instanceof Error ? error : new Error(String(error))));
      yield* outputOf(transform);
      rest = await feeding;
    } while (rest !== null);
  } finally {
    await source.return?.();
  }
}

async function* outputOf(transform: Transform): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of transform) yield chunk;
  } finally {
    transform.destroy();
  }
}

/** Writes chunks until the stream takes no more or they end; gives what it did not take, null where the chunks ended. */
async function feedFrame(
  transform: ReturnType<typeof createZstdDecompress>,
  first: Uint8Array | null,
  source: AsyncIterator<Uint8Array>,
): Promise<Uint8Array | null> {
  const closed = new Promise<void>((resolve) => transform.once('close', resolve));
  let fedBytes = 0;
  let chunk = first ?? (await nextChunk(source));
  while (chunk !== null && !transform.destroyed) {
    const written = chunk;
    fedBytes += written.length;
    await Promise.race([closed, new Promise((resolve) => transform.write(written, resolve))]);
    const unusedBytes = fedBytes - transform.bytesWritten;
    if (unusedBytes > 0) return transform.bytesWritten === 0 ? null : written.subarray(written.length - unusedBytes);
    chunk = await nextChunk(source);
  }
  transform.end();
  return null;
}

async function nextChunk(source: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const result = await source.next();
  return result.done === true ? null : result.value;
}

/** zlib's complaint about the bytes as an ImportError; every other error (reading, cancelling) passes as it is. */
export function damageError(what: string, error: unknown): unknown {
  const code = zlibCode(error);
  if (code === null) return error;
  const facts =
    code === 'Z_BUF_ERROR'
      ? 'it ends before its last byte, as an upload or a copy that was broken off does'
      : `its compressed bytes do not make sense (${code})`;
  return new ImportError('archive_damaged', `${what} is damaged: ${facts}.`);
}

function zlibCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code.startsWith('ZSTD_') ? code : null;
}
