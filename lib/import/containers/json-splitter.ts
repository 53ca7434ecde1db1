import { asBuffer } from '@/lib/import/json/parse-json';
import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import type { IssueCode } from '@/lib/import/importer';
import {
  BYTE_CLASSES,
  CLOSE_CLASS,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON_CLASS,
  COMMA,
  COMMA_CLASS,
  NEWLINE_CLASS,
  OPEN_CLASS,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE_CLASS,
  skipSpaces,
  skipStringInPlace,
  SPACE_CLASS,
} from './json-bytes';
import type { StringState } from './json-bytes';
import { JsonItem, onOneLine } from './json-item';
import type { SequentialLayout } from './record-layout';

/** `line` is the number of the record, from 1. */
export type JsonRecordEvent =
  | { readonly kind: 'record'; readonly line: number; readonly bytes: Uint8Array }
  | { readonly kind: 'issue'; readonly line: number; readonly code: IssueCode; readonly message: string }
  /** What stands around a `member`: its object without it, as JSON. The last event. */
  | { readonly kind: 'header'; readonly bytes: Uint8Array };

export interface JsonSplitLimits {
  /** A longer record costs itself and is never held. */
  readonly maxRecordBytes: number;
  /** Together, of the values around a `member`; one that does not fit any more is left out. */
  readonly maxHeaderBytes: number;
}
export const DEFAULT_JSON_SPLIT_LIMITS: JsonSplitLimits = {
  maxRecordBytes: MAX_LINE_BYTES,
  maxHeaderBytes: 16 * 2 ** 20,
};

type State = 'start' | 'before_item' | 'in_item' | 'before_member' | 'after_member' | 'done' | 'stopped';

const MAX_KEY_BYTES = 65_536;
/** Brackets are matched by kind this deep; deeper ones are only counted (the parser refuses such records). */
const MATCHED_DEPTH = 1_024;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const BRACES = { open: Buffer.from('{'), close: Buffer.from('}'), comma: Buffer.from(',') };

/**
 * Cuts one JSON value of any size into records. Follows strings and brackets only: whether a record is JSON is for the
 * parser to say, so `NaN` and `Infinity` may stand anywhere. Push every chunk, then call `end` once; both give what became
 * complete, in order, the same whatever the chunks. Memory: one record up to the limit, plus one chunk.
 */
export class JsonSplitter {
  readonly #layout: Exclude<SequentialLayout, { kind: 'lines' }>;
  readonly #limits: JsonSplitLimits;
  readonly #item = new JsonItem();
  readonly #string: StringState = { isOpen: false, isEscaped: false };
  /** Closing brackets of what is open around the items, and of what is open in the item. */
  readonly #containers: number[] = [];
  readonly #closers = new Uint8Array(MATCHED_DEPTH);
  #state: State = 'start';
  #depth = 0;
  #isBehindComma = false;
  /** True until the key of an item around a `member` was looked at. */
  #isKeyOpen = false;
  #recordCount = 0;
  #header: Buffer[] = [];
  #headerBytes = 0;
  #events: JsonRecordEvent[] = [];

  constructor(
    layout: Exclude<SequentialLayout, { kind: 'lines' }>,
    limits: JsonSplitLimits = DEFAULT_JSON_SPLIT_LIMITS,
  ) {
    this.#layout = layout;
    this.#limits = limits;
  }

  /** The events' bytes may be views of the chunk: do not write to it while they are used. */
  push(chunk: Uint8Array): JsonRecordEvent[] {
    this.#item.startChunk(asBuffer(chunk));
    let position = 0;
    while (position < chunk.length) position = this.#step(position);
    this.#item.endChunk(this.#maxItemBytes());
    return this.#takeEvents();
  }

