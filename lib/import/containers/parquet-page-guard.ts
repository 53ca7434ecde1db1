/** What a page says of itself, for the check that its runs stay within it. */
export interface PageShape {
  readonly values: number;
  /** Highest repetition and definition level; 0 where the page has no such levels. */
  readonly maxRepetition: number;
  readonly maxDefinition: number;
  readonly encoding: string;
  readonly isBoolean: boolean;
}

/** Values behind the last wanted one that writers pad the last bit-packed run with. */
const PADDING_VALUES = 512;
const MAX_DELTA_BLOCK = 1 << 20;
const MAX_MINIBLOCKS = 1 << 12;

/**
 * Whether the runs of an uncompressed page of version 1 (levels, then values) announce no more values than the page has.
 * hyparquet writes a run as long as its header says, whatever the page holds: a few bytes could ask for gigabytes.
 */
export function hasPossibleRuns(page: Uint8Array, shape: PageShape): boolean {
  const cursor = new Cursor(page);
  for (const max of [shape.maxRepetition, shape.maxDefinition]) {
    if (max === 0) continue;
    const length = cursor.uint32();
    if (length === null || !cursor.runsFit(cursor.at, bitWidth(max), shape.values)) return false;
    cursor.at += length;
  }
  return hasPossibleValues(page.subarray(cursor.at), shape);
}

/** The same for levels at the beginning of bytes, without their length, as in a page of version 2. */
export function hasPossibleLevels(levels: Uint8Array, max: number, values: number): boolean {
  return max === 0 || new Cursor(levels).runsFit(0, bitWidth(max), values);
}

/** The same for the values of a page without its levels. */
export function hasPossibleValues(bytes: Uint8Array, { encoding, isBoolean, values }: PageShape): boolean {
  if (values === 0 || bytes.length === 0) return true;
  const cursor = new Cursor(bytes);
  if (encoding.endsWith('_DICTIONARY')) {
    const width = bytes[0] ?? 0;
    return width <= 32 && (width === 0 || cursor.runsFit(1, width, values));
  }
  // Only booleans are written in runs by themselves.
  if (encoding === 'RLE') return isBoolean && (cursor.uint32() === null || cursor.runsFit(cursor.at, 1, values));
  return !encoding.startsWith('DELTA_') || cursor.hasPossibleDeltaHeader();
}

function bitWidth(max: number): number {
  return 32 - Math.clz32(max);
}

class Cursor {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  uint32(): number | null {
    if (this.at + 4 > this.#bytes.length) return null;
    const [a = 0, b = 0, c = 0, d = 0] = this.#bytes.subarray(this.at, this.at + 4);
    this.at += 4;
    return a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24;
  }

  /** Whether the runs from a byte on, as far as they are wanted, hold no more than `values` and end. */
  runsFit(start: number, width: number, values: number): boolean {
    let at = start;
    for (let seen = 0; seen < values;) {
      const header = this.#varint(at);
      // Where the bytes end, so does the reading, with an error that is damage.
      if (header === null) return true;
      at = header.next;
      const isPacked = header.value % 2 === 1;
      const count = isPacked ? Math.floor(header.value / 2) * 8 : Math.floor(header.value / 2);
      if (count === 0 || seen + count > values + (isPacked ? PADDING_VALUES : 0)) return false;
      seen += count;
      at += isPacked ? Math.ceil((count * width) / 8) : Math.ceil(width / 8);
    }
    return true;
  }

  hasPossibleDeltaHeader(): boolean {
    const block = this.#varint(this.at);
    const miniblocks = block === null ? null : this.#varint(block.next);
    if (block === null || miniblocks === null) return true;
    const isPossible = miniblocks.value >= 1 && miniblocks.value <= MAX_MINIBLOCKS && block.value <= MAX_DELTA_BLOCK;
    return isPossible && block.value >= miniblocks.value;
  }

  #varint(start: number): { readonly value: number; readonly next: number } | null {
    let value = 0;
    for (let index = 0; index < 5; index += 1) {
      const byte = this.#bytes[start + index];
      if (byte === undefined) return null;
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return { value, next: start + index + 1 };
    }
    return { value, next: start + 5 };
  }
}
