import { CARRIAGE_RETURN, NEWLINE, SPACE } from './json-bytes';

/** No control character may stand in a JSON string, so a string that held a raw newline is still refused by the parser. */
const NOT_ALLOWED_IN_STRINGS = 0x01;

/**
 * The bytes of the item a splitter is in, over chunk borders. Where it lies in one chunk its bytes are a view of that
 * chunk; where it does not, or a newline in it had to become a space, they are a copy.
 */
export class JsonItem {
  #buffer: Buffer = Buffer.alloc(0);
  #ownsBuffer = false;
  /** Of earlier chunks. */
  #parts: Buffer[] = [];
  #partsBytes = 0;
  #isKept = true;
  /** Where the item begins in the buffer; null where none is open. */
  #start: number | null = null;

  get buffer(): Buffer {
    return this.#buffer;
  }

  startChunk(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#ownsBuffer = false;
    if (this.#start !== null) this.#start = 0;
  }

  /** Keeps what the chunk has of an open item; nothing more of it once it is longer than `maxBytes`. */
  endChunk(maxBytes: number): void {
    if (this.#start === null) return;
    const part = this.#buffer.subarray(this.#start);
    this.#partsBytes += part.length;
    this.#isKept &&= this.#partsBytes <= maxBytes;
    if (this.#isKept) this.#parts.push(part);
    else this.#parts = [];
  }

  begin(position: number): void {
    this.#start = position;
    this.#parts = [];
    this.#partsBytes = 0;
    this.#isKept = true;
  }

  drop(): void {
    this.#parts = [];
    this.#start = null;
  }

  bytesTo(position: number): number {
    return this.#partsBytes + position - (this.#start ?? position);
  }

  /** Overwrites a newline outside of strings. The chunk belongs to others: it is copied before the first such write. */
  blankInPlace(position: number): void {
    if (!this.#ownsBuffer) {
      this.#buffer = Buffer.from(this.#buffer);
      this.#ownsBuffer = true;
    }
    this.#buffer[position] = SPACE;
  }

  /** The item up to `position`; null where it is longer than `maxBytes`. */
  peek(position: number, maxBytes: number): Buffer | null {
    if (!this.#isKept || this.bytesTo(position) > maxBytes) return null;
    const last = this.#buffer.subarray(this.#start ?? position, position);
    return this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
  }
}

/** The bytes without newlines: what is left of them stands inside strings, where JSON does not allow it. */
export function onOneLine(bytes: Buffer): Buffer {
  if (bytes.indexOf(NEWLINE) === -1 && bytes.indexOf(CARRIAGE_RETURN) === -1) return bytes;
  return Buffer.from(
    bytes.map((byte) => (byte === NEWLINE || byte === CARRIAGE_RETURN ? NOT_ALLOWED_IN_STRINGS : byte)),
  );
}
