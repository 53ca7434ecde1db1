import type { Outcome } from '@/lib/core/rewards/run-columns';

import { FIELD_NAMES, findField, OUTCOME_WORDS_OF_FILTER, type FilterField } from './filter-fields';
import type { FilterWord, RawTerm } from './filter-grammar';
import {
  ENTITY_RELATIONS,
  GROUP_SIGNALS,
  TEXT_FIELDS,
  WORD_FIELDS,
  type FilterError,
  type FilterNode,
  type FilterTerm,
  type NumberField,
  type NumberInterval,
  type TextField,
  type WordField,
} from './filter-term';
import { quoteFilterText } from './format-filter';
import { nearestWord } from './nearest-word';
import { readInterval } from './number-interval';

/** What a term means, or everything that is wrong with it. */
export type ReadTerm =
  | { readonly kind: 'read'; readonly node: FilterNode }
  | { readonly kind: 'wrong'; readonly errors: readonly FilterError[] };

const ERROR_OUTCOMES: readonly Outcome[] = ['error_format', 'error_overlength'];
const POSITIVE = { negated: false } as const;

export function errorAt(word: FilterWord, message: string, suggestion: string | null = null): FilterError {
  return { position: word.position, length: word.length, word: word.text, message, suggestion };
}

function read(...alternatives: readonly FilterNode[]): ReadTerm {
  const [only] = alternatives;
  const node: FilterNode = alternatives.length === 1 && only !== undefined ? only : { kind: 'any', of: alternatives };
  return { kind: 'read', node };
}

function wrong(...errors: readonly FilterError[]): ReadTerm {
  return { kind: 'wrong', errors };
}

/** Words of a fixed list; those that are not in it become errors that name the nearest one. */
function chooseFrom<Choice extends string>(values: readonly FilterWord[], choices: readonly Choice[], what: string) {
  const chosen: Choice[] = [];
  const errors: FilterError[] = [];
  for (const word of values) {
    const wanted = word.text.toLowerCase();
    const found = choices.find((choice) => choice === wanted);
    if (found === undefined) {
      errors.push(errorAt(word, `expected ${what}: ${choices.join(', ')}`, nearestWord(word.text, choices)));
    } else if (!chosen.includes(found)) chosen.push(found);
  }
  return { chosen, errors };
}

function readOutcomes(values: readonly FilterWord[]): ReadTerm {
  const { chosen, errors } = chooseFrom(values, OUTCOME_WORDS_OF_FILTER, 'an outcome');
  if (errors.length > 0) return wrong(...errors);
  const outcomes = chosen.flatMap((word) => (word === 'error' ? ERROR_OUTCOMES : [word]));
  return read({ kind: 'outcome', ...POSITIVE, outcomes: [...new Set(outcomes)] });
}

function readSignals(values: readonly FilterWord[]): ReadTerm {
  const { chosen, errors } = chooseFrom(values, GROUP_SIGNALS, 'a group signal');
  return errors.length > 0 ? wrong(...errors) : read({ kind: 'signal', ...POSITIVE, signals: chosen });
}

function readChange(field: string, values: readonly FilterWord[]): ReadTerm {
  const of = field === 'sign' ? 'sign' : 'rank';
  const { errors } = chooseFrom(values, [of === 'sign' ? 'flipped' : 'changed'], 'the word');
  return errors.length > 0 ? wrong(...errors) : read({ kind: 'change', ...POSITIVE, of });
}

function isWord(value: FilterWord, word: string): boolean {
  return value.text.toLowerCase() === word;
}

/** The field is a number, but a text is the likelier wish. */
function noQuestionNumber(word: FilterWord): FilterError {
  const message = 'expected the number of a question, or ~ before a part of its text, such as question:~"…"';
  return errorAt(word, message, word.text.trim() === '' ? null : `~${quoteFilterText(word.text)}`);
}

/** The comma before or behind which a value is missing; null where there is none. */
function openComma(values: readonly FilterWord[]): FilterWord | null {
  const at = values.findIndex(({ text, quoted }) => text === '' && !quoted);
  const empty = values[at];
  if (values.length < 2 || empty === undefined) return null;
  const isLast = at === values.length - 1;
  return { ...empty, text: ',', position: empty.position - Number(isLast), length: 1 };
}

function readNumbers(field: NumberField, values: readonly FilterWord[]): ReadTerm {
  const intervals: NumberInterval[] = [];
  const errors: FilterError[] = [];
  for (const word of values) {
    if (isWord(word, 'none')) continue;
    const answer = readInterval(word.text);
    if (answer.kind === 'interval') intervals.push(answer.interval);
    else if (field === 'question') errors.push(noQuestionNumber(word));
    else errors.push(errorAt(word, answer.message, nearestWord(word.text, ['none'])));
  }
  if (errors.length > 0) return wrong(...errors);
  return read({
    kind: 'number',
    ...POSITIVE,
    field,
    intervals,
    orMissing: values.some((word) => isWord(word, 'none')),
  });
}

/** A special word means itself only without quotes, so that a text of that name can still be asked for. */
function isSpecial(value: FilterWord, word: string): boolean {
  return !value.quoted && isWord(value, word);
}