  end(): JsonRecordEvent[] {
    this.#item.startChunk(Buffer.alloc(0));
    this.#endFile();
    if (this.#layout.kind === 'member') this.#events.push({ kind: 'header', bytes: this.#headerObject() });
    return this.#takeEvents();
  }

  #takeEvents(): JsonRecordEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Handles what stands at the position, at least one byte of it; gives the position behind. */
  #step(position: number): number {
    if (this.#state === 'in_item') return this.#scanItem(position);
    const { buffer } = this.#item;
    if (this.#state === 'stopped') return buffer.length;
    const at = this.#state === 'start' ? skipStart(buffer, position) : skipSpaces(buffer, position);
    if (at === buffer.length) return at;
    const byte = buffer[at] ?? 0;
    switch (this.#state) {
      case 'start':
        return this.#openDocument(byte, at);
      case 'before_item':
        return this.#beforeItem(byte, at);
      case 'before_member':
        return this.#openMember(byte, at);
      case 'after_member':
        return this.#afterMember(byte, at);
      case 'done':
        return this.#stop('line_not_json', 'More stands behind the end of the JSON value.');
    }
  }

  #openDocument(byte: number, at: number): number {
    if (this.#layout.kind === 'whole') return this.#beginItem(at);
    const expected = this.#layout.kind === 'list' ? OPEN_LIST : OPEN_OBJECT;
    if (byte === expected) return this.#openContainer(byte, at);
    const message = `The file does not begin with ${expected === OPEN_LIST ? 'a list' : 'an object'}.`;
    return this.#stop('line_not_json', message);
  }

  #openContainer(byte: number, at: number): number {
    this.#containers.push(byte === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT);
    this.#state = 'before_item';
    this.#isBehindComma = false;
    return at + 1;
  }

  #openMember(byte: number, at: number): number {
    if (BYTE_CLASSES[byte] === OPEN_CLASS) return this.#openContainer(byte, at);
    return this.#stop('line_not_json', 'The member that should hold the records is neither a list nor an object.');
  }

