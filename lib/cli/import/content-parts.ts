import { open, type FileHandle } from 'node:fs/promises';

import { TAR_END_BYTES, tarHeader, tarPaddingBytes } from '@/lib/import/containers/tar-writer';

import { CommandFailure, EXIT_CODES } from './command-failure';
import type { LocalFile } from './list-files';

/** A stretch of a body to send: bytes at hand, or the first `length` bytes of a file. */
export type ContentPart =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly length: number }
  | { readonly kind: 'file'; readonly file: string; readonly length: number };

const READ_BYTES = 1024 * 1024;

export function bytesPart(bytes: Uint8Array): ContentPart {
  return { kind: 'bytes', bytes, length: bytes.byteLength };
}

/** A file in a tar: header, its first `length` bytes, padding. */
export function tarEntry(path: string, content: ContentPart): readonly ContentPart[] {
  const padding = tarPaddingBytes(content.length);
  return [
    bytesPart(tarHeader(path, content.length)),
    content,
    ...(padding === 0 ? [] : [bytesPart(new Uint8Array(padding))]),
  ];
}

export function tarEnd(): ContentPart {
  return bytesPart(new Uint8Array(TAR_END_BYTES));
}

/** The whole of some files as one tar; nothing is copied. */
export function packedFiles(files: readonly LocalFile[]): readonly ContentPart[] {
  const entries = files.flatMap(({ file, path, bytes }) => tarEntry(path, { kind: 'file', file, length: bytes }));
  return [...entries, tarEnd()];
}

export function totalLength(parts: readonly ContentPart[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/**
 * The bytes of the parts from `start` to before `end` of the whole, a megabyte at a time. Reading may begin anywhere, so
 * that a broken upload goes on where it stopped.
 *
 * @throws CommandFailure where a file has become shorter since it was listed
 */
export async function* readParts(
  parts: readonly ContentPart[],
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (const part of parts) {
    if (position >= end) return;
    const from = Math.max(0, start - position);
    const to = Math.min(part.length, end - position);
    position += part.length;
    if (from >= to) continue;
    if (part.kind === 'bytes') yield part.bytes.subarray(from, to);
    else yield* readFileRange(part.file, from, to);
  }
}

async function* readFileRange(file: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const handle = await openFile(file);
  try {
    for (let position = from; position < to;) {
      const wanted = Math.min(READ_BYTES, to - position);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, position);
      if (bytesRead === 0) {
        throw new CommandFailure(EXIT_CODES.failed, `${file} became shorter while it was sent. Run the command again.`);
      }
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw new CommandFailure(
      EXIT_CODES.failed,
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
