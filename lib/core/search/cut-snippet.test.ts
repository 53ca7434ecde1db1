import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cutSnippet } from './cut-snippet';

test('a short text stands there whole', () => {
  expect(cutSnippet('The Tegetthoff was a ship.', 4, 14)).toEqual({
    before: 'The ',
    match: 'Tegetthoff',
    after: ' was a ship.',
  });
});

test('no part is longer than it may be, and none begins or ends within a character', () => {
  const text = fc.string({ unit: fc.constantFrom('😀', 'a', 'é'), minLength: 1, maxLength: 600 });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (given, first, length) => {
      const characters = Array.from(given);
      const at = first % characters.length;
      const start = characters.slice(0, at).join('').length;
      const end = start + characters.slice(at, at + 1 + length).join('').length;
      const { before, match, after } = cutSnippet(given, start, end);
      expect([before.isWellFormed(), match.isWellFormed(), after.isWellFormed()]).toEqual([true, true, true]);
      expect([before.length <= 60, match.length <= 200, after.length <= 110]).toEqual([true, true, true]);
      expect(given.slice(0, start).endsWith(before)).toBe(true);
      expect(given.slice(start, end).startsWith(match)).toBe(true);
      expect(given.slice(end).startsWith(after)).toBe(true);
    }),
  );
});
