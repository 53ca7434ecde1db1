import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvRecords } from './csv-records';
import { collect, inChunks } from './testing/chunks';

async function read(text: string | Buffer, delimiter = ',', chunkBytes = 1_000): Promise<unknown[]> {
  const events = await collect(readCsvRecords(inChunks(Buffer.from(text), chunkBytes), delimiter));
  return events.map((event) =>
    event.kind === 'record' ? [event.line, JSON.parse(Buffer.from(event.bytes).toString())] : event,
  );
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

describe('readCsvRecords', () => {
  test.each([1, 7, 64])('reads a table in chunks of %i', async (chunkBytes) => {
    const text = '\uFEFFquestion, answer\r\n"Which river, crosses\nBasel?",Rhine\r\n\r\n12" disc,\r\nshort\r\n';
    expect(await read(text, ',', chunkBytes)).toEqual([
      [3, { question: 'Which river, crosses\nBasel?', answer: 'Rhine' }],
      [5, { question: '12" disc', answer: '' }],
      [6, { question: 'short' }],
    ]);
  });

  test('tabs separate, and names of objects are only names', async () => {
    const events = await collect(readCsvRecords(inChunks(Buffer.from('__proto__\tb\n1\t2\n'), 3), '\t'));
    expect(events.map((event) => (event.kind === 'record' ? Buffer.from(event.bytes).toString() : event))).toEqual([
      '{"__proto__":"1","b":"2"}',
    ]);
  });

  test('cells behind the header cost the row, unless they are empty', async () => {
    expect(await read('a,b\n1,2,\n1,2,3\n4,5\n')).toEqual([
      [2, { a: '1', b: '2' }],
      { kind: 'issue', line: 3, code: 'line_not_csv', message: 'The row has 3 cells; the header names 2 columns.' },
      [4, { a: '4', b: '5' }],
    ]);
  });

  test('a quote that never closes is an issue, and the rows before it stay', async () => {
    const events = await read('a\n1\n"never\n2\n');
    expect(events[0]).toEqual([2, { a: '1' }]);
    expect(events[1]).toMatchObject({ kind: 'issue', code: 'line_not_csv' });
  });

  test('bytes that are no UTF-8 are read and said', async () => {
    expect(await read(Buffer.from('a\ngr\xfcn\n', 'latin1'))).toEqual([
      [2, { a: 'gr\uFFFDn' }],
      expect.objectContaining({ code: 'line_invalid_utf8' }),
    ]);
    expect(await read('a\n\uFFFD\n')).toEqual([[2, { a: '\uFFFD' }]]);
  });

  test('nothing but a header, and nothing', async () => {
    expect(await read('a,b\n')).toEqual([]);
    expect(await read('')).toEqual([]);
  });

  test('gives back every cell', async () => {
    const table = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string()), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(1, 5, 1_000), async (rows, chunkBytes) => {
        const text = ['a,b', ...rows.map((row) => row.map(cell).join(','))].join('\n');
        const values = (await read(text, ',', chunkBytes)).map((event) => (Array.isArray(event) ? event[1] : event));
        expect(values).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
      { numRuns: 200 },
    );
  });
});
