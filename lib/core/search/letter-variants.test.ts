import { expect, test } from 'vitest';

import { variantsOf } from './letter-variants';

/** Every character but halves of pairs. */
const ALL = Array.from({ length: 0x11_0000 - 0x800 }, (_, index) =>
  String.fromCodePoint(index < 0xd800 ? index : index + 0x800),
).join('');

test.each([
  ...Array.from('abcdefghijklmnopqrstuvwxyzKS'),
  '1',
  ' ',
  'ſ',
  '\u212a',
  'ß',
  'ẞ',
  'İ',
  'ı',
  'å',
  'Σ',
  'ς',
  'µ',
  'ǅ',
  '“',
])('the variants of %s are those that the engine takes for it', (character) => {
  const code = character.codePointAt(0)?.toString(16);
  const same = ALL.match(new RegExp(String.raw`\u{${code}}`, 'giu')) ?? [];
  expect([...variantsOf(character)].toSorted()).toEqual([...same].toSorted());
});
