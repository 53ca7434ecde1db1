import { variantsOf } from './letter-variants';

/** How a word may stand in UTF-8. */
export interface WordBytes {
  /**
   * The bytes it may have at each position, in the form in which each character takes the fewest bytes. Where a character
   * of several bytes has several cases, bytes of one may go with those of another: this finds more than the word.
   */
  readonly positions: readonly (readonly number[])[];
  /** Characters that count as one of the word's and take more bytes, such as the Kelvin sign beside k. */
  readonly longer: readonly Uint8Array[];
}

/**
 * The bytes of a word in UTF-8, in each case that `compileSearch` takes for it.
 *
 * @param word well-formed
 * @example wordBytes('ok', false).positions // [[111, 79], [107, 75]]; longer: the Kelvin sign
 */
export function wordBytes(word: string, matchCase: boolean): WordBytes {
  const encoder = new TextEncoder();
  const positions: (readonly number[])[] = [];
  const longer: Uint8Array[] = [];
  for (const character of word) {
    const variants = (matchCase ? [character] : variantsOf(character)).map((variant) => encoder.encode(variant));
    const fewest = Math.min(...variants.map(({ length }) => length));
    const short = variants.filter(({ length }) => length === fewest);
    for (let at = 0; at < fewest; at += 1) positions.push([...new Set(short.map((bytes) => bytes[at] ?? 0))]);
    longer.push(...variants.filter(({ length }) => length > fewest));
  }
  return { positions, longer };
}
