import { zstdDecompressSync } from 'node:zlib';

/** Where the size is not told. */
const USUAL_BYTES = 1 << 18;
const LEAST_CHUNK_BYTES = 64;
const DESCRIPTOR_AT = 4;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

/**
 * Unpacks a zstd frame into one buffer of its size. Left to itself, zlib takes buffers of one size, whatever it unpacks:
 * many small ones that are joined, or a large one of which a part is used. Either makes work for the collector of
 * garbage, which counts these bytes.
 *
 * @throws Error where the bytes are no zstd frame
 */
export function unpackZstd(frame: Uint8Array): Buffer {
  const size = zstdContentBytes(frame) ?? USUAL_BYTES;
  // One byte more than needed tells zlib that it is done; without it, it takes another buffer to find out.
  return zstdDecompressSync(frame, { chunkSize: Math.max(size + 1, LEAST_CHUNK_BYTES) });
}

/**
 * The size of what a zstd frame holds, as its header tells it; null where it does not.
 * Source: RFC 8878, section 3.1.1.1.
 *
 * @returns bytes
 */
export function zstdContentBytes(frame: Uint8Array): number | null {
  const descriptor = frame[DESCRIPTOR_AT];
  if (descriptor === undefined) return null;
  const isSingleSegment = (descriptor & 0b10_0000) !== 0;
  const dictionaryIdBytes = DICTIONARY_ID_BYTES[descriptor & 0b11] ?? 0;
  const at = DESCRIPTOR_AT + 1 + (isSingleSegment ? 0 : 1) + dictionaryIdBytes;
  const sizeClass = descriptor >> 6;
  const sizeBytes = sizeClass === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeClass;
  if (sizeBytes === 0 || frame.length < at + sizeBytes) return null;
  const view = new DataView(frame.buffer, frame.byteOffset + at, sizeBytes);
  if (sizeBytes === 1) return view.getUint8(0);
  if (sizeBytes === 2) return view.getUint16(0, true) + 256;
  if (sizeBytes === 4) return view.getUint32(0, true);
  return Number(view.getBigUint64(0, true));
}
