import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { areResultsDifferent, looksLikeError } from './turn-results';

describe('looksLikeError', () => {
  test.each([
    'Section not found: the_town__2010_film:director', // wiki-search logs of verifiers v0.1.8
    '[visit] Failed to read page.',
    '<tool_response>\n[visit] Failed to read page.',
    'Error: timeout of 30 s exceeded',
    'ValueError: no page of this id',
    'Traceback (most recent call last):',
    'HTTP 503',
    'HTTP/1.1 404 Not Found',
    'Could not fetch https://a.org',
    'Request timed out',
  ])('%s', (text) => expect(looksLikeError(text)).toBe(true));

  test.each([
    '',
    'Error correction codes are used in radio.',
    'The page was not found in the archive until 1900.',
    'Exceptional people of the Arctic',
    'Failed states are discussed below.',
    `${'a'.repeat(400)} Error: no`,
  ])('not %s', (text) => expect(looksLikeError(text)).toBe(false));

  test('does not slow down on hostile text', () => {
    expect(looksLikeError('['.repeat(1_000_000))).toBe(false);
    expect(looksLikeError('<a>[b] '.repeat(100_000))).toBe(false);
  });
});

describe('areResultsDifferent', () => {
  const of = (length: number, isError = false) => ({ length, isError });

  test('tells next to nothing from a page, and an error from a result', () => {
    expect(areResultsDifferent(of(50), of(5_000))).toBe(true);
    expect(areResultsDifferent(of(0), of(200))).toBe(true);
    expect(areResultsDifferent(of(199), of(1_990))).toBe(false);
    expect(areResultsDifferent(of(200), of(90_000))).toBe(false);
    expect(areResultsDifferent(of(2), of(60))).toBe(false);
    expect(areResultsDifferent(of(300, true), of(310))).toBe(true);
    expect(areResultsDifferent(of(30, true), of(40, true))).toBe(false);
  });

  test('is the same the other way round, and never so of equal results', () => {
    const result = fc.record({ length: fc.nat(100_000), isError: fc.boolean() });
    fc.assert(
      fc.property(result, result, (one, other) => {
        expect(areResultsDifferent(one, other)).toBe(areResultsDifferent(other, one));
        expect(areResultsDifferent(one, { ...one })).toBe(false);
      }),
    );
  });
});
