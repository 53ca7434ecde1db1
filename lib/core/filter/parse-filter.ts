import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';

import {
  GROUP_SIGNALS,
  NUMBER_FIELD_NAMES,
  type FilterError,
  type FilterTerm,
  type GroupSignal,
  type NumberField,
  type NumberInterval,
  type ParsedFilter,
} from './filter-term';
import { splitFilter, type FilterWord, type RawTerm } from './filter-words';

/** Thrown inside this file only; `parseFilter` turns it into its answer. */
class UnreadableFilter extends Error {
  readonly at: FilterError;
  constructor(word: FilterWord, message: string) {
    super(message);
    this.at = { position: word.position, word: word.text, message };
  }
}

const ERROR_OUTCOMES: readonly Outcome[] = ['error_format', 'error_overlength'];
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const COMPARISON = new RegExp(`^(>=|<=|>|<)(${NUMBER})$`);
const RANGE = new RegExp(String.raw`^([[(]?)(${NUMBER})?\.\.(${NUMBER})?([\])]?)$`);
const SINGLE = new RegExp(`^=?(${NUMBER})$`);

function numberFieldOf(name: string): NumberField | null {
  for (const field of numberFields()) {
    const names: readonly string[] = NUMBER_FIELD_NAMES[field];
    if (names.includes(name)) return field;
  }
  return null;
}

function numberFields(): readonly NumberField[] {
  return Object.keys(NUMBER_FIELD_NAMES).filter((field): field is NumberField => field in NUMBER_FIELD_NAMES);
}

function parseComparison(text: string): NumberInterval | null {
  const found = COMPARISON.exec(text);
  if (found === null) return null;
  const bound = Number(found[2]);
  const closed = found[1] === '>=' || found[1] === '<=';
  return found[1]?.startsWith('>') === true
    ? { low: bound, high: Infinity, lowClosed: closed, highClosed: false }
    : { low: -Infinity, high: bound, lowClosed: false, highClosed: closed };
}

function parseRange(word: FilterWord): NumberInterval | null {
  const found = RANGE.exec(word.text);
  if (found === null) return null;
  const [, opening, lowText, highText, closing] = found;
  if (lowText === undefined && highText === undefined) throw new UnreadableFilter(word, 'a range needs a number');
  const low = lowText === undefined ? -Infinity : Number(lowText);
  const high = highText === undefined ? Infinity : Number(highText);
  if (low > high) throw new UnreadableFilter(word, `a range from ${low} to ${high} holds nothing`);
  return {
    low,
    high,
    lowClosed: lowText !== undefined && opening !== '(',
    highClosed: highText !== undefined && closing !== ')',
  };
}

function parseInterval(word: FilterWord): NumberInterval {
  const interval = parseComparison(word.text) ?? parseRange(word);
  if (interval !== null) return interval;
  const single = SINGLE.exec(word.text);
  if (single === null) throw new UnreadableFilter(word, 'expected a number, a range such as 0.2..0.4, or none');
  const value = Number(single[1]);
  return { low: value, high: value, lowClosed: true, highClosed: true };
}

function chooseFrom<Choice extends string>(word: FilterWord, choices: readonly Choice[], what: string): Choice {
  const wanted = word.text.toLowerCase();
  const found = choices.find((choice) => choice === wanted);
  if (found === undefined) throw new UnreadableFilter(word, `expected ${what}: ${choices.join(', ')}`);
  return found;
}

function parseOutcomes(word: FilterWord): readonly Outcome[] {
  if (word.text.toLowerCase() === 'error') return ERROR_OUTCOMES;
  return [chooseFrom(word, OUTCOMES, 'an outcome')];
}

function parseSignal(word: FilterWord): GroupSignal {
  return chooseFrom(word, GROUP_SIGNALS, 'a group signal');
}

function parseFieldTerm(field: FilterWord, { negated, values }: RawTerm): FilterTerm {
  const empty = values.find((value) => value.text === '');
  if (empty !== undefined) throw new UnreadableFilter({ ...field, text: `${field.text}:` }, 'expected a value');
  const name = field.text.toLowerCase();
  if (name === 'outcome') return { kind: 'outcome', negated, outcomes: [...new Set(values.flatMap(parseOutcomes))] };
  if (name === 'signal') return { kind: 'signal', negated, signals: [...new Set(values.map(parseSignal))] };
  if (name === 'id') return { kind: 'questionId', negated, ids: values.map((value) => value.text) };
  const numberField = numberFieldOf(name);
  if (numberField === null) {
    const known = ['outcome', 'signal', 'id', ...Object.values(NUMBER_FIELD_NAMES).map(([first]) => first)];
    throw new UnreadableFilter(field, `expected a field: ${known.join(', ')}; a text with a colon goes in quotes`);
  }
  const missing = values.filter((value) => value.text.toLowerCase() === 'none');
  const intervals = values.filter((value) => !missing.includes(value)).map(parseInterval);
  return { kind: 'number', field: numberField, negated, intervals, orMissing: missing.length > 0 };
}

function parseTextTerm({ negated, values }: RawTerm): FilterTerm {
  const text = values.map((value) => value.text).join(',');
  const [first] = values;
  if (text.trim() === '' && first !== undefined) throw new UnreadableFilter(first, 'expected a text');
  return { kind: 'questionText', negated, text };
}

/**
 * Reads the text of a filter. Terms separated by spaces must all hold, values separated by commas are alternatives,
 * `-` before a term negates it, and a term without a field is looked for in the text of the question.
 *
 * Numbers: `5`, `>=5`, `<0.5`, `0.2..0.4` (both ends in), `(0.2..0.4]` and `[0.2..0.4)` (one end out), `10..`, `none`.
 * Never throws.
 *
 * @example parseFilter('outcome:near_miss rate:(0.2..0.4]') // two terms
 * @example parseFilter('rate:high') // error at position 5, word "high"
 */
export function parseFilter(text: string): ParsedFilter {
  const raw = splitFilter(text);
  if ('kind' in raw) {
    const word = text.slice(raw.position);
    return { kind: 'error', error: { position: raw.position, word, message: 'the quote is not closed' } };
  }
  try {
    const terms = raw.map((term) => (term.field === null ? parseTextTerm(term) : parseFieldTerm(term.field, term)));
    return { kind: 'terms', terms };
  } catch (error) {
    if (error instanceof UnreadableFilter) return { kind: 'error', error: error.at };
    throw error;
  }
}
