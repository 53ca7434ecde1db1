import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readLines } from './read-lines';

function bodyOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
}

async function linesOf(bytes: Uint8Array, size: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of readLines(bodyOf(bytes, size))) lines.push(line);
  return lines;
}

test('lines come whole, however the bytes are cut', async () => {
  const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
      const bytes = new TextEncoder().encode(lines.map((text) => `${text.toWellFormed()}\n`).join(''));
      expect(await linesOf(bytes, size)).toEqual(lines.map((text) => text.toWellFormed()));
    }),
  );
});

test('a last line needs no end, and leaving early closes the body', async () => {
  expect(await linesOf(new TextEncoder().encode('a\nb'), 2)).toEqual(['a', 'b']);
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('a\n')),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const first of readLines(endless)) {
    expect(first).toBe('a');
    break;
  }
  expect(cancelled).toBe(true);
});
