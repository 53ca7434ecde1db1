import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';

/** The packings a page may have: hyparquet's, with gzip and zstd done by zlib, several times faster than JavaScript. */
export const PARQUET_COMPRESSORS: typeof compressors = {
  ...compressors,
  GZIP: (input, outputBytes) => gunzipSync(input, { maxOutputLength: Math.max(1, outputBytes) }),
  ZSTD: (input, outputBytes) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, outputBytes) }),
};

export function isReadableCodec(codec: string): boolean {
  return codec === 'UNCOMPRESSED' || Object.hasOwn(PARQUET_COMPRESSORS, codec);
}
