import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textBlocks } from './text-blocks';

describe('textBlocks', () => {
  it('cuts after whole lines', () => {
    expect(textBlocks('aa\nbb\ncc', { start: 0, end: 8 }, 1)).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 6 },
      { start: 6, end: 8 },
    ]);
    expect(textBlocks('long line', { start: 0, end: 9 }, 3)).toEqual([{ start: 0, end: 9 }]);
    expect(textBlocks('', { start: 0, end: 0 }, 3)).toEqual([]);
  });

  it('gives any stretch back', () => {
    const text = fc.array(fc.constantFrom('a', '\n', 'bc'), { maxLength: 30 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.nat(30), fc.integer({ min: 1, max: 9 }), (log, from, size) => {
        const start = Math.min(from, log.length);
        const blocks = textBlocks(log, { start, end: log.length }, size);
        expect(blocks.map((block) => log.slice(block.start, block.end)).join('')).toBe(log.slice(start));
        for (const block of blocks.slice(0, -1)) expect(log[block.end - 1]).toBe('\n');
      }),
    );
  });
});
