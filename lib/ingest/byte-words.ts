import { bytePattern } from '@/lib/core/search/byte-pattern';
import { ByteScan } from '@/lib/core/search/byte-scan';
import { wordBytes } from '@/lib/core/search/word-bytes';

/** Shorter words are found faster by what the engine has. */
const SHORTEST_SCANNED = 5;

/** Whether a part of some texts in UTF-8 may hold a word; false is certain. */
type PartTest = (texts: Buffer, start: number, end: number) => boolean;

/**
 * A test for words in UTF-8, so that texts which cannot hold them need not be decoded.
 *
 * @param words well-formed, not empty
 */
export function wordTest(words: readonly string[], matchCase: boolean): PartTest {
  const forms = words.map((word) => wordBytes(word, matchCase));
  const positions = forms.map((form) => form.positions);
  // So is a single word whose case matters: most begin with a capital, which the engine leaps to.
  const isForEngine = positions.some(({ length }) => length < SHORTEST_SCANNED) || (matchCase && words.length === 1);
  if (isForEngine) return engineTest(words, matchCase);
  const scan = new ByteScan(positions);
  const longer = forms.flatMap((form) => form.longer.map((bytes) => Buffer.from(bytes)));
  if (longer.length === 0) return (texts, start, end) => scan.isIn(texts, start, end);
  const hasPattern = engineTest(words, matchCase);
  return (texts, start, end) => {
    if (scan.isIn(texts, start, end)) return true;
    const part = texts.subarray(start, end);
    return longer.some((character) => part.includes(character)) && hasPattern(texts, start, end);
  };
}

/** By a search for bytes or, where case is ignored, by a regular expression. */
function engineTest(words: readonly string[], matchCase: boolean): PartTest {
  if (matchCase) {
    const wanted = words.map((word) => Buffer.from(word));
    return (texts, start, end) => {
      const part = texts.subarray(start, end);
      return wanted.some((word) => part.includes(word));
    };
  }
  const pattern = bytePattern(words);
  return (texts, start, end) => pattern.test(texts.toString('latin1', start, end));
}
