import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { countText, findText } from './find-text';

const ALL = { skip: 0, limit: 1000 };

/** Reads the text at every offset; the long way round. */
function naively(text: string, wanted: string): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= text.length;) {
    const hit = text.slice(at, at + wanted.length) === wanted;
    if (hit) found.push(at);
    at += hit ? wanted.length : 1;
  }
  return found;
}

describe('findText', () => {
  test('finds a text in any case, and in its own case only where that is asked for', () => {
    const text = 'A ship, a Ship, SHIPS';
    expect(findText(text, { text: 'Ship', matchCase: false }, ALL)).toEqual([
      { start: 2, end: 6 },
      { start: 10, end: 14 },
      { start: 16, end: 20 },
    ]);
    expect(findText(text, { text: 'Ship', matchCase: true }, ALL)).toEqual([{ start: 10, end: 14 }]);
    expect(findText(text, { text: 'ship', matchCase: false }, { skip: 1, limit: 1 })).toEqual([{ start: 10, end: 14 }]);
  });

  test('a letter whose lower case is longer shifts nothing', () => {
    // 'İ' is one unit, its lower case two.
    expect(findText('İİ ship', { text: 'SHIP', matchCase: false }, ALL)).toEqual([{ start: 3, end: 7 }]);
  });

  test('a text that overlaps itself counts from the left', () => {
    expect(countText('aaaaa', { text: 'aa', matchCase: true })).toBe(2);
  });

  test('an empty query is refused', () => {
    expect(() => countText('a', { text: '', matchCase: true })).toThrow(RangeError);
  });

  test('finds what a naive reader finds, in pages as at once', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' '), maxLength: 60 });
    const wanted = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(letters, wanted, fc.nat(5), (text, query, skip) => {
        const expected = naively(text.toLowerCase(), query);
        const found = findText(text, { text: query, matchCase: false }, ALL);
        expect(found.map(({ start }) => start)).toEqual(expected);
        expect(countText(text, { text: query, matchCase: false })).toBe(expected.length);
        expect(findText(text, { text: query, matchCase: false }, { skip, limit: 2 })).toEqual(
          found.slice(skip, skip + 2),
        );
      }),
    );
  });
});
