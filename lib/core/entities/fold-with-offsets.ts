import { foldCase, foldQuotesAndDashes } from './fold-text';

/** A folded text that knows where each of its units comes from. */
export interface FoldedText {
  readonly text: string;
  /** Per unit of `text`, the offset in the raw text at which begins what it was made of. */
  readonly starts: Int32Array;
  /** Per unit of `text`, the offset in the raw text behind what it was made of. */
  readonly ends: Int32Array;
}

/** The one character whose lower case is longer than itself: two units. */
const DOTTED_CAPITAL_I = /İ/g;
/** What NFKC may join with the character before it: combining marks, Hangul vowels and final consonants. */
const JOINS_BACKWARD = /^[\p{M}\u1160-\u11ff]/u;
const WHITE_SPACE = /\s/;

function lowerLength(text: string): number {
  return text.length + (text.match(DOTTED_CAPITAL_I)?.length ?? 0);
}

/** `foldCase(raw)` with offsets. */
export function foldCaseWithOffsets(raw: string): FoldedText {
  const text = foldCase(raw);
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let at = 0;
  for (let offset = 0; offset < raw.length; offset += 1) {
    for (let left = lowerLength(raw.charAt(offset)); left > 0; left -= 1, at += 1) {
      starts[at] = offset;
      ends[at] = offset + 1;
    }
  }
  return { text, starts, ends };
}

/**
 * `foldText(raw)` with offsets. The raw text is cut where nothing joins across (Unicode Standard Annex 15, "boundaries");
 * every unit made of a piece, such as a letter and its accents, begins and ends with the whole piece.
 */
export function foldTextWithOffsets(raw: string): FoldedText {
  const spaced = foldQuotesAndDashes(raw.normalize('NFKC').toLowerCase());
  const starts = new Int32Array(spaced.length);
  const ends = new Int32Array(spaced.length);
  let at = 0;
  let inWhiteSpace = false;
  let text = '';
  let read = 0;
  for (const { start, end } of joinedPieces(raw)) {
    for (let left = lowerLength(raw.slice(start, end).normalize('NFKC')); left > 0; left -= 1, read += 1) {
      const unit = spaced.charAt(read);
      const isWhiteSpace = WHITE_SPACE.test(unit);
      if (isWhiteSpace && inWhiteSpace) ends[at - 1] = end;
      else {
        starts[at] = start;
        ends[at] = end;
        text += isWhiteSpace ? ' ' : unit;
        at += 1;
      }
      inWhiteSpace = isWhiteSpace;
    }
  }
  return { text, starts: starts.subarray(0, at), ends: ends.subarray(0, at) };
}

/** The raw text in pieces that NFKC changes one by one: characters, each with what joins it from behind. */
function* joinedPieces(raw: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  let end = 0;
  for (const character of raw) {
    const joins =
      character > '\x7f' && (JOINS_BACKWARD.test(character) || JOINS_BACKWARD.test(character.normalize('NFKC')));
    if (end > start && !joins) {
      yield { start, end };
      start = end;
    }
    end += character.length;
  }
  if (end > start) yield { start, end };
}
