import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { oneLine } from './terminal-text';

describe('oneLine', () => {
  test('joins lines and cuts', () => {
    expect(oneLine('  a\n\n\tb  ')).toBe('a b');
    expect(oneLine('abcdef', 6)).toBe('abcdef');
    expect(oneLine('abcdefg', 6)).toBe('abcde…');
    expect(oneLine('😀😀😀', 2)).toBe('😀…');
  });

  test('takes the commands of terminals out of hostile text', () => {
    expect(oneLine('\u001B[2J\u001B]0;title\u0007x\u009B1m\u202Eabc')).toBe(
      '\uFFFD[2J\uFFFD]0;title\uFFFDx\uFFFD1m\uFFFDabc',
    );
  });

  test('is one printable line of bounded length for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (text, longest) => {
        const line = oneLine(text, longest);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(Array.from(line).length).toBeLessThanOrEqual(longest + 1);
      }),
    );
  });

  test('does not read a megabyte to print a word', () => {
    expect(oneLine('x'.repeat(5_000_000), 3)).toBe('xx…');
  });
});
