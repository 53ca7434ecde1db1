import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { diffTexts, LONGEST_DIFFED, type DiffPart, type TextDiff } from './thought-diff';

function partsOf(diff: TextDiff): readonly DiffPart[] {
  return diff.kind === 'diff' ? diff.parts : [];
}

function sideOf(diff: TextDiff, side: 'left' | 'right'): string {
  return partsOf(diff)
    .filter((part) => part.side === 'both' || part.side === side)
    .map(({ text }) => text)
    .join('');
}

describe('diffTexts', () => {
  test('keeps the words of both and names those of one', () => {
    expect(diffTexts('I see a ship', 'I see a boat')).toEqual({
      kind: 'diff',
      parts: [
        { side: 'both', text: 'I see a ' },
        { side: 'left', text: 'ship' },
        { side: 'right', text: 'boat' },
      ],
    });
    expect(diffTexts('', '')).toMatchObject({ kind: 'diff' });
  });

  test('changes that only a space parts are one', () => {
    expect(partsOf(diffTexts('The man of the Polar Year led', 'The man on land led'))).toEqual([
      { side: 'both', text: 'The man ' },
      { side: 'left', text: 'of the Polar Year ' },
      { side: 'right', text: 'on land ' },
      { side: 'both', text: 'led' },
    ]);
  });

  test('gives up on what is too long or too different instead of taking for ever', () => {
    expect(diffTexts('a'.repeat(LONGEST_DIFFED + 1), 'a')).toEqual({ kind: 'too_long' });
    const words = (start: string) => Array.from({ length: 5_000 }, (_, at) => `${start}${at}`).join(' ');
    expect(diffTexts(words('a'), words('b'))).toEqual({ kind: 'too_different' });
  });

  test('both texts can be read off it', () => {
    const text = fc
      .array(fc.constantFrom('ship', 'boat', ' ', '\n', '.', 'é'), { maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const diff = diffTexts(left, right);
        expect(sideOf(diff, 'left')).toBe(left);
        expect(sideOf(diff, 'right')).toBe(right);
      }),
    );
  });
});
