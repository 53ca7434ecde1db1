import { expect, test } from 'vitest';

import { SmallIntegerRows } from './small-integer-rows';

// PostgreSQL 18: COPY (SELECT * FROM (VALUES (1, '{7,-2}'::int2[]), (300000, '{}'), (3, NULL), (4, '{5}')) v) TO STDOUT (FORMAT binary)
const STREAM = Buffer.from(
  [
    '5047434f50590aff0d0a00 00000000 00000000',
    '0002 00000004 00000001 00000020 00000001 00000000 00000015 00000002 00000001 00000002 0007 00000002 fffe',
    '0002 00000004 000493e0 0000000c 00000000 00000000 00000015',
    '0002 00000004 00000003 ffffffff',
    '0002 00000004 00000004 0000001a 00000001 00000000 00000015 00000001 00000001 00000002 0005',
    'ffff',
  ]
    .join('')
    .replaceAll(' ', ''),
  'hex',
);

test.each([1, 7, 64, STREAM.length])('reads rows whose chunks are %d bytes long', (size) => {
  const rows: [number, number[]][] = [];
  const reader = new SmallIntegerRows((key, values) => rows.push([key, [...values]]));
  for (let start = 0; start < STREAM.length; start += size) reader.read(STREAM.subarray(start, start + size));
  expect(rows).toEqual([
    [1, [7, -2]],
    [300_000, []],
    [3, []],
    [4, [5]],
  ]);
  expect(reader.rows).toBe(4);
});
