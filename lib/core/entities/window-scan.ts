import type { CharacterFolds } from './character-folds';

/** A folded text to be looked for by a part of it that holds no space. */
export interface WindowPattern {
  /** As `foldEntityName` gives it. */
  readonly folded: string;
  /** Where its longest run without a space begins, and how long that is; at least 2. */
  readonly wordStart: number;
  readonly wordLength: number;
}

/** Called for each place where a pattern stands; `windowStart` is the text's offset of the pattern's `wordStart`. False stops the scan. */
export type OccurrenceVisitor = (pattern: number, windowStart: number) => boolean;

const HASH_SIZE = 4096;
const SPACE = 0x20;
/** Longer windows skip no further in a table of bytes and seldom fit all patterns. */
const LONGEST_WINDOW = 32;

/** The longest run of a folded name without a space; null where no run has two units. */
export function windowPattern(folded: string): WindowPattern | null {
  let wordStart = 0;
  let wordLength = 0;
  for (const word of folded.matchAll(/[^ ]+/g)) {
    if (word[0].length > wordLength) [wordStart, wordLength] = [word.index, word[0].length];
  }
  return wordLength < 2 ? null : { folded, wordStart, wordLength };
}

/**
 * Finds all places where any of many patterns stands in a text of simple units (`CharacterFolds`), as `foldText` would
 * show it, without folding the text: looks at two units at a time and skips what cannot hold any pattern's word
 * (Wu and Manber 1994, "A fast algorithm for multi-pattern searching", with blocks of 2).
 */
export class WindowScanner {
  readonly #folds: CharacterFolds;
  readonly #patterns: readonly WindowPattern[];
  /** Units of each word that are looked at: as many as the shortest word has. */
  readonly #window: number;
  /** Per hash of two units, how far they are from the end of any window at least; 0 at the end of one. */
  readonly #shift: Uint8Array;
  /** Patterns by the hash of the last two units of their window. */
  readonly #byHash = new Map<number, number[]>();

  /** @throws RangeError where there is no pattern. */
  constructor(patterns: readonly WindowPattern[], folds: CharacterFolds) {
    if (patterns.length === 0) throw new RangeError('patterns is empty');
    this.#folds = folds;
    this.#patterns = patterns;
    const shortest = patterns.reduce((least, { wordLength }) => Math.min(least, wordLength), LONGEST_WINDOW);
    this.#window = shortest;
    this.#shift = new Uint8Array(HASH_SIZE).fill(shortest - 1);
    for (const [index, { folded, wordStart }] of patterns.entries()) {
      for (let end = 1; end < shortest; end += 1) {
        const first = folded.charCodeAt(wordStart + end - 1);
        const hash = (first * 31 + folded.charCodeAt(wordStart + end)) & (HASH_SIZE - 1);
        this.#shift[hash] = Math.min(this.#shift[hash] ?? 0, shortest - 1 - end);
        if (end === shortest - 1) this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), index]);
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
    for (const index of this.#byHash.get(hash) ?? []) {
      const pattern = this.#patterns[index];
      if (pattern === undefined || !standsAt(text, pattern, windowStart, this.#folds.folded)) continue;
      if (!visit(index, windowStart)) return false;
    }
    return true;
  }
}

/** Whether a pattern's `wordStart` at `windowStart` makes the whole pattern stand there; a space stands for any white space. */
function standsAt(
  text: string,
  { folded, wordStart }: WindowPattern,
  windowStart: number,
  folds: Uint16Array,
): boolean {
  const unitAt = (at: number): number => folds[text.charCodeAt(at)] ?? 0;
  let at = windowStart;
  for (let index = wordStart; index < folded.length; index += 1, at += 1) {
    if (at >= text.length || unitAt(at) !== folded.charCodeAt(index)) return false;
    if (folded.charCodeAt(index) === SPACE) while (at + 1 < text.length && unitAt(at + 1) === SPACE) at += 1;
  }
  at = windowStart - 1;
  for (let index = wordStart - 1; index >= 0; index -= 1, at -= 1) {
    if (at < 0 || unitAt(at) !== folded.charCodeAt(index)) return false;
    if (folded.charCodeAt(index) === SPACE) while (at > 0 && unitAt(at - 1) === SPACE) at -= 1;
  }
  return true;
}
