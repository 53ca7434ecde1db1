import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ByteScan, type BytePositions } from './byte-scan';

/** Few values, so that words are met by chance; the last two share their places in the table of steps with others. */
const byte = fc.constantFrom(1, 2, 3, 33, 255);
const position = fc.uniqueArray(byte, { minLength: 1, maxLength: 2 });
const word = fc.oneof(
  { weight: 4, arbitrary: fc.array(position, { minLength: 2, maxLength: 7 }) },
  { weight: 1, arbitrary: fc.array(position, { minLength: 60, maxLength: 80 }) },
);
const text = fc.array(byte, { maxLength: 400 });

/** Byte by byte. */
function plainly(bytes: readonly number[], words: readonly BytePositions[]): boolean {
  return bytes.some((_, start) =>
    words.some((wanted) => wanted.every((values, at) => values.includes(bytes[start + at] ?? -1))),
  );
}

describe('ByteScan', () => {
  test('finds words where a plain reader finds them', () => {
    fc.assert(
      fc.property(text, fc.array(word, { minLength: 1, maxLength: 4 }), (bytes, words) => {
        const scan = new ByteScan(words);
        expect(scan.isIn(Uint8Array.from(bytes), 0, bytes.length)).toBe(plainly(bytes, words));
      }),
      { numRuns: 3000 },
    );
  });

  test('finds a word at every place of a part, and none that reaches out of it', () => {
    const words: readonly BytePositions[] = [[[1], [2, 3], [4], [5], [6]], [[7], [7], [7], [7], [7], [8]]]; // prettier-ignore
    const scan = new ByteScan(words);
    for (const found of [
      [1, 3, 4, 5, 6],
      [7, 7, 7, 7, 7, 8],
    ]) {
      for (let at = 0; at + found.length <= 100; at += 1) {
        const bytes = new Uint8Array(100).fill(7, 0, at);
        bytes.set(found, at);
        expect(scan.isIn(bytes, 0, 100)).toBe(true);
        expect(scan.isIn(bytes, at, at + found.length)).toBe(true);
        expect(scan.isIn(bytes, at, at + found.length - 1)).toBe(false);
        expect(scan.isIn(bytes, at + (found[0] === 1 ? 1 : 2), 100)).toBe(false);
      }
    }
  });

  test('takes no word of one byte, and not none', () => {
    expect(() => new ByteScan([])).toThrow('two bytes or more');
    expect(() => new ByteScan([[[1], [2]], [[1]]])).toThrow('two bytes or more');
  });
});
