import { foldText } from '@/lib/core/entities/fold-text';

/** Longer queries are compared by this many different words. */
const MOST_WORDS = 64;
const LONGEST_TEXT = 4_000;

/** A letter of a script that is written without spaces, or a run of letters and digits of any other. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}])+/gu;

/** English words that say nothing of what is asked. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be by did do does for from had has have how in is it its of on or s that the their they this to was were what when where which who whom whose with'.split(
    ' ',
  ),
);

/**
 * The different words of a query, folded (NFKC, lower case) and without the English words that say nothing, in the order
 * they first stand; each letter is a word in scripts without spaces. Two queries that differ in order, case, quotes or
 * such words have the same words. A query without any word is one word: its own text.
 *
 * @returns 1 to 64 words; further words of a longer text do not count.
 * @example queryWords('Who directed the film “Titanic”?') // ['directed', 'film', 'titanic']
 */
export function queryWords(text: string): readonly string[] {
  const folded = foldText(text.slice(0, LONGEST_TEXT)).trim();
  const all = [...new Set(folded.match(WORD) ?? [])];
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  const words = telling.length > 0 ? telling : all;
  return words.length > 0 ? words.slice(0, MOST_WORDS) : [`=${folded}`];
}
