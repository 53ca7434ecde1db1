import type { IToken } from 'chevrotain';

import { FILTER_FIELDS, findField, type FilterField } from './filter-fields';
import { quoteFilterText } from './format-filter';
import {
  And,
  Close,
  Comma,
  endsAt,
  Field,
  Minus,
  Not,
  Open,
  Or,
  Quoted,
  readFilterTokens,
  UnclosedQuote,
  unquote,
  Value,
  Word,
} from './filter-tokens';

/** One way to go on with a filter. */
export interface FilterOption {
  /** What replaces the word at the caret. */
  readonly insert: string;
  readonly label: string;
  readonly means: string;
}

/** What can stand at the caret. */
export interface FilterCompletion {
  /** The part of the text that an option replaces. */
  readonly from: number;
  readonly to: number;
  /** What of the word stands there already, without quotes. */
  readonly prefix: string;
  /** The field whose words only the run knows; null where the options are all there is. */
  readonly wordsOf: string | null;
  readonly options: readonly FilterOption[];
}

const OPERATORS: readonly FilterOption[] = [
  { insert: 'AND ', label: 'AND', means: 'Both must hold; a space means the same' },
  { insert: 'OR ', label: 'OR', means: 'One of the two must hold' },
  { insert: 'NOT ', label: 'NOT', means: 'The next condition must not hold; - means the same' },
];

function fieldOption({ name, values, means }: FilterField): FilterOption {
  const insert = values.kind === 'text' ? `${name}:~"` : `${name}:`;
  return { insert, label: values.kind === 'text' ? `${name}:~` : `${name}:`, means };
}

function beginsWith(word: string, prefix: string): boolean {
  return word.toLowerCase().startsWith(prefix.toLowerCase());
}

/** A word as a value: in quotes where it would not stay one word without them. */
export function wordOption(word: string, means: string): FilterOption {
  const isPlain = /^[\p{L}\p{N}_.-]+$/u.test(word) && !/^(any|none)$/i.test(word);
  return { insert: isPlain ? word : quoteFilterText(word), label: word, means };
}

function valueOptions(field: FilterField, contains: boolean, prefix: string): readonly FilterOption[] {
  const special = (words: readonly string[], means: (word: string) => string): readonly FilterOption[] =>
    words.filter((word) => beginsWith(word, prefix)).map((word) => ({ insert: word, label: word, means: means(word) }));
  const presence = (word: string): string =>
    word === 'none' ? `Without any ${field.name}` : `With some ${field.name}`;
  switch (field.values.kind) {
    case 'number':
      return special(['none'], () => 'Where the number is missing');
    case 'choice':
      return special(field.values.choices, () => '');
    case 'name':
      return special(field.values.special, presence);
    case 'text':
      return contains ? [] : special(field.values.special, presence);
  }
}

/** The field token that the token at `index` is a value of; null where it is a text of its own. */
function fieldOf(tokens: readonly IToken[], index: number): IToken | null {
  for (let at = index; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.tokenType === Field) return token ?? null;
    if (![Value, Quoted, UnclosedQuote, Comma].includes(token.tokenType)) return null;
    if (!endsAt(tokens[at - 1], token.startOffset)) return null;
  }
  return null;
}

interface Caret {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
}

/** Where the word that begins at `from` ends in the whole text; the caret where it is quoted. */
function endOfWord(text: string, from: number, caret: number): number {
  const token = readFilterTokens(text).find(({ startOffset }) => startOffset === from);
  const isPlain = token !== undefined && [Word, Value, And, Or, Not].includes(token.tokenType);
  return isPlain ? Math.max(caret, from + token.image.length) : caret;
}

function completeValue(fieldToken: IToken, caret: Caret): FilterCompletion | null {
  const contains = fieldToken.image.endsWith('~');
  const field = findField(fieldToken.image.replace(/:~?$/, ''), contains);
  if (field === null) return null;
  const wordsOf = field.values.kind === 'name' ? field.name : null;
  return { ...caret, wordsOf, options: valueOptions(field, contains, caret.prefix) };
}

function completeCondition(caret: Caret, withOperators: boolean): FilterCompletion {
  const operators = withOperators ? OPERATORS : OPERATORS.slice(2);
  const fields = FILTER_FIELDS.filter(({ name, aliases }) =>
    [name, ...aliases].some((known) => beginsWith(known, caret.prefix)),
  );
  return {
    ...caret,
    wordsOf: null,
    options: [...fields.map(fieldOption), ...operators.filter(({ label }) => beginsWith(label, caret.prefix))],
  };
}

function prefixOf(token: IToken): string {
  return token.tokenType === UnclosedQuote ? unquote(`${token.image}"`) : token.image;
}

/**
 * What can stand at the caret: fields and operators, or the values of the field before it. Null where nothing is known,
 * as inside a text. The words of some fields (entities, labels, …) only the run knows: `wordsOf` names them.
 *
 * @param caret in UTF-16 units from 0
 * @example completeFilter('outcome:near', 12)?.options[0]?.insert // 'near_miss'
 */
export function completeFilter(text: string, caret: number): FilterCompletion | null {
  const tokens = readFilterTokens(text.slice(0, caret));
  const index = tokens.length - 1;
  const last = tokens[index];
  const here = { from: caret, to: caret, prefix: '' };
  if (last === undefined || !endsAt(last, caret)) return completeCondition(here, canFollow(last));
  if ([Minus, Open].includes(last.tokenType)) return completeCondition(here, false);
  if (last.tokenType === Field) return completeValue(last, here);
  const field = fieldOf(tokens, index);
  if (last.tokenType === Comma) return field === null ? null : completeValue(field, here);
  if ([Quoted, Close].includes(last.tokenType)) return null;
  const word = { from: last.startOffset, to: endOfWord(text, last.startOffset, caret), prefix: prefixOf(last) };
  if (field !== null) return completeValue(field, word);
  const isWord = [Word, And, Or, Not].includes(last.tokenType);
  return isWord ? completeCondition(word, canFollow(tokens[index - 1])) : null;
}

/** True where AND or OR may stand behind a token. */
function canFollow(token: IToken | undefined): boolean {
  return token !== undefined && ![And, Or, Not, Minus, Open].includes(token.tokenType);
}