function readWords(field: WordField, values: readonly FilterWord[], special: readonly string[]): ReadTerm {
  const any = special.includes('any') && values.some((value) => isSpecial(value, 'any'));
  const orMissing = values.some((value) => isSpecial(value, 'none'));
  const words = values
    .filter((value) => !isSpecial(value, 'none') && !(special.includes('any') && isSpecial(value, 'any')))
    .map((value) => value.text);
  const terms: FilterTerm[] = [];
  if (words.length > 0 || orMissing) terms.push({ kind: 'word', ...POSITIVE, field, words, orMissing });
  if (any) terms.push({ kind: 'word', negated: true, field, words: [], orMissing: true });
  return read(...terms);
}

function readTexts(field: TextField | 'question', contains: boolean, values: readonly FilterWord[]): ReadTerm {
  const terms: FilterTerm[] = [];
  const errors: FilterError[] = [];
  for (const value of values) {
    if (contains && value.text.trim() === '') errors.push(errorAt(value, 'expected a text'));
    else if (contains && field === 'question') terms.push({ kind: 'questionText', ...POSITIVE, text: value.text });
    else if (field === 'question') errors.push(noQuestionNumber(value));
    else if (contains) terms.push({ kind: 'text', ...POSITIVE, field, text: value.text });
    else if (isSpecial(value, 'any')) terms.push({ kind: 'text', ...POSITIVE, field, text: null });
    else if (isSpecial(value, 'none')) terms.push({ kind: 'text', negated: true, field, text: null });
    else {
      const message = `expected ~ before a text that the ${field} contains, such as ${field}:~"…", or any, or none`;
      errors.push(errorAt(value, message));
    }
  }
  return errors.length > 0 ? wrong(...errors) : read(...terms);
}

function readNames(field: FilterField, special: readonly string[], values: readonly FilterWord[]): ReadTerm {
  const names = values.map((value) => value.text);
  const relation = ENTITY_RELATIONS.find((known) => known === field.name);
  if (relation !== undefined) return read({ kind: 'entity', ...POSITIVE, relation, names });
  const wordField = WORD_FIELDS.find((known) => known === field.name);
  if (wordField !== undefined) return readWords(wordField, values, special);
  return read({ kind: 'questionId', ...POSITIVE, ids: names });
}

function readChoice(field: FilterField, values: readonly FilterWord[]): ReadTerm {
  if (field.name === 'outcome') return readOutcomes(values);
  return field.name === 'signal' ? readSignals(values) : readChange(field.name, values);
}

function readValues(field: FilterField, contains: boolean, values: readonly FilterWord[]): ReadTerm {
  switch (field.values.kind) {
    case 'number':
      return readNumbers(field.values.field, values);
    case 'choice':
      return readChoice(field, values);
    case 'name':
      return readNames(field, field.values.special, values);
    case 'text':
      return readTexts(TEXT_FIELDS.find((known) => known === field.name) ?? 'question', contains, values);
  }
}

/** `~` belongs to the value of a field that takes no part of a text and was there before `~` was: `id:~x` is the id `~x`. */
function withTilde(
  field: FilterField,
  written: FilterWord,
  values: readonly FilterWord[],
): readonly FilterWord[] | null {
  const [first, ...rest] = values;
  if (field.name !== 'id' || first === undefined || first.quoted) return null;
  return [{ ...first, text: `~${first.text}`, position: written.position + written.length - 1 }, ...rest];
}

function unknownField(field: FilterWord): ReadTerm {
  const known = `expected a field: ${FIELD_NAMES.join(', ')}; a text with a colon goes in quotes`;
  const aliases = FIELD_NAMES.flatMap((name) => [name, ...(findField(name, false)?.aliases ?? [])]);
  return wrong(errorAt({ ...field, length: field.text.length }, known, nearestWord(field.text, aliases)));
}

function readFieldTerm(written: FilterWord, { contains, values }: RawTerm): ReadTerm {
  const unclosed = values.filter((value) => !value.closed);
  if (unclosed.length > 0) return wrong(...unclosed.map((value) => errorAt(value, 'the quote is not closed')));
  const field = findField(written.text, contains);
  const plain = field === null || !contains ? null : withTilde(field, written, values);
  const comma = openComma(values);
  if (comma !== null) return wrong(errorAt(comma, 'expected a value before and after a comma'));
  if ((plain ?? values).some((value) => value.text === '')) {
    const head = { ...written, text: `${written.text}:${contains ? '~' : ''}` };
    return wrong(errorAt(head, 'expected a value right after the colon'));
  }
  if (field === null) return unknownField(written);
  if (plain !== null) return readValues(field, false, plain);
  if (!contains || field.values.kind === 'text') return readValues(field, contains, values);
  return wrong(errorAt(written, `${field.name} takes no ~; write ${field.example}`));
}

function readTextTerm({ values }: RawTerm): ReadTerm {
  const unclosed = values.find((value) => !value.closed);
  if (unclosed !== undefined) return wrong(errorAt(unclosed, 'the quote is not closed'));
  const text = values.map((value) => value.text).join(',');
  const [first] = values;
  if (text.trim() === '' && first !== undefined) return wrong(errorAt(first, 'expected a text'));
  return read({ kind: 'questionText', ...POSITIVE, text });
}

/** What a term means. Alternatives of a text field become one term each. */
export function readTerm(term: RawTerm): ReadTerm {
  return term.field === null ? readTextTerm(term) : readFieldTerm(term.field, term);
}
