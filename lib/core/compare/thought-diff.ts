import { diffWordsWithSpace } from 'diff';

/** A stretch of text that stands in both texts, or in one of them. */
export interface DiffPart {
  readonly side: 'both' | 'left' | 'right';
  readonly text: string;
}

export type TextDiff =
  | { readonly kind: 'diff'; readonly parts: readonly DiffPart[] }
  /** One of the texts is longer than LONGEST_DIFFED. */
  | { readonly kind: 'too_long' }
  /** More words differ than MOST_EDITS. */
  | { readonly kind: 'too_different' };

/** Longer texts are not compared word by word. Characters. */
export const LONGEST_DIFFED = 60_000;
/** Words put in and taken out at most: the work grows with the square of it. */
export const MOST_EDITS = 800;

/**
 * What two texts have in common word by word, after Myers (the `diff` package, white space kept). Bounded by the length
 * of the texts and by the number of differences rather than by time, so that the same texts always give the same answer.
 *
 * @returns Parts whose `both` and `left` texts joined are the left text, and whose `both` and `right` texts joined are the
 *   right one.
 * @example diffTexts('a ship', 'a boat') // both 'a ', left 'ship', right 'boat'
 */
export function diffTexts(left: string, right: string): TextDiff {
  if (Math.max(left.length, right.length) > LONGEST_DIFFED) return { kind: 'too_long' };
  const changes = diffWordsWithSpace(left, right, { maxEditLength: MOST_EDITS });
  if (changes === undefined) return { kind: 'too_different' };
  return {
    kind: 'diff',
    parts: changes.map(({ value, added, removed }) => ({
      side: added ? 'right' : removed ? 'left' : 'both',
      text: value,
    })),
  };
}
