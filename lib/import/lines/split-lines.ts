import { asBuffer } from '@/lib/import/json/parse-json';
import type { SourceRecord } from '@/lib/import/importer';

/** No line is longer: a longer one costs itself and is never held in memory. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;
/** Size at which a batch is closed: large enough that handing it to a thread costs nothing, small enough to keep few in flight. */
export const BATCH_BYTES = 1024 * 1024;

const NEWLINE = 10;

/**
 * Whole lines of a file, newlines included (the last line of the file may lack its own).
 * `bytes` owns its ArrayBuffer exactly, so it can be transferred to a thread.
 */
export interface LineBatch {
  readonly kind: 'batch';
  /** Line number of the first line, from 1. */
  readonly firstLine: number;
  readonly lineCount: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
/** A line past the limit; its bytes are gone. An `ImportEvent` as it stands. */
export interface TooLongLine {
  readonly kind: 'issue';
  readonly line: number;
  readonly code: 'line_too_long';
  readonly message: string;
}
export type BatchEvent = LineBatch | TooLongLine;

export interface BatchLimits {
  readonly batchBytes: number;
  readonly maxLineBytes: number;
}
export const DEFAULT_BATCH_LIMITS: BatchLimits = { batchBytes: BATCH_BYTES, maxLineBytes: MAX_LINE_BYTES };

/**
 * Cuts byte chunks of any size into batches of whole lines; the same lines whatever the chunks. Each byte is looked at once
 * and copied once, into the batch that carries it. Memory: one batch, or one line up to the limit, plus one chunk.
 *
 * Push every chunk, then call `end` once; both give what became complete, in file order.
 */
export class LineBatcher {
  readonly #limits: BatchLimits;
  /** Bytes not yet handed out: `#wholeBytes` of whole lines, then `#tailBytes` of a line still open. */
  #parts: Buffer[] = [];
  #wholeBytes = 0;
  #lineCount = 0;
  #tailBytes = 0;
  #firstLine = 1;
  /** True while the open line is past the limit: its bytes are counted in `#tailBytes` and not kept. */
  #skipping = false;

  constructor(limits: BatchLimits = DEFAULT_BATCH_LIMITS) {
    if (limits.batchBytes < 1) throw new RangeError(`batchBytes is ${limits.batchBytes}; expected at least 1`);
    if (limits.maxLineBytes < 1) throw new RangeError(`maxLineBytes is ${limits.maxLineBytes}; expected at least 1`);
    this.#limits = limits;
  }

  /** The chunk's bytes are kept until their batch is made: do not write to it again. */
  push(chunk: Uint8Array): BatchEvent[] {
    const buffer = asBuffer(chunk);
    const events: BatchEvent[] = [];
    let keptFrom = 0;
    let position = 0;
    for (;;) {
      const newline = buffer.indexOf(NEWLINE, position);
      const stop = newline === -1 ? buffer.length : newline;
      this.#tailBytes += stop - position;
      if (!this.#skipping && this.#tailBytes > this.#limits.maxLineBytes) {
        this.#keep(buffer, keptFrom, position);
        this.#startSkippingInPlace(events);
      }
      if (newline === -1) {
        if (!this.#skipping) this.#keep(buffer, keptFrom, buffer.length);
        return events;
      }
      position = newline + 1;
      if (this.#skipping) {
        events.push(this.#finishSkippingInPlace());
        keptFrom = position;
        continue;
      }
      this.#wholeBytes += this.#tailBytes + 1;
      this.#tailBytes = 0;
      this.#lineCount += 1;
      if (this.#wholeBytes >= this.#limits.batchBytes) {
        this.#keep(buffer, keptFrom, position);
        keptFrom = position;
        events.push(this.#takeBatchInPlace());
      }
    }
  }

  end(): BatchEvent[] {
    if (this.#skipping) return [this.#finishSkippingInPlace()];
    if (this.#tailBytes > 0) {
      this.#wholeBytes += this.#tailBytes;
      this.#tailBytes = 0;
      this.#lineCount += 1;
    }
    return this.#lineCount > 0 ? [this.#takeBatchInPlace()] : [];
  }

  #keep(buffer: Buffer, from: number, to: number): void {
    if (to > from) this.#parts.push(buffer.subarray(from, to));
  }

  /** Hands out the whole lines before the line that became too long, and drops what is held of it. */
  #startSkippingInPlace(events: BatchEvent[]): void {
    if (this.#lineCount > 0) events.push(this.#takeBatchInPlace());
    this.#parts = [];
    this.#skipping = true;
  }

  #finishSkippingInPlace(): TooLongLine {
    const event: TooLongLine = {
      kind: 'issue',
      line: this.#firstLine,
      code: 'line_too_long',
      message: `The line has ${this.#tailBytes} bytes; the longest that is read has ${this.#limits.maxLineBytes}.`,
    };
    this.#skipping = false;
    this.#tailBytes = 0;
    this.#firstLine += 1;
    return event;
  }

  #takeBatchInPlace(): LineBatch {
    const bytes = new Uint8Array(this.#wholeBytes);
    let offset = 0;
    for (const part of this.#parts) {
      const taken = part.subarray(0, bytes.length - offset);
      bytes.set(taken, offset);
      offset += taken.length;
    }
    const batch: LineBatch = { kind: 'batch', firstLine: this.#firstLine, lineCount: this.#lineCount, bytes };
    this.#parts = [];
    this.#firstLine += this.#lineCount;
    this.#lineCount = 0;
    this.#wholeBytes = 0;
    return batch;
  }
}

/** Batches of whole lines of a byte stream, too long lines in their place. */
export async function* splitIntoBatches(
  chunks: AsyncIterable<Uint8Array>,
  limits: BatchLimits = DEFAULT_BATCH_LIMITS,
): AsyncGenerator<BatchEvent> {
  const batcher = new LineBatcher(limits);
  for await (const chunk of chunks) yield* batcher.push(chunk);
  yield* batcher.end();
}

/** The lines of a batch as views of its bytes: no newline, a carriage return left in place. */
export function* linesOf(batch: Pick<LineBatch, 'firstLine' | 'bytes'>): Generator<SourceRecord> {
  const buffer = asBuffer(batch.bytes);
  let line = batch.firstLine;
  let position = 0;
  while (position < buffer.length) {
    const newline = buffer.indexOf(NEWLINE, position);
    const stop = newline === -1 ? buffer.length : newline;
    yield { line, bytes: buffer.subarray(position, stop) };
    position = stop + 1;
    line += 1;
  }
}

/** Line by line, for a file that one thread reads in order. Too long lines come as events in their place. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limits: BatchLimits = DEFAULT_BATCH_LIMITS,
): AsyncGenerator<SourceRecord | TooLongLine> {
  for await (const event of splitIntoBatches(chunks, limits)) {
    if (event.kind === 'batch') yield* linesOf(event);
    else yield event;
  }
}

export function isTooLong(entry: SourceRecord | TooLongLine): entry is TooLongLine {
  return 'kind' in entry;
}
