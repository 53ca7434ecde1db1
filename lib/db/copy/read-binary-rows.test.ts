import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BinaryRowEncoder } from './binary-row-encoder';
import { readBinaryRows } from './read-binary-rows';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Rows of a number and some bytes, as PostgreSQL would send them. */
function encode(rows: readonly { readonly number: number | null; readonly bytes: Uint8Array }[]): Buffer {
  const encoder = new BinaryRowEncoder();
  for (const { number, bytes } of rows) {
    encoder.startRow(2);
    encoder.int4(number);
    encoder.bytea(bytes);
  }
  return Buffer.from(encoder.finish());
}

async function decode(bytes: Buffer, size: number) {
  const rows: { number: number | null; bytes: number[] }[] = [];
  for await (const [number, body] of readBinaryRows(inChunks(bytes, size))) {
    rows.push({ number: number?.readInt32BE() ?? null, bytes: [...(body ?? [])] });
  }
  return rows;
}

describe('readBinaryRows', () => {
  test('gives back what was written, however the bytes come in', async () => {
    const row = fc.record({
      number: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 64 }), async (rows, size) => {
        const expected = rows.map(({ number, bytes }) => ({ number, bytes: [...bytes] }));
        expect(await decode(encode(rows), size)).toEqual(expected);
      }),
    );
  });

  test('rows that break off are an error', async () => {
    const whole = encode([{ number: 1, bytes: Uint8Array.of(1, 2, 3) }]);
    for (const length of [0, 5, 19, 24, whole.length - 1]) {
      await expect(decode(whole.subarray(0, length), 7)).rejects.toThrow('ended before');
    }
  });
});
