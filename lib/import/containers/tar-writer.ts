// Writes the headers of a tar. Uses no Buffer: browsers pack files with it too.
const BLOCK_BYTES = 512;
const LARGEST_OCTAL_SIZE = 0o77777777777;
const LONGEST_NAME_BYTES = 100;

/** What stands behind the last entry of a tar. */
export const TAR_END_BYTES = 2 * BLOCK_BYTES;

/** Zero bytes that fill the last block of an entry's content. */
export function tarPaddingBytes(contentBytes: number): number {
  return (BLOCK_BYTES - (contentBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

/**
 * The header blocks of a file in a tar: one ustar block; before it a PAX header where the path is longer than 100 bytes or
 * not ASCII, or the file larger than 8 GiB.
 *
 * @param path relative, `/` between folders
 * @param contentBytes size of the file, a safe integer >= 0
 * @throws RangeError for another size or an empty path
 */
export function tarHeader(path: string, contentBytes: number): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(contentBytes) || contentBytes < 0) throw new RangeError(`size ${contentBytes}`);
  if (path === '') throw new RangeError('a file in a tar needs a path');
  const name = new TextEncoder().encode(path);
  const isPlain = name.byteLength <= LONGEST_NAME_BYTES && name.every((byte) => byte >= 0x20 && byte < 0x7f);
  const fits = contentBytes <= LARGEST_OCTAL_SIZE;
  const block = ustarBlock(isPlain ? name : fallbackName(name), fits ? contentBytes : 0, '0');
  if (isPlain && fits) return block;
  const records = [
    ...(isPlain ? [] : [paxRecord('path', path)]),
    ...(fits ? [] : [paxRecord('size', `${contentBytes}`)]),
  ];
  return joined([...paxBlocks(joined(records)), block]);
}

/** ASCII in place of a name that does not fit; readers of PAX headers never see it. */
function fallbackName(name: Uint8Array): Uint8Array {
  return name.slice(0, LONGEST_NAME_BYTES).map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x5f));
}

function paxBlocks(records: Uint8Array): readonly Uint8Array[] {
  const header = ustarBlock(new TextEncoder().encode('PaxHeader'), records.byteLength, 'x');
  return [header, records, new Uint8Array(tarPaddingBytes(records.byteLength))];
}

/** `<length> <key>=<value>\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = new TextEncoder().encode(` ${key}=${value}\n`);
  let length = rest.byteLength;
  while (`${length}`.length + rest.byteLength !== length) length = `${length}`.length + rest.byteLength;
  return joined([new TextEncoder().encode(`${length}`), rest]);
}

function ustarBlock(name: Uint8Array, contentBytes: number, type: string): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  const write = (offset: number, text: string) => block.set(new TextEncoder().encode(text), offset);
  const writeOctal = (offset: number, digits: number, value: number) =>
    write(offset, value.toString(8).padStart(digits, '0'));
  block.set(name, 0);
  writeOctal(100, 7, 0o644);
  writeOctal(108, 7, 0);
  writeOctal(116, 7, 0);
  writeOctal(124, 11, contentBytes);
  writeOctal(136, 11, 0);
  write(148, ' '.repeat(8));
  write(156, type);
  write(257, 'ustar\0');
  write(263, '00');
  writeOctal(
    148,
    6,
    block.reduce((sum, byte) => sum + byte, 0),
  );
  block[154] = 0;
  return block;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.byteLength;
  }
  return whole;
}
