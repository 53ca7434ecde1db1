import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChunks } from '@/lib/import/testing/byte-source';
import { isTooLong, LineBatcher, linesOf, splitIntoBatches, splitLines, type BatchEvent } from './split-lines';

async function collect(text: string, chunkBytes: number, limits?: { batchBytes: number; maxLineBytes: number }) {
  const lines: [number, string][] = [];
  for await (const entry of splitLines(inChunks(Buffer.from(text), chunkBytes), limits)) {
    lines.push([
      entry.line,
      isTooLong(entry) ? `${entry.code}: ${entry.message}` : Buffer.from(entry.bytes).toString(),
    ]);
  }
  return lines;
}

describe('splitLines', () => {
  it('numbers lines from 1, keeps empty ones and the last without newline', async () => {
    expect(await collect('a\n\nb\r\nc', 64)).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'b\r'],
      [4, 'c'],
    ]);
  });

  it('gives no line behind the last newline, and none for an empty file', async () => {
    expect(await collect('a\n', 1)).toEqual([[1, 'a']]);
    expect(await collect('', 1)).toEqual([]);
  });

  it('drops a line past the limit, says its size, and goes on', async () => {
    const limits = { batchBytes: 8, maxLineBytes: 4 };
    const expected = [
      [1, 'ab'],
      [2, 'line_too_long: The line has 5 bytes; the longest that is read has 4.'],
      [3, 'abcd'],
      [4, 'line_too_long: The line has 6 bytes; the longest that is read has 4.'],
    ];
    for (const chunkBytes of [1, 2, 3, 7, 64]) {
      expect(await collect('ab\nabcde\nabcd\nabcdef', chunkBytes, limits)).toEqual(expected);
    }
  });

  it('gives the same lines as splitting the text, whatever the chunks, batches and limit', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '\n', '\r', '🚀'), maxLength: 60 });
    const sizes = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(text, sizes, sizes, sizes, async (content, chunkBytes, batchBytes, maxLineBytes) => {
        const expected = content.split('\n').map((line, index) => [index + 1, line] as const);
        if (expected.at(-1)?.[1] === '') expected.pop();
        const found = await collect(content, chunkBytes, { batchBytes, maxLineBytes });
        expect(found.map(([line]) => line)).toEqual(expected.map(([line]) => line));
        for (const [index, [, line]] of expected.entries()) {
          const tooLong = Buffer.byteLength(line) > maxLineBytes;
          if (tooLong) expect(found[index]?.[1]).toMatch(`The line has ${Buffer.byteLength(line)} bytes`);
          else expect(found[index]?.[1]).toBe(line);
        }
      }),
    );
  });
});

describe('LineBatcher', () => {
  it('closes a batch at the first line end past its size, and batches join to the file', async () => {
    const text = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
    for (const chunkBytes of [1, 7, 64, 1000]) {
      const batches: BatchEvent[] = [];
      const limits = { batchBytes: 40, maxLineBytes: 100 };
      for await (const event of splitIntoBatches(inChunks(Buffer.from(text), chunkBytes), limits)) batches.push(event);
      const whole = batches.flatMap((event) => (event.kind === 'batch' ? [event] : []));
      expect(whole.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).toBe(text);
      expect(whole.slice(0, -1).every(({ bytes }) => bytes.length >= 40 && bytes.at(-1) === 10)).toBe(true);
      expect(whole.map((batch) => [...linesOf(batch)].length)).toEqual(whole.map(({ lineCount }) => lineCount));
      expect(whole.every(({ bytes }) => bytes.buffer.byteLength === bytes.length)).toBe(true);
      let next = 1;
      for (const { firstLine, lineCount } of whole) {
        expect(firstLine).toBe(next);
        next += lineCount;
      }
    }
  });

  it('counts a line of 50 MB off as it streams past', () => {
    const batcher = new LineBatcher({ batchBytes: 1024, maxLineBytes: 1024 * 1024 });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 50; count += 1) {
      expect(batcher.push(Buffer.from(chunk))).toEqual([]);
    }
    const events = [...batcher.push(Buffer.from('\nshort\n')), ...batcher.end()];
    expect(events).toMatchObject([
      { kind: 'issue', line: 1, code: 'line_too_long' },
      { kind: 'batch', firstLine: 2, lineCount: 1 },
    ]);
  });

  it('refuses limits below one byte', () => {
    expect(() => new LineBatcher({ batchBytes: 0, maxLineBytes: 1 })).toThrow(RangeError);
    expect(() => new LineBatcher({ batchBytes: 1, maxLineBytes: 0 })).toThrow(RangeError);
  });
});
