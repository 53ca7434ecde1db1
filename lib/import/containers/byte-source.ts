/** Bytes that can be read anywhere: a file, a part of one, or memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` to before `end`; fewer only where the source ends first. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes at hand as a source; what it reads are views, nothing is copied. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(Math.max(0, start), Math.max(0, end))),
  };
}

/** The bytes from `start` to before `end` of another source, as a source that begins at 0. */
export function sliceOf(source: ByteSource, start: number, end: number): ByteSource {
  const from = Math.min(Math.max(0, start), source.size);
  const to = Math.min(Math.max(from, end), source.size);
  return {
    size: to - from,
    read: (first, last) => {
      const readFrom = Math.min(from + Math.max(0, first), to);
      return source.read(readFrom, Math.max(readFrom, Math.min(from + last, to)));
    },
  };
}

/** The whole source in order, in chunks of `chunkBytes` (the last one shorter). Memory: one chunk. */
export async function* chunksOf(source: ByteSource, chunkBytes: number = 1 << 20): AsyncGenerator<Uint8Array> {
  if (chunkBytes < 1) throw new RangeError(`chunkBytes is ${chunkBytes}; expected at least 1`);
  let position = 0;
  while (position < source.size) {
    const chunk = await source.read(position, position + chunkBytes);
    if (chunk.length === 0) return;
    position += chunk.length;
    yield chunk;
  }
}

/**
 * The same source for many small reads close to each other: one window of `windowBytes` is held and read from.
 * A longer read goes to the source itself.
 */
export function windowedSource(source: ByteSource, windowBytes: number = 1 << 18): ByteSource {
  let windowStart = 0;
  let window: Uint8Array = new Uint8Array(0);
  return {
    size: source.size,
    read: async (start, end) => {
      if (end - start > windowBytes) return source.read(start, end);
      const last = Math.min(end, source.size);
      if (start < windowStart || last > windowStart + window.length) {
        window = await source.read(start, Math.min(start + windowBytes, source.size));
        windowStart = start;
      }
      return window.subarray(start - windowStart, Math.max(start, last) - windowStart);
    },
  };
}
