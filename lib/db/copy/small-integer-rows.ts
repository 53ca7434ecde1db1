/** PostgreSQL's binary COPY stream begins with a signature, flags and the length of an extension. */
const SIGNATURE_BYTES = 15;
const HEADER_BYTES = SIGNATURE_BYTES + 4;
const END_OF_ROWS = -1;
const NULL_LENGTH = -1;
/** Of an array: dimensions, flags, element type; then length and lower bound of its one dimension. */
const ARRAY_HEAD_BYTES = 12;
const DIMENSION_BYTES = 8;
const ELEMENT_BYTES = 6;

/**
 * Reads rows of `(integer, smallint[])` from a stream in PostgreSQL's binary COPY format, whose chunks end anywhere.
 * The array is handed on in a buffer that the next row overwrites. A null array is an empty one.
 * Source: https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format"; arrays as `array_send` writes them.
 */
export class SmallIntegerRows {
  readonly #visit: (key: number, values: Int16Array) => void;
  #rest: Buffer = Buffer.alloc(0);
  #headerRead = false;
  #values = new Int16Array(64);
  rows = 0;

  constructor(visit: (key: number, values: Int16Array) => void) {
    this.#visit = visit;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    if (!this.#headerRead) {
      if (bytes.length < HEADER_BYTES) return this.#keep(bytes, 0);
      at = HEADER_BYTES + bytes.readInt32BE(SIGNATURE_BYTES);
      this.#headerRead = true;
    }
    for (let next = this.#readRow(bytes, at); next > at; next = this.#readRow(bytes, at)) at = next;
    this.#keep(bytes, at);
  }

  #keep(bytes: Buffer, from: number): void {
    this.#rest = Buffer.from(bytes.subarray(from));
  }

  /** Where the row after the one at `at` begins; `at` itself where that row is not complete or there is none. */
  #readRow(bytes: Buffer, at: number): number {
    if (bytes.length < at + 14 || bytes.readInt16BE(at) === END_OF_ROWS) return at;
    const key = bytes.readInt32BE(at + 6);
    const length = bytes.readInt32BE(at + 10);
    const start = at + 14;
    const end = start + Math.max(0, length);
    if (bytes.length < end) return at;
    const count = length === NULL_LENGTH ? 0 : this.#readArray(bytes, start);
    this.#visit(key, this.#values.subarray(0, count));
    this.rows += 1;
    return end;
  }

  #readArray(bytes: Buffer, start: number): number {
    if (bytes.readInt32BE(start) === 0) return 0;
    const count = bytes.readInt32BE(start + ARRAY_HEAD_BYTES);
    if (count > this.#values.length) this.#values = new Int16Array(count * 2);
    let at = start + ARRAY_HEAD_BYTES + DIMENSION_BYTES + 4;
    for (let index = 0; index < count; index += 1) {
      this.#values[index] = bytes.readInt16BE(at);
      at += ELEMENT_BYTES;
    }
    return count;
  }
}
