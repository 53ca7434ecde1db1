import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import type { SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';
import { memorySource } from './byte-source';
import { parquetColumns, readParquetRecords } from './parquet-records';
import { collect, refusalOf } from './testing/chunks';

type WriteOptions = Parameters<typeof parquetWriteBuffer>[0];

const PACK = { GZIP: (bytes: Uint8Array) => gzipSync(bytes), ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes) };

function write(options: WriteOptions): Buffer {
  return Buffer.from(parquetWriteBuffer({ compressors: PACK, ...options }));
}

async function rowsOf(file: Buffer, rows?: number): Promise<unknown[]> {
  const records = await collect(readParquetRecords(memorySource(file), rows === undefined ? {} : { rows }));
  expect(records.map(({ line }) => line)).toEqual(records.map((_, index) => index + 1));
  return records.map(({ bytes }) => {
    const text = Buffer.from(bytes).toString();
    expect(text).not.toContain('\n');
    return JSON.parse(text);
  });
}

const MESSAGES = [
  [
    { role: 'user', content: 'Which river crosses Basel?' },
    { role: 'assistant', content: 'The „Rhine“ \u{1F30A}\n"so"' },
  ],
  [],
  [{ role: 'tool', content: null }],
  null,
  [{ role: 'user', content: '' }],
];
/** list<struct<role, content>>, list<double> and struct<id, score>, all optional, as pyarrow writes them. */
const NESTED_SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: 3 },
  { name: 'messages', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'role', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'content', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'scores', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  { name: 'größe', repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'id', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'label', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
];
const SCORES = [[0.5, Number.NaN, null], [], null, [1], [2, 3]];
const STRUCTS = [
  { id: 1n, label: 'ä' },
  { id: null, label: null },
  null,
  { id: 2n ** 60n, label: '' },
  { id: -5n, label: 'x' },
];

function nestedFile(options: Partial<WriteOptions> = {}): Buffer {
  return write({
    schema: NESTED_SCHEMA,
    columnData: [
      { name: 'messages', data: MESSAGES },
      { name: 'scores', data: SCORES },
      { name: 'größe', data: STRUCTS },
    ],
    ...options,
  });
}
const NESTED_ROWS = [
  { messages: MESSAGES[0], scores: [0.5, null, null], größe: { id: 1, label: 'ä' } },
  { messages: [], scores: [], größe: { id: null, label: null } },
  { messages: MESSAGES[2], scores: null, größe: null },
  { messages: null, scores: [1], größe: { id: '1152921504606846976', label: '' } },
  { messages: MESSAGES[4], scores: [2, 3], größe: { id: -5, label: 'x' } },
];

describe('readParquetRecords', () => {
  test.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const)(
    'reads nested columns packed with %s',
    async (codec) => {
      expect(await rowsOf(nestedFile({ codec }))).toEqual(NESTED_ROWS);
    },
  );

  test.each([
    ['a row group a row', { rowGroupSize: 1 }],
    ['row groups of two', { rowGroupSize: 2 }],
    ['pages of a few bytes', { pageSize: 8 }],
  ])('reads the same from %s', async (_, options) => {
    expect(await rowsOf(nestedFile(options))).toEqual(NESTED_ROWS);
  });

  test('plain columns of every type', async () => {
    const file = write({
      columnData: [
        { name: 'text', data: ['a "q" \\', 'größe \u{1F30A}', '\u0000\u2028'], type: 'STRING' },
        { name: 'big', data: [1n, 2n ** 53n, -3n], type: 'INT64' },
        { name: 'small', data: [1, 2, null], type: 'INT32', nullable: true },
        { name: 'number', data: [0.1, Number.NaN, -Infinity], type: 'DOUBLE' },
        { name: 'flag', data: [true, false, true], type: 'BOOLEAN' },
        { name: 'time', data: [new Date(0), new Date('2026-08-22T10:11:12.345Z'), new Date(-1)], type: 'TIMESTAMP' },
        {
          name: 'bytes',
          data: [Buffer.from('text ä'), Buffer.from([0xff, 0xfe]), Buffer.alloc(0)],
          type: 'BYTE_ARRAY',
        },
        { name: 'json', data: [{ ü: ['\u{1F30A}'] }, [1], null], type: 'JSON', nullable: true },
      ],
    });
    expect(await rowsOf(file)).toEqual([
      {
        text: 'a "q" \\',
        big: 1,
        small: 1,
        number: 0.1,
        flag: true,
        time: '1970-01-01T00:00:00.000Z',
        bytes: 'text ä',
        json: { ü: ['\u{1F30A}'] },
      },
      {
        text: 'größe \u{1F30A}',
        big: '9007199254740992',
        small: 2,
        number: null,
        flag: false,
        time: '2026-08-22T10:11:12.345Z',
        bytes: '//4=',
        json: [1],
      },
      {
        text: '\u0000\u2028',
        big: -3,
        small: null,
        number: null,
        flag: true,
        time: '1969-12-31T23:59:59.999Z',
        bytes: '',
        json: null,
      },
    ]);
    expect(await parquetColumns(memorySource(file))).toEqual([
      { name: 'text', kind: 'text' },
      { name: 'big', kind: 'number' },
      { name: 'small', kind: 'number' },
      { name: 'number', kind: 'number' },
      { name: 'flag', kind: 'boolean' },
      { name: 'time', kind: 'time' },
      { name: 'bytes', kind: 'bytes' },
      { name: 'json', kind: 'json' },
    ]);
  });

  test('reads any texts and numbers in any pages and row groups', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.option(fc.string({ unit: 'grapheme' })), tags: fc.array(fc.string()) }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.constantFrom(1, 3, 1_000),
        fc.constantFrom(16, 100, 1_000_000),
        async (rows, rowGroupSize, pageSize) => {
          const file = write({
            rowGroupSize,
            pageSize,
            schema: [
              { name: 'root', num_children: 2 },
              { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
              { name: 'tags', repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
              { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
              { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
            ],
            columnData: [
              { name: 'text', data: rows.map(({ text }) => text) },
              { name: 'tags', data: rows.map(({ tags }) => tags) },
            ],
          });
          expect(await rowsOf(file)).toEqual(JSON.parse(JSON.stringify(rows)));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('reads the first rows only, and of them only their pages', async () => {
    const text = Array.from({ length: 2_000 }, (_, index) => `${index} ${'x'.repeat(1_000)}`);
    const file = write({ codec: 'UNCOMPRESSED', pageSize: 10_000, columnData: [{ name: 'text', data: text }] });
    let readBytes = 0;
    const source = memorySource(file);
    const counting = {
      size: source.size,
      read: (start: number, end: number) => {
        readBytes += Math.min(end, source.size) - start;
        return source.read(start, end);
      },
    };
    const records = await collect(readParquetRecords(counting, { rows: 3 }));
    expect(records.length).toBe(3);
    expect(readBytes).toBeLessThan(1_700_000);
    expect(await rowsOf(file, 0)).toEqual([]);
    expect((await rowsOf(file)).length).toBe(2_000);
  });

  test('a file without rows has none', async () => {
    expect(await rowsOf(write({ columnData: [{ name: 'a', data: [], type: 'STRING' }] }))).toEqual([]);
  });

  test('an unknown codec is named with its column', async () => {
    const file = write({ codec: 'LZO', columnData: [{ name: 'prompt', data: ['a'] }], compressors: { LZO: (b) => b } });
    expect(await refusalOf(() => rowsOf(file))).toBe(
      'codec_not_supported: The Parquet column "prompt" is packed with LZO, which is not read.',
    );
  });

  test('cut anywhere it is damaged', async () => {
    const file = nestedFile();
    for (let length = 0; length < file.length; length += 1) {
      expect(await refusalOf(() => rowsOf(file.subarray(0, length)))).toMatch(/^parquet_damaged: /);
    }
  });

  test('a page that says it is endless is refused at once', async () => {
    const text = Array.from({ length: 100 }, () => 'the same text again and again '.repeat(40_000));
    const file = write({ codec: 'ZSTD', columnData: [{ name: 'text', data: text }] });
    expect(file.length).toBeLessThan(10_000);
    expect(await refusalOf(() => collect(readParquetRecords(memorySource(file))))).toMatch(/^archive_too_large: /);
  });

  test('bytes changed at random give rows or a refusal, never another error', async () => {
    const file = nestedFile({ codec: 'SNAPPY', rowGroupSize: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const changed = Buffer.from(file);
          for (const [position, byte] of changes) changed[position] = byte;
          const start = performance.now();
          await refusalOf(() => collect(readParquetRecords(memorySource(changed))));
          expect(performance.now() - start).toBeLessThan(1_000);
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  test('an error of the source is not taken for damage', async () => {
    const source = { size: 1_000, read: () => Promise.reject(new Error('disk gone')) };
    await expect(collect(readParquetRecords(source))).rejects.toThrow('disk gone');
    await expect(parquetColumns(source)).rejects.toThrow('disk gone');
  });

  test.skipIf(!hasRealData)(`reads a real file as hyparquet itself does${REAL_DATA_NOTE}`, async () => {
    const file = readRealFile('igpo/verl-prompts.parquet');
    const rows = await rowsOf(file);
    const { buffer } = Uint8Array.from(file);
    const expected = await parquetReadObjects({ file: buffer, compressors });
    expect(rows.length).toBe(3_197);
    expect(rows).toEqual(JSON.parse(JSON.stringify(expected)));
  });
});
