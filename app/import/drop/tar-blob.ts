/** A file of a tar. */
export interface TarEntry {
  readonly path: string;
  readonly content: Blob;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

const BLOCK_BYTES = 512;
const LONGEST_NAME_BYTES = 100;
const LARGEST_OCTAL = 8 ** 11 - 1;
/** Fixed, so that the same files make the same tar: an upload that stopped goes on only with the same bytes. */
const PAX_NAME = 'PaxHeader';
const encoder = new TextEncoder();

interface HeaderField {
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly type: '0' | 'x';
}

function octal(value: number, digits: number): string {
  return `${Math.max(0, Math.floor(value)).toString(8).padStart(digits, '0')}\0`;
}

/** A ustar header; of a size beyond 8 GiB the eleven octal digits are a zero that the PAX record before it corrects. */
function headerBlock({ name, size, modifiedMs, type }: HeaderField): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  const put = (text: string, at: number) => block.set(encoder.encode(text), at);
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size > LARGEST_OCTAL ? 0 : size, 11), 124);
  put(octal(Math.min(modifiedMs / 1000, LARGEST_OCTAL), 11), 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** `LENGTH key=value\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = encoder.encode(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}

function padding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** What a plain header cannot say: names that are long or not ASCII, and sizes beyond 8 GiB. */
function paxParts(path: string, size: number, modifiedMs: number): readonly BlobPart[] {
  const isPlain = /^[\x20-\x7e]+$/.test(path) && path.length <= LONGEST_NAME_BYTES;
  const records = [
    ...(isPlain ? [] : [paxRecord('path', path)]),
    ...(size > LARGEST_OCTAL ? [paxRecord('size', String(size))] : []),
  ];
  if (records.length === 0) return [];
  const bytes = encoder.encode(records.join(''));
  return [headerBlock({ name: PAX_NAME, size: bytes.length, modifiedMs, type: 'x' }), bytes, padding(bytes.length)];
}

function shortName(path: string): string {
  return path.replaceAll(/[^\x20-\x7e]/g, '_').slice(-LONGEST_NAME_BYTES);
}

/**
 * A tar (POSIX, PAX) of files, as a Blob that refers to them: nothing is read or copied before it is sent, so 10 GB cost no
 * memory. The bytes depend on paths, contents and dates alone.
 */
export function tarBlob(entries: readonly TarEntry[]): Blob {
  const parts = entries.flatMap(({ path, content, modifiedMs }) => [
    ...paxParts(path, content.size, modifiedMs),
    headerBlock({ name: shortName(path), size: content.size, modifiedMs, type: '0' }),
    content,
    padding(content.size),
  ]);
  return new Blob([...parts, new Uint8Array(2 * BLOCK_BYTES)], { type: 'application/x-tar' });
}
