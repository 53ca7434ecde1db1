import { expect, test } from 'vitest';

import { requiredWords } from './required-words';

test.each([
  [String.raw`\b(born|died|weyprechts) in \d{4}\b`, ['born in ', 'died in ', 'weyprechts in ']],
  ['polar year', ['polar year']],
  [String.raw`^Tegetthoff\.$`, ['Tegetthoff.']],
  ['colou?r', ['color', 'colour']],
  ['[Pp]olar', ['Polar', 'polar']],
  ['(?:polar|arctic)+ circle', [' circle']],
  ['(?<year>year) of (?=it)', ['year of ']],
  ['(?<=the )ship', ['ship']],
  [String.raw`https?:\/\/\w+\.org`, ['http://', 'https://']],
  [String.raw`\u{1F600}\x41\u0042`, ['😀AB']],
  ['a{2}bc', ['bc']],
  ['x{3}yz|uvw', ['yz', 'uvw']],
])('every match of %s holds one of %j', (source, words) => {
  expect(requiredWords(source)).toEqual(words);
});

test.each([
  '',
  'a',
  '.*',
  'ab|',
  '(?:abc)*',
  '(?:abc)?',
  '(?:abc){0,3}',
  '(?i:abc)',
  '(?-i:abc)',
  '(?!abc)',
  '[a-z]{2}[^ab]',
  String.raw`\d{4}-\d\d`,
  String.raw`\p{Lu}\w+`,
  String.raw`(a)\1`,
  String.raw`\ud83d\ude00`,
])('nothing is known of what the matches of %s hold', (source) => {
  expect(requiredWords(source)).toBe(null);
});

test('words that are many are not listed, long ones are not joined', () => {
  expect(requiredWords(Array.from({ length: 17 }, (_, index) => `word${index}`).join('|'))).toBe(null);
  expect(requiredWords('abc'.repeat(100))).toEqual(['abc'.repeat(8)]);
});
