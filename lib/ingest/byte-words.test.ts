import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compileSearch } from '@/lib/core/search/search-query';

import { wordTest } from './byte-words';

/** Letters with more than one case, or one of another length in UTF-8, and bytes that begin or end several characters. */
const CHARACTERS = [
  'a',
  'A',
  'k',
  'K',
  '\u212a',
  's',
  'S',
  'ſ',
  'ß',
  'ẞ',
  'i',
  'İ',
  'ı',
  'å',
  '\u212b',
  'é',
  'É',
  '“',
  '\n',
  '😀',
];
const word = fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));
const filler = fc.array(fc.constantFrom(...CHARACTERS, 'z ', '. '), { maxLength: 40 }).map((parts) => parts.join(''));

function found(text: string, words: readonly string[], matchCase: boolean): boolean {
  return words.some((one) => compileSearch({ text: one, mode: 'text', matchCase, within: 'all' }).test(text));
}

/** A word in another case, letter by letter. */
function recased(text: string, flips: readonly boolean[]): string {
  return Array.from(text, (letter, at) => {
    if (flips[at % flips.length] !== true) return letter;
    if (letter === 'k') return '\u212a';
    if (letter === 's') return 'ſ';
    return letter.toUpperCase().length === 1 ? letter.toUpperCase() : letter;
  }).join('');
}

describe('wordTest', () => {
  test('says no to a part only where an expression finds none of the words', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
        fc.tuple(filler, filler, filler, filler),
        fc.boolean(),
        (words, flips, [outside, before, after, behind], matchCase) => {
          const mayHold = wordTest(words, matchCase);
          const inside = `${before}${recased(words[0] ?? '', flips)}${after}`;
          for (const text of [inside, before]) {
            const texts = Buffer.from(`${outside}${text}${behind}`);
            const start = Buffer.byteLength(outside);
            const answer = mayHold(texts, start, start + Buffer.byteLength(text));
            const isFound = found(text, words, matchCase);
            // With case, and with letters of ASCII, it is not mistaken the other way either.
            const isExact = matchCase || /^[ak]+$/i.test(words.join(''));
            expect({ missed: isFound && !answer, mistaken: isExact && answer && !isFound }).toEqual({
              missed: false,
              mistaken: false,
            });
          }
        },
      ),
      { numRuns: 4000 },
    );
  });

  test.each([
    ['polar skies', 'POLAR ſ\u212aIES', true],
    ['polar skies', 'polar \u212a and ſ', false],
    ['straße', 'Die STRAẞE', true],
    ['straße', 'strasse', false],
    ['\u212aelvin', 'kelvin', true],
    ['izmir', 'İzmir', false],
  ])('%s in %s: %s', (words, text, expected) => {
    const texts = Buffer.from(text);
    expect(wordTest([words], false)(texts, 0, texts.length)).toBe(expected);
  });
});
