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
  const parts = changes.map(({ value, added, removed }): DiffPart => ({
    side: added ? 'right' : removed ? 'left' : 'both',
    text: value,
  }));
  return { kind: 'diff', parts: joinChanges(parts) };
}

/** Changes that only white space parts are one change: `of the` for `on land`, not two changed words with a space. */
function joinChanges(parts: readonly DiffPart[]): readonly DiffPart[] {
  const joined: DiffPart[] = [];
  const change = { left: '', right: '' };
  const flush = (): void => {
    for (const side of ['left', 'right'] as const) {
      if (change[side] !== '') joined.push({ side, text: change[side] });
      change[side] = '';
    }
  };
  for (const [at, { side, text }] of parts.entries()) {
    const next = parts[at + 1]?.side ?? 'both';
    const partsChanges = text.trim() === '' && next !== 'both' && (change.left !== '' || change.right !== '');
    if (side !== 'both') change[side] += text;
    else if (partsChanges) {
      change.left += text;
      change.right += text;
    } else {
      flush();
      joined.push({ side, text });
    }
  }
  flush();
  return joined;
}
