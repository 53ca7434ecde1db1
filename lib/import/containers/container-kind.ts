import { asBuffer } from '@/lib/import/json/parse-json';
import { isTarHeader } from './tar-header';

export type ContainerKind = 'zip' | 'gzip' | 'zstd' | 'tar' | 'parquet';

const MAGIC: readonly (readonly [ContainerKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // An archive without members is only its end record.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  // A deflate stream is the only kind gzip has.
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

/**
 * What a file is packed in, from its first bytes (512 are enough); null where it is none of these. A tar has no magic
 * bytes at its start: its first header must carry a valid checksum, which a text never does.
 */
export function containerKind(head: Uint8Array): ContainerKind | null {
  for (const [kind, magic] of MAGIC) {
    if (magic.every((byte, index) => head[index] === byte)) return kind;
  }
  return isTarHeader(asBuffer(head)) ? 'tar' : null;
}
