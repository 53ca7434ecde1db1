import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { BlockFile } from './block-file';

const folder = mkdtempSync(join(tmpdir(), 'nearmiss-blocks-'));
const file = join(folder, 'log');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Read {
  readonly text: string;
  readonly lines: number;
  readonly tooLong: readonly { line: number; bytes: number }[];
}

/** The file block by block, put together again. */
function readInBlocks(
  content: string,
  blockBytes: number,
  options: { shareBuffer: boolean; maxLineBytes?: number },
): Read {
  writeFileSync(file, content);
  const size = Buffer.byteLength(content);
  const blocks = new BlockFile(file, options);
  let text = '';
  let lines = 0;
  const tooLong: { line: number; bytes: number }[] = [];
  for (let start = 0; start < size; start += blockBytes) {
    const block = blocks.read(start, Math.min(size, start + blockBytes));
    text += Buffer.from(block.bytes).toString('utf8');
    lines += block.lineCount;
    if (block.tooLongBytes !== null) tooLong.push({ line: lines, bytes: block.tooLongBytes });
  }
  blocks.close();
  return { text, lines, tooLong };
}

function lineCount(content: string): number {
  const lines = content.split('\n');
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', '"', '{', 'é', '\r'), maxLength: 12 }), {
  maxLength: 12,
});

test('every line is read exactly once, in order, wherever the blocks are cut', () => {
  fc.assert(
    fc.property(
      lines,
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (given, ended, block, shareBuffer) => {
        const content = given.join('\n') + (ended ? '\n' : '');
        const read = readInBlocks(content, block, { shareBuffer });
        expect(read).toEqual({ text: content, lines: lineCount(content), tooLong: [] });
      },
    ),
    { numRuns: 300 },
  );
});

test('a line past the limit costs itself; the lines around it are read', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 9, max: 200 }),
      fc.boolean(),
      (block, length, last) => {
        const long = 'x'.repeat(length);
        const content = last ? `one\ntwo\n${long}` : `one\n${long}\ntwo\nthree`;
        const read = readInBlocks(content, block, { shareBuffer: true, maxLineBytes: 8 });
        const line = last ? 3 : 2;
        expect(read.text).toBe(last ? 'one\ntwo\n' : 'one\ntwo\nthree');
        expect(read.lines).toBe(last ? 3 : 4);
        expect(read.tooLong.map((issue) => issue.line)).toEqual([line]);
      },
    ),
    { numRuns: 300 },
  );
});

test('a line of many blocks is read whole, and one beyond the limit is measured and dropped', () => {
  const long = 'y'.repeat(700_000);
  expect(readInBlocks(`a\n${long}\nb\n`, 1000, { shareBuffer: true }).text).toBe(`a\n${long}\nb\n`);
  const read = readInBlocks(`a\n${long}\nb\n`, 1000, { shareBuffer: true, maxLineBytes: 100_000 });
  expect(read.text).toBe('a\nb\n');
  expect(read.tooLong).toEqual([{ line: 2, bytes: 700_000 }]);
});

test('a block longer than the longest line is refused: a line inside it could be too long unnoticed', () => {
  expect(() => readInBlocks('a\nb\n', 4, { shareBuffer: true, maxLineBytes: 3 })).toThrow(RangeError);
});