  #afterMember(byte: number, at: number): number {
    if (BYTE_CLASSES[byte] === CLOSE_CLASS) return this.#closeContainer(byte, at);
    if (byte !== COMMA) return this.#stop('line_not_json', 'A comma is missing behind the records.');
    this.#state = 'before_item';
    this.#isBehindComma = true;
    return at + 1;
  }

  #beforeItem(byte: number, at: number): number {
    const isClose = BYTE_CLASSES[byte] === CLOSE_CLASS;
    if (!isClose && byte !== COMMA) return this.#beginItem(at);
    if (this.#isBehindComma || !isClose) {
      if (!this.#isAroundMember()) this.#recordCount += 1;
      this.#issue('line_not_json', 'Nothing stands before or behind a comma.');
    }
    this.#isBehindComma = true;
    return isClose ? this.#closeContainer(byte, at) : at + 1;
  }

  #beginItem(at: number): number {
    this.#item.begin(at);
    this.#state = 'in_item';
    this.#depth = 0;
    this.#isKeyOpen = this.#isAroundMember();
    return at;
  }

  /** The hot loop: everything inside an item. */
  #scanItem(from: number): number {
    const { buffer } = this.#item;
    const end = buffer.length;
    let position = this.#string.isOpen ? skipStringInPlace(buffer, from, this.#string) : from;
    while (position < end) {
      const byteClass = BYTE_CLASSES[buffer[position] ?? 0] ?? 0;
      if (this.#isPassedOver(byteClass)) {
        position += 1;
      } else if (byteClass === QUOTE_CLASS) {
        this.#string.isOpen = true;
        position = skipStringInPlace(buffer, position + 1, this.#string);
      } else if (byteClass === NEWLINE_CLASS) {
        this.#item.blankInPlace(position);
        position += 1;
      } else {
        this.#structural(byteClass, buffer[position] ?? 0, position);
        if (this.#state !== 'in_item') return this.#state === 'stopped' ? end : position + 1;
        position += 1;
      }
    }
    return end;
  }

  #isPassedOver(byteClass: number): boolean {
    return byteClass <= SPACE_CLASS || (byteClass >= COMMA_CLASS && this.#depth > 0);
  }

  #structural(byteClass: number, byte: number, at: number): void {
    if (byteClass === OPEN_CLASS) {
      if (this.#depth < MATCHED_DEPTH) this.#closers[this.#depth] = byte === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT;
      this.#depth += 1;
      return;
    }
    if (this.#depth > 0) {
      if (byteClass === CLOSE_CLASS) this.#closeInside(byte);
      return;
    }
    if (byteClass === CLOSE_CLASS) this.#closeContainer(byte, at);
    else if (byteClass === COMMA_CLASS) this.#endItemAtComma(at);
    else if (byteClass === COLON_CLASS && this.#isKeyOpen) this.#readKey(at);
  }

  #closeInside(byte: number): void {
    this.#depth -= 1;
    if (this.#depth < MATCHED_DEPTH && this.#closers[this.#depth] !== byte) this.#stopAtWrongBracket();
  }

  /** A comma outside of everything is left to the parser. */
  #endItemAtComma(at: number): void {
    if (this.#containers.length === 0) return;
    this.#finishItem(at);
    this.#state = 'before_item';
    this.#isBehindComma = true;
  }

  #closeContainer(byte: number, at: number): number {
    if (this.#containers.at(-1) !== byte) return this.#stopAtWrongBracket();
    if (this.#state === 'in_item') this.#finishItem(at);
    this.#containers.pop();
    this.#state = this.#containers.length > 0 ? 'after_member' : 'done';
    return at + 1;
  }

  #finishItem(at: number): void {
    const bytes = this.#item.peek(at, this.#maxItemBytes());
    const byteLength = this.#item.bytesTo(at);
    this.#item.drop();
    if (this.#isAroundMember()) {
      // A copy, since a view would keep its whole chunk.
      if (bytes !== null) this.#header.push(Buffer.from(onOneLine(bytes)));
      if (bytes !== null) this.#headerBytes += bytes.length;
      return;
    }
    this.#recordCount += 1;
    if (bytes === null) {
      const { maxRecordBytes } = this.#limits;
      this.#issue(
        'line_too_long',
        `The record has ${byteLength} bytes; the longest that is read has ${maxRecordBytes}.`,
      );
      return;
    }
    const isEntry = this.#containers.at(-1) === CLOSE_OBJECT;
    const whole = isEntry ? Buffer.concat([BRACES.open, bytes, BRACES.close]) : bytes;
    this.#events.push({ kind: 'record', line: this.#recordCount, bytes: onOneLine(whole) });
  }

  /** Whether the key before this colon is the one whose value holds the records. */
  #readKey(at: number): void {
    this.#isKeyOpen = false;
    const key = this.#item.peek(at, MAX_KEY_BYTES);
    if (key === null || this.#layout.kind !== 'member' || parseKey(key) !== this.#layout.name) return;
    this.#item.drop();
    this.#state = 'before_member';
  }

  #isAroundMember(): boolean {
    return this.#layout.kind === 'member' && this.#containers.length === 1;
  }

  #maxItemBytes(): number {
    const { maxRecordBytes, maxHeaderBytes } = this.#limits;
    return this.#isAroundMember() ? Math.max(0, maxHeaderBytes - this.#headerBytes) : maxRecordBytes;
  }

  #headerObject(): Buffer {
    const parts = this.#header.flatMap((part, index) => (index === 0 ? [part] : [BRACES.comma, part]));
    return Buffer.concat([BRACES.open, ...parts, BRACES.close]);
  }

  #endFile(): void {
    if (this.#state === 'done' || this.#state === 'stopped') return;
    const isOpen = this.#string.isOpen || this.#depth > 0;
    const isInRecord = this.#state === 'in_item' && !this.#isAroundMember();
    // A record that is whole counts, though the bracket of its list is missing.
    if (isInRecord && !isOpen && this.#endsInBracketOrIsWhole()) {
      this.#finishItem(0);
      if (this.#layout.kind === 'whole') return;
    } else if (isInRecord) {
      this.#recordCount += 1;
      this.#issue('line_truncated', 'The file ends in the middle of this record.');
      return;
    }
    this.#issue('line_truncated', `The file ends before its closing bracket, behind ${this.#recordCount} records.`);
  }

  #endsInBracketOrIsWhole(): boolean {
    if (this.#layout.kind === 'whole') return true;
    const text = this.#item.peek(0, this.#limits.maxRecordBytes)?.toString('latin1').trimEnd() ?? '';
    return text.endsWith('}') || text.endsWith(']');
  }

  #issue(code: IssueCode, message: string): void {
    this.#events.push({ kind: 'issue', line: Math.max(1, this.#recordCount), code, message });
  }

  #stopAtWrongBracket(): number {
    if (this.#state === 'in_item' && !this.#isAroundMember()) this.#recordCount += 1;
    return this.#stop(
      'line_not_json',
      'A closing bracket does not fit the opening one: nothing behind it can be read.',
    );
  }

  #stop(code: IssueCode, message: string): number {
    this.#issue(code, message);
    this.#item.drop();
    this.#state = 'stopped';
    return this.#item.buffer.length;
  }
}

function skipStart(buffer: Buffer, from: number): number {
  let position = skipSpaces(buffer, from);
  while (position < buffer.length && BYTE_ORDER_MARK.includes(buffer[position] ?? 0)) {
    position = skipSpaces(buffer, position + 1);
  }
  return position;
}

/** Null where it is not a string. */
function parseKey(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
