import { asBuffer } from '@/lib/import/json/parse-json';
import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import type { ImportEvent, SourceRecord } from '@/lib/import/importer';

export type ElementEvent = ({ readonly kind: 'element' } & SourceRecord) | Extract<ImportEvent, { kind: 'issue' }>;

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Cuts one JSON list of any size into the bytes of its elements, each with the line it begins on. It follows strings and
 * brackets only; whether an element is JSON is for the parser to say. Memory: one element up to the limit, plus one chunk.
 */
export class ElementCutter {
  readonly #maxElementBytes: number;
  #line = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #done = false;
  /** Bytes of the open element from earlier chunks; null where none is open. */
  #parts: Buffer[] | null = null;
  #elementLine = 1;
  #elementBytes = 0;

  constructor(maxElementBytes: number = MAX_LINE_BYTES) {
    this.#maxElementBytes = maxElementBytes;
  }

  push(chunk: Uint8Array): ElementEvent[] {
    const buffer = asBuffer(chunk);
    const events: ElementEvent[] = [];
    let start = 0;
    for (let index = 0; index < buffer.length; index += 1) {
      const byte = buffer[index] ?? 0;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#done || this.#stepInString(byte)) continue;
      if (this.#endsElement(byte)) {
        if (this.#parts !== null) events.push(this.#takeInPlace(buffer.subarray(start, index)));
        if (byte === CLOSE_LIST) this.#done = true;
        continue;
      }
      if (this.#beginsElement(byte)) {
        start = index;
        this.#parts = [];
        this.#elementLine = this.#line;
      }
      this.#stepOutside(byte);
    }
    if (this.#parts !== null) this.#keepInPlace(buffer.subarray(start));
    return events;
  }

  /** What is open at the end of the file was cut off. */
  end(): ElementEvent[] {
    if (this.#done) return [];
    const line = this.#parts === null ? this.#line : this.#elementLine;
    return [{ kind: 'issue', line, code: 'line_truncated', message: 'The list ends before its closing bracket.' }];
  }

  /** True for a comma of the list itself, and for its closing bracket. */
  #endsElement(byte: number): boolean {
    return this.#depth === 1 && (byte === COMMA || byte === CLOSE_LIST);
  }

  #beginsElement(byte: number): boolean {
    return this.#depth === 1 && this.#parts === null && !isSpace(byte);
  }

  /** True where the byte belongs to a string, its closing quote included. */
  #stepInString(byte: number): boolean {
    if (!this.#inString) return false;
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    return true;
  }

  #stepOutside(byte: number): void {
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
  }

  #keepInPlace(bytes: Buffer): void {
    this.#elementBytes += bytes.length;
    if (this.#elementBytes <= this.#maxElementBytes) this.#parts?.push(bytes);
    else this.#parts = [];
  }

  #takeInPlace(rest: Buffer): ElementEvent {
    this.#keepInPlace(rest);
    const line = this.#elementLine;
    const byteLength = this.#elementBytes;
    const bytes = Buffer.concat(this.#parts ?? []);
    this.#parts = null;
    this.#elementBytes = 0;
    if (byteLength <= this.#maxElementBytes) return { kind: 'element', line, bytes };
    const message = `The element has ${byteLength} bytes; the longest that is read has ${this.#maxElementBytes}.`;
    return { kind: 'issue', line, code: 'line_too_long', message };
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** The elements of the JSON list in a byte stream. */
export async function* splitElements(
  chunks: AsyncIterable<Uint8Array>,
  maxElementBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<ElementEvent> {
  const cutter = new ElementCutter(maxElementBytes);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}
