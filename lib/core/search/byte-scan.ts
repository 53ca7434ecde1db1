/** The bytes a word may have at each of its positions. */
export type BytePositions = readonly (readonly number[])[];

/** A window is at most so long: a step must fit a byte, and longer ones are hardly faster. */
const LONGEST_WINDOW = 64;
const SHORTEST_WINDOW = 2;
const PAIRS = 1 << 13;
const BYTE_VALUES = 256;

/** Where two bytes stand in the table of steps; a few pairs share a place. */
function placeOfPair(first: number, second: number): number {
  return (first << 5) ^ second;
}

/** How far a window can move, by the place of its last byte; 0 where a word may stand in it. */
function stepAt(steps: Uint8Array, bytes: Uint8Array, last: number): number {
  return steps[placeOfPair(bytes[last - 1] ?? 0, bytes[last] ?? 0)] ?? 0;
}

/**
 * Looks for words in bytes by steps instead of byte by byte: the last two bytes of a window, as long as the shortest word,
 * tell how far it can move on without passing the beginning of a word (Horspool 1980, with pairs of bytes, as Wu and
 * Manber 1994). Four windows at once keep the processor from waiting for one table look-up after the other: that is twice
 * as fast. Of words of five bytes or more this is faster than a regular expression, which needs a string of the bytes.
 */
export class ByteScan {
  readonly #window: number;
  /** How far a window can move by the pair of bytes at its end; 0 where a word may stand in it. */
  readonly #steps = new Uint8Array(PAIRS);
  /** For each word: for each position, which of all bytes it may have there. */
  readonly #words: readonly Uint8Array[];

  /** @throws RangeError where there is no word, or one of fewer than two bytes */
  constructor(words: readonly BytePositions[]) {
    const shortest = Math.min(...words.map(({ length }) => length));
    if (words.length === 0 || shortest < SHORTEST_WINDOW)
      throw new RangeError('a scan takes words of two bytes or more');
    this.#window = Math.min(shortest, LONGEST_WINDOW);
    this.#steps.fill(this.#window - 1);
    for (const word of words) this.#enterSteps(word);
    this.#words = words.map(allowedBytes);
  }

  /** Whether one of the words stands in the bytes from `start` to `end`. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    const quarter = (end - start) >> 2;
    if (quarter < this.#window) return this.#isBehind(bytes, start + this.#window - 1, end, end);
    const steps = this.#steps;
    const [secondStart, thirdStart, fourthStart] = [start + quarter, start + 2 * quarter, start + 3 * quarter];
    // Each is the last byte of a window, which may begin in the quarter before.
    let first = start + this.#window - 1;
    let second = secondStart;
    let third = thirdStart;
    let fourth = fourthStart;
    while (first < secondStart && second < thirdStart && third < fourthStart && fourth < end) {
      const firstStep = stepAt(steps, bytes, first);
      const secondStep = stepAt(steps, bytes, second);
      const thirdStep = stepAt(steps, bytes, third);
      const fourthStep = stepAt(steps, bytes, fourth);
      const mayBeIn = firstStep === 0 || secondStep === 0 || thirdStep === 0 || fourthStep === 0;
      if (mayBeIn && this.#isAtOne(bytes, end, [first, second, third, fourth])) return true;
      first += Math.max(firstStep, 1);
      second += Math.max(secondStep, 1);
      third += Math.max(thirdStep, 1);
      fourth += Math.max(fourthStep, 1);
    }
    const left = [
      { from: first, until: secondStart },
      { from: second, until: thirdStart },
      { from: third, until: fourthStart },
      { from: fourth, until: end },
    ];
    return left.some(({ from, until }) => this.#isBehind(bytes, from, until, end));
  }

  /** Whether a word stands in a window that ends at `from` or behind it, before `until`. */
  #isBehind(bytes: Uint8Array, from: number, until: number, end: number): boolean {
    for (let last = from; last < until;) {
      const step = stepAt(this.#steps, bytes, last);
      if (step === 0 && this.#isAt(bytes, last, end)) return true;
      last += Math.max(step, 1);
    }
    return false;
  }

  #isAtOne(bytes: Uint8Array, end: number, lasts: readonly number[]): boolean {
    for (const last of lasts) {
      if (stepAt(this.#steps, bytes, last) === 0 && this.#isAt(bytes, last, end)) return true;
    }
    return false;
  }

  /** Whether a word stands in the window whose last byte is given. */
  #isAt(bytes: Uint8Array, last: number, end: number): boolean {
    const start = last - this.#window + 1;
    for (const allowed of this.#words) if (isWordAt(bytes, start, end, allowed)) return true;
    return false;
  }

  #enterSteps(word: BytePositions): void {
    for (let at = 1; at < this.#window; at += 1) {
      const step = this.#window - 1 - at;
      for (const first of word[at - 1] ?? []) {
        for (const second of word[at] ?? []) {
          const place = placeOfPair(first, second);
          this.#steps[place] = Math.min(this.#steps[place] ?? 0, step);
        }
      }
    }
  }
}

function allowedBytes(word: BytePositions): Uint8Array {
  const allowed = new Uint8Array(word.length * BYTE_VALUES);
  for (const [at, values] of word.entries()) for (const value of values) allowed[at * BYTE_VALUES + value] = 1;
  return allowed;
}

function isWordAt(bytes: Uint8Array, start: number, end: number, allowed: Uint8Array): boolean {
  const length = allowed.length / BYTE_VALUES;
  if (start + length > end) return false;
  for (let at = 0; at < length; at += 1) {
    if (allowed[at * BYTE_VALUES + (bytes[start + at] ?? 0)] !== 1) return false;
  }
  return true;
}
