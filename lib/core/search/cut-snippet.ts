/** A match with a little of the text around it. A side that was cut does not say so: offsets in the text tell. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** UTF-16 units of each part. */
const BEFORE = 60;
const MATCH = 200;
const AFTER = 110;

/** A surrogate pair is not cut in two. */
function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** The part of a text from `start` to `end`, which grows at neither end: half of a pair is left out. */
function cut(text: string, start: number, end: number): string {
  return text.slice(splitsPair(text, start) ? start + 1 : start, splitsPair(text, end) ? end - 1 : end);
}

/**
 * The match from `start` to `end` and what stands around it, in at most 60, 200 and 110 UTF-16 units.
 *
 * @example cutSnippet('The Tegetthoff was a ship.', 4, 14) // 'The ', 'Tegetthoff', ' was a ship.'
 */
export function cutSnippet(text: string, start: number, end: number): Snippet {
  return {
    before: cut(text, Math.max(0, start - BEFORE), start),
    match: cut(text, start, Math.min(end, start + MATCH)),
    after: cut(text, end, Math.min(text.length, end + AFTER)),
  };
}
