const BITS = 32;

/** A set of the positions 0 to length - 1, one bit each. Bits beyond the length are 0. */
export interface RolloutSet {
  readonly length: number;
  readonly words: Uint32Array;
}

export function emptySet(length: number): RolloutSet {
  return { length, words: new Uint32Array(Math.ceil(length / BITS)) };
}

/** The positions that pass a test. */
export function setWhere(length: number, test: (position: number) => boolean): RolloutSet {
  const set = emptySet(length);
  for (let start = 0, at = 0; start < length; start += BITS, at += 1) {
    const end = Math.min(start + BITS, length);
    let word = 0;
    for (let position = start; position < end; position += 1) if (test(position)) word |= 1 << (position - start);
    set.words[at] = word;
  }
  return set;
}

/** A set of positions given one by one; those outside the length are left out. */
export function setOf(length: number, positions: Iterable<number>): RolloutSet {
  const set = emptySet(length);
  for (const position of positions) {
    if (position < 0 || position >= length) continue;
    const at = position >>> 5;
    set.words[at] = (set.words[at] ?? 0) | (1 << (position & 31));
  }
  return set;
}

export function hasPosition({ words }: RolloutSet, position: number): boolean {
  return ((words[position >>> 5] ?? 0) & (1 << (position & 31))) !== 0;
}

export function complementOf({ length, words }: RolloutSet): RolloutSet {
  const complement = words.map((word) => ~word);
  const beyond = length % BITS;
  const last = complement.length - 1;
  if (beyond > 0) complement[last] = (complement[last] ?? 0) & ((1 << beyond) - 1);
  return { length, words: complement };
}

export function intersectionOf(left: RolloutSet, right: RolloutSet): RolloutSet {
  return { length: left.length, words: left.words.map((word, at) => word & (right.words[at] ?? 0)) };
}

export function unionOf(left: RolloutSet, right: RolloutSet): RolloutSet {
  return { length: left.length, words: left.words.map((word, at) => word | (right.words[at] ?? 0)) };
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The positions of a set, ascending. */
export function positionsOf({ words }: RolloutSet): Int32Array<ArrayBuffer> {
  let size = 0;
  for (const word of words) size += bitCount(word);
  const positions = new Int32Array(size);
  let next = 0;
  for (let at = 0; at < words.length; at += 1) {
    for (let word = words[at] ?? 0; word !== 0; word &= word - 1) {
      positions[next] = at * BITS + (31 - Math.clz32(word & -word));
      next += 1;
    }
  }
  return positions;
}
