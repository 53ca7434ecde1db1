/** A value of a term: what it says, where it stands, and whether it was quoted. */
export interface FilterWord {
  readonly text: string;
  readonly position: number;
  readonly quoted: boolean;
}
/** A term before its meaning is known: `-field:value,value`, or a bare value without a field. */
export interface RawTerm {
  readonly position: number;
  readonly negated: boolean;
  readonly field: FilterWord | null;
  readonly values: readonly FilterWord[];
}
export interface UnclosedQuote {
  readonly kind: 'unclosed';
  readonly position: number;
}

const FIELD = /[A-Za-z][A-Za-z_]*:/y;
const BARE_WORD = /[^\s",]*/y;
const SPACE = /\s*/y;

function matchAt(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}

/** Reads a quoted value; `\"` and `\\` stand for themselves. */
function readQuoted(text: string, position: number): { readonly text: string; readonly end: number } | UnclosedQuote {
  let value = '';
  for (let at = position + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { text: value, end: at + 1 };
    if (character === '\\' && at + 1 < text.length) {
      at += 1;
      value += text.charAt(at);
    } else value += character;
  }
  return { kind: 'unclosed', position };
}

function readValues(text: string, start: number) {
  const values: FilterWord[] = [];
  let at = start;
  for (;;) {
    if (text.charAt(at) === '"') {
      const quoted = readQuoted(text, at);
      if ('kind' in quoted) return quoted;
      values.push({ text: quoted.text, position: at, quoted: true });
      at = quoted.end;
    } else {
      const word = matchAt(BARE_WORD, text, at);
      values.push({ text: word, position: at, quoted: false });
      at += word.length;
    }
    if (text.charAt(at) !== ',') return { values, end: at };
    at += 1;
  }
}

/** Cuts the text of a filter into terms without asking what they mean. Commas separate values after a field only. */
export function splitFilter(text: string): readonly RawTerm[] | UnclosedQuote {
  const terms: RawTerm[] = [];
  let at = matchAt(SPACE, text, 0).length;
  while (at < text.length) {
    const position = at;
    const negated = text.charAt(at) === '-' && /\S/.test(text.charAt(at + 1));
    if (negated) at += 1;
    const fieldText = matchAt(FIELD, text, at);
    const field = fieldText === '' ? null : { text: fieldText.slice(0, -1), position: at, quoted: false };
    at += fieldText.length;
    const read = readValues(text, at);
    if ('kind' in read) return read;
    terms.push({ position, negated, field, values: read.values });
    at = read.end + matchAt(SPACE, text, read.end).length;
  }
  return terms;
}
