import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expand } from './compressed';
import type { CompressionKind, ExpandOptions } from './compressed';
import { bytesOf, inChunks, refusalOf } from './testing/chunks';

const TEXT = Array.from({ length: 5_000 }, (_, index) => `{"step":${index}}`).join('\n');
const KINDS = ['gzip', 'zstd'] as const;
const pack = { gzip: gzipSync, zstd: zstdCompressSync };

async function expanded(kind: CompressionKind, bytes: Buffer, chunkBytes = 1000, options: ExpandOptions = {}) {
  return (await bytesOf(expand(kind, inChunks(bytes, chunkBytes), options))).toString();
}

describe.each(KINDS)('expand %s', (kind) => {
  test.each([1, 7, 64, 1 << 20])('gives the content in chunks of %i bytes', async (chunkBytes) => {
    expect(await expanded(kind, pack[kind](TEXT), chunkBytes)).toBe(TEXT);
  });

  test.each([1, 7, 64, 1 << 20])('reads members in a row, in chunks of %i bytes', async (chunkBytes) => {
    const members = Buffer.concat(['one ', 'two ', '', TEXT].map((text) => pack[kind](text)));
    expect(await expanded(kind, members, chunkBytes)).toBe(`one two ${TEXT}`);
  });

  test('what ends early is damaged, unless only its beginning is at hand', async () => {
    const half = pack[kind](TEXT).subarray(0, 2_000);
    expect(await refusalOf(() => expanded(kind, half))).toMatch(
      /^archive_damaged: The file is damaged: it ends before/,
    );
    const beginning = await expanded(kind, half, 100, { complete: false });
    expect(TEXT.startsWith(beginning)).toBe(true);
    if (kind === 'gzip') expect(beginning.length).toBeGreaterThan(1_000);
  });

  test('a beginning of many members ends without an error wherever it is cut', async () => {
    const members = Buffer.concat(['one ', 'two ', 'three'].map((text) => pack[kind](text)));
    for (let length = 1; length < members.length; length += 1) {
      const beginning = await expanded(kind, members.subarray(0, length), 10, { complete: false });
      expect('one two three'.startsWith(beginning)).toBe(true);
    }
  });

  test('bytes of another kind are damaged', async () => {
    const other = brotliCompressSync(TEXT);
    expect(await refusalOf(() => expanded(kind, other, 100, { what: 'a.jsonl.gz' }))).toMatch(
      /^archive_damaged: a.jsonl.gz is damaged: its compressed bytes do not make sense/,
    );
  });

  test('a bomb is refused by its ratio, and by its size', async () => {
    const bomb = pack[kind](Buffer.alloc(12 * 2 ** 20));
    const limits = { ratioFreeBytes: 2 ** 20, maxRatio: 100 };
    expect(await refusalOf(() => expanded(kind, bomb, 64, limits))).toMatch(/^archive_too_large: .*100 fold/);
    expect(await refusalOf(() => expanded(kind, bomb, 64, { maxExpandedBytes: 1_000 }))).toMatch(
      /^archive_too_large: .*1000 bytes/,
    );
    expect((await expanded(kind, bomb)).length).toBe(12 * 2 ** 20);
  });

  test('an error of the source is not taken for damage, and the source is closed when the reader stops', async () => {
    let closed = false;
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield pack[kind](TEXT).subarray(0, 100);
      throw new Error('disk gone');
    }
    await expect(bytesOf(expand(kind, failing()))).rejects.toThrow('disk gone');
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield pack[kind](TEXT);
      } finally {
        closed = true;
      }
    }
    for await (const chunk of expand(kind, endless())) {
      if (chunk.length > 0) break;
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
  });
});
