import { createHash } from 'node:crypto';

import type { ByteSource } from '@/lib/import/containers/byte-source';

/** Bytes of a file that its fingerprint looks at. */
export const FINGERPRINT_BYTES = 64 * 1024;

/**
 * SHA-256 of the size and the beginning of a file, hex: two files that agree are taken for the same.
 *
 * @param wholeBytes size of the whole file, of which the source may be the beginning; null where it is not known
 */
export async function fileFingerprint(source: ByteSource, wholeBytes: number): Promise<string | null> {
  return headFingerprint(await source.read(0, FINGERPRINT_BYTES), wholeBytes);
}

/** The same of a beginning at hand. */
export function headFingerprint(head: Uint8Array, wholeBytes: number): string | null {
  if (!Number.isFinite(wholeBytes)) return null;
  return createHash('sha256').update(`${wholeBytes}\n`).update(head.subarray(0, FINGERPRINT_BYTES)).digest('hex');
}
