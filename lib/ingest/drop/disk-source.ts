import { open, stat, type FileHandle } from 'node:fs/promises';

import type { ByteSource } from '@/lib/import/containers/byte-source';

/** Part of a file on disk. */
export interface DiskSlice {
  /** Absolute path. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The files of a drop, kept open as long as they are read; a few hundred at a time. Close it at the end. */
export class OpenFiles {
  readonly #handles = new Map<string, Promise<FileHandle>>();

  /** The bytes of a slice. */
  source({ file, start, end }: DiskSlice): ByteSource {
    const size = end - start;
    return {
      size,
      read: async (from, to) => {
        const first = Math.min(Math.max(0, from), size);
        const last = Math.min(Math.max(first, to), size);
        if (last === first) return new Uint8Array(0);
        const handle = await this.#handle(file);
        return readFully(handle, start + first, last - first);
      },
    };
  }

  async close(): Promise<void> {
    const handles = [...this.#handles.values()];
    this.#handles.clear();
    await Promise.all(handles.map(async (handle) => (await handle).close()));
  }

  #handle(file: string): Promise<FileHandle> {
    const known = this.#handles.get(file);
    if (known !== undefined) return known;
    if (this.#handles.size >= MOST_OPEN) this.#closeOldest();
    const handle = open(file, 'r');
    this.#handles.set(file, handle);
    return handle;
  }

  #closeOldest(): void {
    const [oldest] = this.#handles;
    if (oldest === undefined) return;
    this.#handles.delete(oldest[0]);
    // A read under way holds the handle until it is done; Node closes it after that.
    oldest[1].then((handle) => handle.close()).catch(() => undefined);
  }
}

const MOST_OPEN = 256;

/** The whole of a file on disk. */
export async function wholeFile(file: string): Promise<DiskSlice> {
  return { file, start: 0, end: (await stat(file)).size };
}

async function readFully(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
