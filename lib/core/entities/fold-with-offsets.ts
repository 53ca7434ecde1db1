import { foldCase, foldQuotesAndDashes, foldWhiteSpace } from './fold-text';

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
  // Nothing but the one character grows, so that equal lengths mean equal offsets.
  for (; text.length === raw.length && at < text.length; at += 1) {
    starts[at] = at;
    ends[at] = at + 1;
  }
  if (text.length === raw.length) return { text, starts, ends };
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
  let read = 0;
  for (let start = 0; start < raw.length;) {
    const end = pieceEnd(raw, start);
    const isPlain = end === start + 1 && raw.charCodeAt(start) < FIRST_BEYOND_ASCII;
    for (let left = isPlain ? 1 : lowerLength(raw.slice(start, end).normalize('NFKC')); left > 0; left -= 1) {
      const isWhiteSpace = isSpace(spaced, read);
      read += 1;
      if (isWhiteSpace && inWhiteSpace) ends[at - 1] = end;
      else {
        starts[at] = start;
        ends[at] = end;
        at += 1;
      }
      inWhiteSpace = isWhiteSpace;
    }
    start = end;
  }
  return { text: foldWhiteSpace(spaced), starts: starts.subarray(0, at), ends: ends.subarray(0, at) };
}

const FIRST_BEYOND_ASCII = 0x80;
const SPACE = 0x20;
const LAST_SINGLE_UNIT = 0xffff;

/** Letters and the space are told without an expression: a rollout has megabytes of them. */
function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === SPACE) return true;
  return (unit < SPACE || unit >= FIRST_BEYOND_ASCII) && WHITE_SPACE.test(text.charAt(at));
}

/**
 * End of the piece that begins at an offset. Pieces are what NFKC changes one by one: characters, each with what joins it
 * from behind. Nothing joins a character before an ASCII one.
 */
function pieceEnd(raw: string, start: number): number {
  let end = characterEnd(raw, start);
  while (end < raw.length && raw.charCodeAt(end) >= FIRST_BEYOND_ASCII) {
    const next = characterEnd(raw, end);
    const character = raw.slice(end, next);
    if (!JOINS_BACKWARD.test(character) && !JOINS_BACKWARD.test(character.normalize('NFKC'))) break;
    end = next;
  }
  return end;
}

/** End of the character at an offset: a pair of surrogates is one, a lone one stands for itself. */
function characterEnd(raw: string, at: number): number {
  return at + ((raw.codePointAt(at) ?? 0) > LAST_SINGLE_UNIT ? 2 : 1);
}
