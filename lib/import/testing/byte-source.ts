import { HEAD_BYTES, type FileHead } from '@/lib/import/probe/read-probe';

/** The head of a file as detection reads it. */
export function headOf(path: string, bytes: Uint8Array, headBytes = HEAD_BYTES): FileHead {
  return { path, bytes: bytes.subarray(0, headBytes), complete: bytes.length <= headBytes };
}

/** Bytes in chunks of a size, as a file or a request would bring them. */
export async function* inChunks(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.slice(start, start + chunkBytes);
}
