import { findField } from './filter-fields';
import type { FilterWord, RawTerm } from './filter-grammar';
import type { FilterError } from './filter-term';

const AS_TEXT = 'a text goes in quotes';
/** Operators of other languages, and ours in lower case, with what they are here. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['and', 'AND'],
  ['&', 'AND'],
  ['&&', 'AND'],
  ['or', 'OR'],
  ['|', 'OR'],
  ['||', 'OR'],
  ['not', 'NOT'],
  ['!', 'NOT'],
]);

type Span = Pick<FilterWord, 'position' | 'length'>;

function endOf({ position, length }: Span): number {
  return position + length;
}

/** The word of a condition that is one word without field and quotes; null for all others. */
function bareWord(term: RawTerm | undefined): FilterWord | null {
  const [word] = term?.values ?? [];
  if (term === undefined || term.field !== null || term.values.length !== 1 || word === undefined) return null;
  return word.quoted || !word.closed ? null : word;
}

/** True where only white space, and some of it, stands between two places. */
function isApart(text: string, left: Span, right: Span): boolean {
  return /^\s+$/.test(text.slice(endOf(left), right.position));
}

/** An error over some parts and the white space between them, without which they are what was meant. */
function spaced(text: string, message: string, parts: readonly [Span, ...Span[]]): FilterError {
  const { position } = parts[0];
  const word = text.slice(position, Math.max(...parts.map(endOf)));
  const suggestion = parts.map((part) => text.slice(part.position, endOf(part))).join('');
  return { position, length: word.length, word, message, suggestion };
}

function ofOperator({ text, position, length }: FilterWord): FilterError | null {
  const operator = OPERATORS.get(text.toLowerCase());
  const at = { position, length, word: text };
  if (operator !== undefined)
    return { ...at, message: `expected ${operator} between conditions; ${AS_TEXT}`, suggestion: operator };
  if (!text.startsWith('!')) return null;
  return {
    ...at,
    message: `a condition is turned round with - before it; ${AS_TEXT}`,
    suggestion: `-${text.slice(1)}`,
  };
}

/** The first word or text of a condition without a field. */
function firstValue(term: RawTerm | undefined): FilterWord | undefined {
  return term?.field === null ? term.values[0] : undefined;
}

/** `outcome :correct`, `step : 3`, and `:correct` alone. */
function ofColon(text: string, terms: readonly RawTerm[], index: number): FilterError | null {
  const colon = bareWord(terms[index]);
  if (colon === null || !colon.text.startsWith(':')) return null;
  const before = bareWord(terms[index - 1]);
  if (before === null || findField(before.text, false) === null || !isApart(text, before, colon)) {
    const message = `expected a field right before the colon; ${AS_TEXT}`;
    return { position: colon.position, length: colon.length, word: colon.text, message, suggestion: null };
  }
  const value = firstValue(terms[index + 1]);
  const isOpen = /^:~?$/.test(colon.text) && value !== undefined && isApart(text, colon, value);
  return spaced(text, 'no space before the colon', isOpen ? [before, colon, value] : [before, colon]);
}

/** `step: 3`, and `outcome:correct, partial`. */
function ofGap(text: string, term: RawTerm, next: RawTerm | undefined): FilterError | null {
  const { field, values } = term;
  const last = values.at(-1);
  const value = firstValue(next);
  if (field === null || last === undefined || last.quoted || last.text !== '') return null;
  if (value === undefined || !isApart(text, last, value)) return null;
  if (values.length === 1) return spaced(text, 'no space after the colon', [field, value]);
  return spaced(text, 'no space after the comma', [{ position: last.position - 1, length: 1 }, value]);
}

/**
 * Conditions that could be read as texts of questions, or as conditions without a value, but are most likely slips: an
 * operator in lower case or of another language, `!` for `-`, a space beside a colon or behind a comma. Whoever means the
 * text writes it in quotes.
 *
 * @param terms in the order of the text
 * @returns one error for each such condition
 */
export function findSlips(text: string, terms: readonly RawTerm[]): ReadonlyMap<RawTerm, FilterError> {
  const slips = new Map<RawTerm, FilterError>();
  for (const [index, term] of terms.entries()) {
    const word = bareWord(term);
    const operator = word === null ? null : ofOperator(word);
    const slip = operator ?? ofColon(text, terms, index) ?? ofGap(text, term, terms[index + 1]);
    if (slip !== null) slips.set(term, slip);
  }
  return slips;
}
