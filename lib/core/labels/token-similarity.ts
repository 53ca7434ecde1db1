const TOKEN = /[\p{Letter}\p{Number}]+/gu;

/** Numbers of the distinct words of each text, ascending; the same word has the same number in all of them. */
export function tokenSets(texts: readonly string[]): readonly Uint32Array[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const own = new Set<number>();
    for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(TOKEN)) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      own.add(number);
    }
    return Uint32Array.from(own).sort();
  });
}

/**
 * Jaccard similarity of two sets of words: words in both by words in either, in [0, 1]. Two empty sets are alike (1).
 *
 * @param left, right ascending, as `tokenSets` makes them
 * @example 'polar year 1882' and 'polar year' // 2/3
 */
export function jaccardSimilarity(left: Uint32Array, right: Uint32Array): number {
  let shared = 0;
  let at = 0;
  for (const word of left) {
    while ((right[at] ?? Infinity) < word) at += 1;
    if (right[at] === word) shared += 1;
  }
  const either = left.length + right.length - shared;
  return either === 0 ? 1 : shared / either;
}
