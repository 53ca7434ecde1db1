import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

import { IngestError } from '@/lib/ingest/ingest-error';

import type { DiskSlice } from './disk-source';

/** Folder of an import's spool among the uploads, before the import's id. */
export const SPOOL_PREFIX = 'spool-';
/** Space that is left to the database and everybody else. */
const KEPT_FREE_BYTES = 1 << 30;
const BYTES_BETWEEN_LOOKS = 256 << 20;

/**
 * One file on disk to which whatever must be rewritten before it can be read in blocks is appended: members of archives,
 * records of containers that are not one record a line. Removed by `close`.
 */
export class Spool {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  #stream: WriteStream | null = null;
  #failure: Error | null = null;
  #bytes = 0;
  #lookAt = 0;

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  get #file(): string {
    return join(this.#folder, 'spool');
  }

  /** Bytes written so far: where the next one will lie. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Appends chunks; answers where they lie. They can be read once `settle` has answered.
   * @throws IngestError disk_full; the signal's reason where it was aborted; what the chunks throw
   */
  async append(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<DiskSlice> {
    const start = this.#bytes;
    for await (const chunk of chunks) await this.write(chunk);
    return this.sliceFrom(start);
  }

  /** Appends one chunk, which must not change until `settle`. */
  async write(chunk: Uint8Array): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#bytes >= this.#lookAt) await this.#checkSpace();
    const stream = await this.#open();
    this.#bytes += chunk.length;
    if (!stream.write(chunk)) await drained(stream);
    if (this.#failure !== null) throw this.#failure;
  }

  sliceFrom(start: number): DiskSlice {
    return { file: this.#file, start, end: this.#bytes };
  }

  /** Waits until everything appended is in the file. */
  async settle(): Promise<void> {
    const stream = this.#stream;
    if (stream === null || stream.writableLength === 0) return;
    await new Promise<void>((resolve, reject) => {
      stream.write(Buffer.alloc(0), (error) => (error ? reject(error) : resolve()));
    });
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    this.#stream = null;
    if (stream !== null) {
      stream.destroy();
      await finished(stream).catch(() => undefined);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #open(): Promise<WriteStream> {
    if (this.#stream !== null) return this.#stream;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const stream = createWriteStream(this.#file, { flags: 'w', mode: 0o600, highWaterMark: 4 << 20 });
    stream.on('error', (error) => {
      this.#failure = error;
    });
    this.#stream = stream;
    return stream;
  }

  async #checkSpace(): Promise<void> {
    this.#lookAt = this.#bytes + BYTES_BETWEEN_LOOKS;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize >= KEPT_FREE_BYTES + BYTES_BETWEEN_LOOKS) return;
    throw new IngestError(
      'disk_full',
      `The files need more space while they are read than the disk has: ${this.#bytes} bytes are unpacked, and less than ${KEPT_FREE_BYTES} would stay free.`,
    );
  }
}

/** Waits until the stream takes more, or takes nothing any more. */
async function drained(stream: WriteStream): Promise<void> {
  const either = new AbortController();
  const { signal } = either;
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]);
  } finally {
    either.abort();
  }
}
