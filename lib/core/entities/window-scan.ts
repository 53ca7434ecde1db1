import type { CharacterFolds } from './character-folds';

/** A folded text to be looked for by a part of it in which white space may not run on. */
export interface WindowPattern {
  /** As `foldEntityName` gives it. */
  readonly folded: string;
  /** Where the part begins, and how long it is: its longest word, with the single spaces beside it. */
  readonly partStart: number;
  readonly partLength: number;
}

/** Called for each place where a pattern stands; `windowStart` is the text's offset of the pattern's `partStart`. False stops the scan. */
export type OccurrenceVisitor = (pattern: number, windowStart: number) => boolean;

const HASH_SIZE = 4096;
const SPACE = 0x20;
/** Longer windows skip no further in a table of bytes and seldom fit all patterns. */
const LONGEST_WINDOW = 32;

/**
 * The part of a folded name to scan for. White space in a text may be longer than the name's single space, but the unit
 * next to a word is always one, so a part may reach one space beyond its word on both sides.
 *
 * @param folded Not empty. Of several longest words the last is taken: names begin with "the" more often than they end so.
 */
export function windowPattern(folded: string): WindowPattern {
  let partStart = 0;
  let partLength = 0;
  for (const word of folded.matchAll(/[^ ]+/g)) {
    const start = Math.max(0, word.index - 1);
    const end = Math.min(folded.length, word.index + word[0].length + 1);
    if (end - start >= partLength) [partStart, partLength] = [start, end - start];
  }
  return { folded, partStart, partLength };
}

/**
 * Finds all places where any of many patterns stands in a text of simple units (`CharacterFolds`), as `foldText` would
 * show it, without folding the text: looks at two units at a time and skips what cannot hold any pattern's part
 * (Wu and Manber 1994, "A fast algorithm for multi-pattern searching", with blocks of 2).
 */
export class WindowScanner {
  readonly #folds: CharacterFolds;
  readonly #patterns: readonly WindowPattern[];
  /** Units of each part that are looked at: as many as the shortest part has. */
  readonly #window: number;
  /** Per hash of two units, how far they are from the end of any window at least; 0 at the end of one. */
  readonly #shift: Uint8Array;
  /** Per hash of the last two units of a window, a pattern that has it, plus 1; 0 for none. */
  readonly #firstPattern = new Uint16Array(HASH_SIZE);
  /** Per pattern, the next one of the same hash, plus 1; 0 for none. */
  readonly #nextPattern: Uint16Array;

  /** @throws RangeError where there is no pattern, or one whose part is a single unit. */
  constructor(patterns: readonly WindowPattern[], folds: CharacterFolds) {
    if (patterns.length === 0) throw new RangeError('patterns is empty');
    this.#folds = folds;
    this.#patterns = patterns;
    const shortest = patterns.reduce((least, { partLength }) => Math.min(least, partLength), LONGEST_WINDOW);
    if (shortest < 2) throw new RangeError('a part is shorter than 2 units');
    this.#window = shortest;
    this.#nextPattern = new Uint16Array(patterns.length);
    this.#shift = new Uint8Array(HASH_SIZE).fill(shortest - 1);
    for (const [index, { folded, partStart }] of patterns.entries()) {
      for (let end = 1; end < shortest; end += 1) {
        const first = folded.charCodeAt(partStart + end - 1);
        const hash = (first * 31 + folded.charCodeAt(partStart + end)) & (HASH_SIZE - 1);
        this.#shift[hash] = Math.min(this.#shift[hash] ?? 0, shortest - 1 - end);
        if (end < shortest - 1) continue;
        this.#nextPattern[index] = this.#firstPattern[hash] ?? 0;
        this.#firstPattern[hash] = index + 1;
      }
    }
  }

  scan(text: string, visit: OccurrenceVisitor): void {
    const { folded } = this.#folds;
    const shift = this.#shift;
    const { length } = text;
    let at = this.#window - 1;
    while (at < length) {
      const first = folded[text.charCodeAt(at - 1)] ?? 0;
      const hash = (first * 31 + (folded[text.charCodeAt(at)] ?? 0)) & (HASH_SIZE - 1);
      const skip = shift[hash] ?? 1;
      if (skip > 0) {
        at += skip;
        continue;
      }
      if (!this.#visitAt(text, at - this.#window + 1, hash, visit)) return;
      at += 1;
    }
  }

  #visitAt(text: string, windowStart: number, hash: number, visit: OccurrenceVisitor): boolean {
    for (let next = this.#firstPattern[hash] ?? 0; next > 0; next = this.#nextPattern[next - 1] ?? 0) {
      const pattern = this.#patterns[next - 1];
      if (pattern === undefined || !standsAt(text, pattern, windowStart, this.#folds.folded)) continue;
      if (!visit(next - 1, windowStart)) return false;
    }
    return true;
  }
}

/** Whether a whole pattern stands where its `partStart` is at `windowStart`; a space stands for any white space. */
function standsAt(text: string, pattern: WindowPattern, windowStart: number, folds: Uint16Array): boolean {
  return endsAfter(text, pattern, windowStart, folds) && beginsBefore(text, pattern, windowStart, folds);
}

/** Whether the pattern from `partStart` on stands in the text from `windowStart` on. */
function endsAfter(
  text: string,
  { folded, partStart }: WindowPattern,
  windowStart: number,
  folds: Uint16Array,
): boolean {
  let at = windowStart;
  for (let index = partStart; index < folded.length; index += 1, at += 1) {
    const wanted = folded.charCodeAt(index);
    if (at >= text.length || folds[text.charCodeAt(at)] !== wanted) return false;
    if (wanted === SPACE) while (folds[text.charCodeAt(at + 1)] === SPACE) at += 1;
  }
  return true;
}

/** Whether the pattern before `partStart` stands in the text before `windowStart`. */
function beginsBefore(
  text: string,
  { folded, partStart }: WindowPattern,
  windowStart: number,
  folds: Uint16Array,
): boolean {
  let at = windowStart - 1;
  if (folded.charCodeAt(partStart) === SPACE) while (folds[text.charCodeAt(at)] === SPACE) at -= 1;
  for (let index = partStart - 1; index >= 0; index -= 1, at -= 1) {
    const wanted = folded.charCodeAt(index);
    if (at < 0 || folds[text.charCodeAt(at)] !== wanted) return false;
    if (wanted === SPACE) while (folds[text.charCodeAt(at - 1)] === SPACE) at -= 1;
  }
  return true;
}
