import { closeSync, openSync, readSync } from 'node:fs';

import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';

const NEWLINE = 10;
/** Read in one go behind a block, in which its last line mostly ends. */
const TAIL_BYTES = 1 << 16;

/** The part of a file whose lines are read. */
export interface LineSlice {
  readonly start: number;
  readonly end: number;
}

/** The whole lines that start in a block of a file. */
export interface BlockLines {
  /** Newlines included; the last line of the file may lack its own. Valid until the next read where buffers are shared. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines that start in the block, a too long one included. */
  readonly lineCount: number;
  /** Bytes of the block's last line where it is longer than any line that is read; its bytes are left out. */
  readonly tooLongBytes: number | null;
}

/**
 * Reads lines of a file in blocks, each thread its own: a line belongs to the block in which it starts, so every line is
 * read exactly once wherever the blocks are cut. The lines are those of one slice of the file, which begins with a line. With `shareBuffer` all blocks use one buffer, which spares the garbage
 * collector a megabyte a block.
 */
export class BlockFile {
  readonly #descriptor: number;
  readonly #shareBuffer: boolean;
  readonly #maxLineBytes: number;
  #buffer = Buffer.alloc(0);
  #sliceEnd = Number.POSITIVE_INFINITY;

  constructor(file: string, options: { readonly shareBuffer: boolean; readonly maxLineBytes?: number }) {
    this.#descriptor = openSync(file, 'r');
    this.#shareBuffer = options.shareBuffer;
    this.#maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /**
   * @param start first byte of the block
   * @param end the byte after its last, at most the end of the slice
   * @param slice where the lines begin and end; default the whole file
   * @throws RangeError where the block is longer than a line may be
   */
  read(start: number, end: number, slice: LineSlice = { start: 0, end: Number.POSITIVE_INFINITY }): BlockLines {
    this.#sliceEnd = slice.end;
    if (end - start > this.#maxLineBytes)
      throw new RangeError(`a block of ${end - start} bytes is longer than a line may be`);
    // The byte before the block tells whether a line starts at its first one.
    const from = start === slice.start ? start : start - 1;
    const blockLength = end - from;
    this.#prepare(blockLength + TAIL_BYTES);
    let length = this.#fill(from, 0, blockLength + TAIL_BYTES);
    const first = start === slice.start ? 0 : this.#afterNewline(0, blockLength - 1);
    if (first === null || first >= Math.min(blockLength, length))
      return { bytes: new Uint8Array(0), lineCount: 0, tooLongBytes: null };
    const lastStart = (this.#lastNewline(first, blockLength - 1) ?? first - 1) + 1;
    const lineCount = 1 + this.#countNewlines(first, lastStart);
    let lastEnd = this.#afterNewline(lastStart, length);
    while (lastEnd === null) {
      if (length - lastStart > this.#maxLineBytes)
        return this.#withoutLongLine({ first, lastStart, lineCount, from, length });
      const searched = length;
      this.#grow(length * 2);
      length += this.#fill(from + length, length, this.#buffer.length - length);
      if (length === searched) lastEnd = length;
      else lastEnd = this.#afterNewline(searched, length);
    }
    if (lastEnd - lastStart > this.#maxLineBytes + 1) {
      return { bytes: this.#buffer.subarray(first, lastStart), lineCount, tooLongBytes: lastEnd - lastStart };
    }
    return { bytes: this.#buffer.subarray(first, lastEnd), lineCount, tooLongBytes: null };
  }

  /** Measures a line that is too long without keeping it. */
  #withoutLongLine(found: {
    readonly first: number;
    readonly lastStart: number;
    readonly lineCount: number;
    readonly from: number;
    readonly length: number;
  }): BlockLines {
    const bytes = Buffer.from(this.#buffer.subarray(found.first, found.lastStart));
    let measured = found.length - found.lastStart;
    for (let position = found.from + found.length; ;) {
      const read = this.#fill(position, 0, this.#buffer.length);
      const newline = this.#buffer.subarray(0, read).indexOf(NEWLINE);
      measured += newline === -1 ? read : newline;
      position += read;
      if (newline !== -1 || read === 0) return { bytes, lineCount: found.lineCount, tooLongBytes: measured };
    }
  }

  #prepare(bytes: number): void {
    if (!this.#shareBuffer || this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  #grow(bytes: number): void {
    const grown = Buffer.allocUnsafeSlow(bytes);
    this.#buffer.copy(grown);
    this.#buffer = grown;
  }

  /** Reads until as much is there or the slice ends; answers the bytes read. */
  #fill(filePosition: number, offset: number, bytes: number): number {
    const wanted = Math.min(bytes, Math.max(0, this.#sliceEnd - filePosition));
    let done = 0;
    while (done < wanted) {
      const read = readSync(this.#descriptor, this.#buffer, offset + done, wanted - done, filePosition + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  /** The position behind the first newline in [from, to), null where there is none. */
  #afterNewline(from: number, to: number): number | null {
    const newline = this.#buffer.subarray(0, to).indexOf(NEWLINE, from);
    return newline === -1 ? null : newline + 1;
  }

  #lastNewline(from: number, to: number): number | null {
    const newline = this.#buffer.subarray(from, to).lastIndexOf(NEWLINE);
    return newline === -1 ? null : from + newline;
  }

  #countNewlines(from: number, to: number): number {
    let count = 0;
    for (
      let at = this.#buffer.indexOf(NEWLINE, from);
      at !== -1 && at < to;
      at = this.#buffer.indexOf(NEWLINE, at + 1)
    ) {
      count += 1;
    }
    return count;
  }
}
