import { expect, test } from 'vitest';

import { wordBytes } from './word-bytes';

const KELVIN = [0xe2, 0x84, 0xaa];
const LONG_S = [0xc5, 0xbf];
const CAPITAL_SHARP_S = [0xe1, 0xba, 0x9e];

test.each([
  ['oz', false, [[111, 79], [122, 90]], []], // prettier-ignore
  ['oz', true, [[111], [122]], []],
  ['k', false, [[107, 75]], [KELVIN]],
  ['\u212a', false, [[107, 75]], [KELVIN]],
  ['\u212a', true, KELVIN.map((byte) => [byte]), []],
  ['s', false, [[115, 83]], [LONG_S]],
  ['ß', false, [[0xc3], [0x9f]], [CAPITAL_SHARP_S]],
  ['é', false, [[0xc3], [0xa9, 0x89]], []],
  ['İ', false, [[0xc4], [0xb0]], []],
  ['п', false, [[0xd0], [0xbf, 0x9f]], []],
  [
    'р',
    false,
    [
      [0xd1, 0xd0],
      [0x80, 0xa0],
    ],
    [],
  ],
  ['😀', false, [[0xf0], [0x9f], [0x98], [0x80]], []],
])('%s, with case %s, may have the bytes %j', (word, matchCase, positions, longer) => {
  const bytes = wordBytes(word, matchCase);
  const ordered = (lists: readonly (readonly number[])[]) => lists.map((list) => list.toSorted((a, b) => a - b));
  expect(ordered(bytes.positions)).toEqual(ordered(positions));
  expect(bytes.longer.map((one) => [...one])).toEqual(longer);
});
