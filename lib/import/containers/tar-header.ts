/** Tar is a chain of blocks of this size: a header, then the content padded to whole blocks. */
export const TAR_BLOCK_BYTES = 512;

const NAME = [0, 100] as const;
const SIZE = [124, 136] as const;
const CHECKSUM = [148, 156] as const;
const TYPE_OFFSET = 156;
const MAGIC_OFFSET = 257;
const PREFIX = [345, 500] as const;
const SPACE = 0x20;
const BASE_256 = 0x80;

export interface TarHeader {
  /** As written; a ustar prefix is joined. */
  readonly path: string;
  /** Bytes of content behind the header. */
  readonly size: number;
  /** The type flag as a character; an old tar's zero byte is '0'. */
  readonly type: string;
}

/** True where the first 512 bytes are a tar header: the checksum fits, and there is a name. */
export function isTarHeader(block: Buffer): boolean {
  return block.length >= TAR_BLOCK_BYTES && block[0] !== 0 && hasValidChecksum(block);
}

/** Null where the block is no header: its checksum or its size cannot be read. */
export function readTarHeader(block: Buffer): TarHeader | null {
  if (block.length < TAR_BLOCK_BYTES || !hasValidChecksum(block)) return null;
  const size = readNumber(block.subarray(...SIZE));
  if (size === null) return null;
  const type = block[TYPE_OFFSET] === 0 ? '0' : String.fromCharCode(block[TYPE_OFFSET] ?? 0);
  const name = readText(block.subarray(...NAME));
  // Only POSIX ustar has a prefix; GNU keeps times in the same bytes, and writes a space after its magic.
  const isPosix = block.toString('latin1', MAGIC_OFFSET, MAGIC_OFFSET + 6) === 'ustar\0';
  const prefix = isPosix ? readText(block.subarray(...PREFIX)) : '';
  return { path: prefix === '' ? name : `${prefix}/${name}`, size, type };
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** Text up to its zero byte; UTF-8. */
export function readText(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
}

/** Sum of all bytes with the checksum field read as spaces; some old writers added signed bytes. */
function hasValidChecksum(block: Buffer): boolean {
  const expected = readNumber(block.subarray(...CHECKSUM));
  if (expected === null || expected === 0) return false;
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < TAR_BLOCK_BYTES; index += 1) {
    const byte = index >= CHECKSUM[0] && index < CHECKSUM[1] ? SPACE : (block[index] ?? 0);
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return expected === unsigned || expected === signed;
}

/** Octal digits, or GNU's base 256 for sizes past 8 GiB; null where it is neither or not a safe integer. */
function readNumber(field: Buffer): number | null {
  const first = field[0] ?? 0;
  if ((first & BASE_256) !== 0) {
    let value = first & 0x3f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return first < 0xc0 && Number.isSafeInteger(value) ? value : null;
  }
  const digits = field.toString('latin1').replaceAll('\0', ' ').trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/**
 * The records of a PAX header: `<length> <key>=<value>\n`. Stops at the first that is not one. A later key replaces an
 * earlier one, as the standard says.
 */
export function readPaxRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  let position = 0;
  while (position < bytes.length) {
    const space = bytes.indexOf(SPACE, position);
    if (space === -1 || space - position > 12) break;
    const length = Number(bytes.toString('latin1', position, space));
    const end = position + length;
    if (!Number.isInteger(length) || end <= space || end > bytes.length) break;
    const record = bytes.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals === -1) break;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    position = end;
  }
  return records;
}
