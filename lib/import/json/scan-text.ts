/** Char codes the scanners look for. */
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Index just after the string that opens at `start` (which holds the quote), or -1 where the text ends first.
 * Jumps from quote to quote, so long strings cost one search.
 */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1) {
    let firstBackslash = quote;
    while (firstBackslash - 1 > start && text.charCodeAt(firstBackslash - 1) === BACKSLASH) firstBackslash -= 1;
    if ((quote - firstBackslash) % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

/**
 * Index just after the list or object that opens at `start`, or -1 where the text ends inside it.
 * Brackets of both kinds are counted alike: this finds where a value ends, it does not check it.
 */
export function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let index = start;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = endOfString(text, index);
      if (end === -1) return -1;
      index = end;
      continue;
    }
    if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
    index += 1;
  }
  return -1;
}

/**
 * The text with `NaN`, `Infinity` and `-Infinity` outside of strings replaced by `null`, or null where there are none.
 * Python's `json.dumps` writes them; a number that is not one is the same as no number here.
 */
export function replaceNonFiniteNumbers(text: string): string | null {
  const pieces: string[] = [];
  let replaced = false;
  let index = 0;
  while (index < text.length) {
    const quote = text.indexOf('"', index);
    const outside = text.slice(index, quote === -1 ? text.length : quote);
    const cleaned = outside.replace(/-?\b(?:Infinity|NaN)\b/g, 'null');
    if (cleaned !== outside) replaced = true;
    pieces.push(cleaned);
    if (quote === -1) break;
    const end = endOfString(text, quote);
    pieces.push(end === -1 ? text.slice(quote) : text.slice(quote, end));
    if (end === -1) break;
    index = end;
  }
  return replaced ? pieces.join('') : null;
}
