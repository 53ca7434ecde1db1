import { wellFormedJson, wellFormedText } from './well-formed';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const INT2_OID = 21;
const TEXT_OID = 25;
const NULL_LENGTH = -1;

/**
 * Writes rows in PostgreSQL's binary COPY format into one growing buffer.
 * Call `startRow(fields)` and then one method per column, in the order of the COPY column list.
 * Text loses NUL characters and lone surrogates (as U+FFFD), which PostgreSQL cannot hold.
 * Source: https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format".
 */
export class BinaryRowEncoder {
  #buffer: Buffer;
  #length = 0;
  #rows = 0;

  constructor(initialBytes = 1 << 16) {
    this.#buffer = Buffer.allocUnsafe(initialBytes);
    this.#raw(SIGNATURE);
    this.#int4(0);
    this.#int4(0);
  }

  /** Bytes waiting to be taken. */
  get byteLength(): number {
    return this.#length;
  }

  /** Rows started since construction. */
  get rows(): number {
    return this.#rows;
  }

  startRow(fields: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(fields, this.#length);
    this.#rows += 1;
  }

  int4(value: number | null): void {
    if (value === null) return this.#int4(NULL_LENGTH);
    this.#reserve(8);
    this.#length = this.#buffer.writeInt32BE(4, this.#length);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  int2(value: number): void {
    this.#reserve(6);
    this.#length = this.#buffer.writeInt32BE(2, this.#length);
    this.#length = this.#buffer.writeInt16BE(value, this.#length);
  }

  float8(value: number | null): void {
    if (value === null || Number.isNaN(value)) return this.#int4(NULL_LENGTH);
    this.#reserve(12);
    this.#length = this.#buffer.writeInt32BE(8, this.#length);
    this.#length = this.#buffer.writeDoubleBE(value, this.#length);
  }

  bool(value: boolean | null): void {
    if (value === null) return this.#int4(NULL_LENGTH);
    this.#reserve(5);
    this.#length = this.#buffer.writeInt32BE(1, this.#length);
    this.#length = this.#buffer.writeUInt8(value ? 1 : 0, this.#length);
  }

  text(value: string | null): void {
    if (value === null) return this.#int4(NULL_LENGTH);
    this.#string(wellFormedText(value));
  }

  /** A JSON text into a jsonb column. */
  jsonb(json: string | null): void {
    if (json === null) return this.#int4(NULL_LENGTH);
    const text = wellFormedJson(json);
    const bytes = Buffer.byteLength(text);
    this.#int4(bytes + 1);
    this.#reserve(bytes + 1);
    this.#length = this.#buffer.writeUInt8(1, this.#length);
    this.#length += this.#buffer.write(text, this.#length);
  }

  bytea(value: Uint8Array): void {
    this.#int4(value.byteLength);
    this.#raw(value);
  }

  /** A UUID in its text form into a uuid column. */
  uuid(value: string | null): void {
    if (value === null) return this.#int4(NULL_LENGTH);
    const bytes = Buffer.from(value.replaceAll('-', ''), 'hex');
    if (bytes.byteLength !== 16) throw new RangeError(`not a UUID: ${value}`);
    this.bytea(bytes);
  }

  int2Array(values: Int16Array): void {
    const bytes = 20 + values.length * 6;
    this.#arrayHead(bytes, values.length, INT2_OID);
    this.#reserve(values.length * 6);
    for (const value of values) {
      this.#length = this.#buffer.writeInt32BE(2, this.#length);
      this.#length = this.#buffer.writeInt16BE(value, this.#length);
    }
  }

  textArray(values: readonly string[]): void {
    const texts = values.map(wellFormedText);
    const bytes = 20 + texts.reduce((sum, text) => sum + 4 + Buffer.byteLength(text), 0);
    this.#arrayHead(bytes, texts.length, TEXT_OID);
    for (const text of texts) this.#string(text);
  }

  /** The bytes written so far; the encoder goes on with an empty buffer. */
  take(): Buffer {
    const taken = Buffer.from(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  /** The last bytes, with the end marker. */
  finish(): Buffer {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(-1, this.#length);
    return this.take();
  }

  /** An empty array has no dimension; a longer one has one, counted from 1. */
  #arrayHead(bytes: number, length: number, oid: number): void {
    if (length === 0) {
      this.#int4(12);
      this.#int4(0);
      this.#int4(0);
      return this.#int4(oid);
    }
    for (const value of [bytes, 1, 0, oid, length, 1]) this.#int4(value);
  }

  #string(text: string): void {
    const bytes = Buffer.byteLength(text);
    this.#int4(bytes);
    this.#reserve(bytes);
    this.#length += this.#buffer.write(text, this.#length);
  }

  #int4(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.byteLength;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
