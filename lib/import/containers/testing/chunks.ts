import { ImportError } from '@/lib/import/import-error';

/** The bytes as a stream of chunks of one size; copies, so that a reader that writes to its chunks is found out. */
export async function* inChunks(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < bytes.length; position += chunkBytes) {
    yield Uint8Array.from(bytes.subarray(position, position + chunkBytes));
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await collect(chunks));
}

/** Code and message of the ImportError that something throws, as `code: message`; null where it throws none. */
export async function refusalOf(run: () => Promise<unknown>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (error instanceof ImportError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
