import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chunksOf, memorySource, sliceOf, windowedSource } from './byte-source';
import type { ByteSource } from './byte-source';
import { containerKind } from './container-kind';
import { safeMemberPath } from './limits';
import { buildTar } from './testing/build-tar';
import { buildZip } from './testing/build-zip';
import { collect } from './testing/chunks';

const BYTES = Buffer.from('0123456789');

async function read(source: ByteSource, start: number, end: number): Promise<string> {
  return Buffer.from(await source.read(start, end)).toString();
}

describe('byte sources', () => {
  test.each([
    ['memory', memorySource(BYTES)],
    ['a window of 4', windowedSource(memorySource(BYTES), 4)],
    ['a slice of more', sliceOf(memorySource(Buffer.from('ab0123456789cd')), 2, 12)],
    ['a slice of a slice', sliceOf(sliceOf(memorySource(Buffer.from('ab0123456789cd')), 1, 14), 1, 11)],
  ])('%s: end is exclusive, and only the end of the source gives fewer bytes', async (_, source) => {
    expect(source.size).toBe(10);
    for (const [start, end, expected] of [
      [0, 3, '012'],
      [2, 5, '234'],
      [8, 20, '89'],
      [10, 12, ''],
      [4, 4, ''],
      [0, 10, '0123456789'],
      [1, 2, '1'],
    ] as const) {
      expect(await read(source, start, end)).toBe(expected);
    }
  });

  test('a slice past the end is as long as what is there', () => {
    expect(sliceOf(memorySource(BYTES), 8, 99).size).toBe(2);
    expect(sliceOf(memorySource(BYTES), 99, 120).size).toBe(0);
  });

  test('chunks are the source in order', async () => {
    const chunks = await collect(chunksOf(memorySource(BYTES), 4));
    expect(chunks.map((chunk) => Buffer.from(chunk).toString())).toEqual(['0123', '4567', '89']);
    expect(await collect(chunksOf(memorySource(Buffer.alloc(0))))).toEqual([]);
  });
});

describe('containerKind', () => {
  test('is told by the first bytes', async () => {
    expect(containerKind(await buildTar([[{ name: 'a' }, 'a']]))).toBe('tar');
    expect(containerKind(buildZip([{ name: 'a', content: 'a' }]))).toBe('zip');
    expect(containerKind(buildZip([]))).toBe('zip');
    expect(containerKind(gzipSync('a'))).toBe('gzip');
    expect(containerKind(zstdCompressSync('a'))).toBe('zstd');
    expect(containerKind(Buffer.from('PAR1....'))).toBe('parquet');
  });

  test.each(['', 'P', '{"a":1}', 'ustar', ' '.repeat(600), `${'x'.repeat(257)}ustar\0${'0'.repeat(300)}`])(
    'text is none: %j',
    (text) => {
      expect(containerKind(Buffer.from(text))).toBeNull();
    },
  );

  test('zeros are no tar, though their checksum field reads as nothing', () => {
    expect(containerKind(Buffer.alloc(1024))).toBeNull();
  });
});

describe('safeMemberPath', () => {
  test.each([
    ['a/b.jsonl', 'a/b.jsonl'],
    ['./a//b\\c', 'a/b/c'],
    ['a/./b/', 'a/b'],
    ['...', '...'],
    ['a..b/c', 'a..b/c'],
    ['', null],
    ['.', null],
    ['..', null],
    ['a/..', null],
    ['/a', null],
    ['\\a', null],
    ['c:a', null],
    ['a\nb', null],
    ['a\u007fb', null],
    ['x'.repeat(1_000), 'x'.repeat(1_000)],
    ['x'.repeat(1_001), null],
  ])('%j is %j', (path, safe) => {
    expect(safeMemberPath(path)).toBe(safe);
  });
});
