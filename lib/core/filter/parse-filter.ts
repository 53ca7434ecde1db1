import type { IToken } from 'chevrotain';

import { readRawFilter, type RawFilter, type RawNode, type RawTerm, type SyntaxProblem } from './filter-grammar';
import type { FilterError, FilterNode, ParsedFilter } from './filter-term';
import { tableTermsOf } from './filter-node';
import { findSlips } from './find-slips';
import { Close, LONGEST_FILTER, Open, readFilterTokens } from './filter-tokens';
import { readTerm, type ReadTerm } from './read-term';

const DEEPEST_BRACKETS = 32;
const MOST_TERMS = 200;
/** Words and texts that are looked up in the tables of rollouts; texts of questions are not counted. */
const MOST_LOOKUPS = 24;

function tokenError(token: IToken, message: string): FilterError {
  const word = token.image;
  return { position: token.startOffset, length: word.length, word, message, suggestion: null };
}

/** Brackets without a partner, and brackets inside too many others. */
function bracketErrors(tokens: readonly IToken[]): readonly FilterError[] {
  const open: IToken[] = [];
  const errors: FilterError[] = [];
  for (const token of tokens) {
    if (token.tokenType === Open) {
      open.push(token);
      if (open.length === DEEPEST_BRACKETS + 1) {
        errors.push(tokenError(token, `brackets go at most ${DEEPEST_BRACKETS} deep`));
      }
    } else if (token.tokenType === Close && open.pop() === undefined) {
      errors.push(tokenError(token, 'this bracket closes nothing; a text with brackets goes in quotes'));
    }
  }
  return [
    ...errors,
    ...open.map((token) => tokenError(token, 'this bracket is not closed; a text with brackets goes in quotes')),
  ];
}

/** Tokens that want a condition behind them. */
const WANTING: readonly string[] = ['AND', 'OR', 'NOT', '-', '('];

function unexpected(found: IToken): FilterError {
  const isOperator = /^[A-Z]+$/.test(found.image);
  const advice = isOperator ? `; to look for the word itself write "${found.image}" in quotes` : '';
  return tokenError(found, `expected a condition before ${found.image}${advice}`);
}

function syntaxError({ found, before }: SyntaxProblem): FilterError {
  const isEnd = found === null || found.tokenType === Close;
  if (found !== null && isEnd && before?.tokenType === Open)
    return tokenError(found, 'these brackets hold no condition');
  if (isEnd && before !== null && WANTING.includes(before.image)) {
    return tokenError(before, `expected a condition after ${before.image}`);
  }
  if (found !== null) return unexpected(found);
  return { position: 0, length: 0, word: '', message: 'expected a condition', suggestion: null };
}

function group(kind: 'all' | 'any', of: readonly FilterNode[]): FilterNode {
  const flat = of.flatMap((node) => (node.kind === kind ? node.of : [node]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, of: flat };
}

function negate(node: FilterNode): FilterNode {
  if (node.kind === 'not') return node.of;
  if (node.kind === 'all' || node.kind === 'any') return { kind: 'not', of: node };
  return { ...node, negated: !node.negated };
}

function build(raw: RawNode, meaning: ReadonlyMap<RawTerm, FilterNode>): FilterNode {
  switch (raw.kind) {
    case 'term':
      return meaning.get(raw) ?? { kind: 'all', of: [] };
    case 'not':
      return negate(build(raw.of, meaning));
    case 'all':
    case 'any':
      return group(
        raw.kind,
        raw.of.map((node) => build(node, meaning)),
      );
  }
}

/** A text that is not looked at any further: too long, or with a character that no database holds. */
function unreadable(text: string): FilterError | null {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return { position: nul, length: 1, word: '', message: 'a filter holds no NUL character', suggestion: null };
  }
  if (text.length <= LONGEST_FILTER) return null;
  const word = text.slice(LONGEST_FILTER, LONGEST_FILTER + 20);
  const message = `a filter has at most ${LONGEST_FILTER} characters`;
  return { position: LONGEST_FILTER, length: text.length - LONGEST_FILTER, word, message, suggestion: null };
}

function termError(term: RawTerm | undefined, message: string): readonly FilterError[] {
  const at = term?.field ?? term?.values[0];
  if (at === undefined) return [];
  return [{ position: at.position, length: at.length, word: at.text, message, suggestion: null }];
}

/** How often the tables of rollouts are asked for the meaning of a term. */
function lookupsOf(node: FilterNode): number {
  const terms = tableTermsOf(node).filter(({ kind }) => kind !== 'questionId' && kind !== 'questionText');
  return terms.reduce((sum, term) => {
    if (term.kind === 'entity') return sum + term.names.length;
    return sum + (term.kind === 'word' ? term.words.length + 1 : 1);
  }, 0);
}

function tooMany({ terms }: RawFilter, readings: ReadonlyMap<RawTerm, ReadTerm>): readonly FilterError[] {
  const message = `a filter has at most ${MOST_TERMS} conditions; a long text goes in quotes`;
  if (terms.length > MOST_TERMS) return termError(terms[MOST_TERMS], message);
  let lookups = 0;
  for (const [term, answer] of readings) {
    lookups += answer.kind === 'read' ? lookupsOf(answer.node) : 0;
    if (lookups > MOST_LOOKUPS)
      return termError(term, `a filter asks for at most ${MOST_LOOKUPS} entities, words and texts`);
  }
  return [];
}

function readTerms(text: string, terms: readonly RawTerm[]): ReadonlyMap<RawTerm, ReadTerm> {
  const slips = findSlips(text, terms);
  return new Map(
    terms.map((term) => {
      const slip = slips.get(term);
      return [term, slip === undefined ? readTerm(term) : { kind: 'wrong', errors: [slip] }];
    }),
  );
}

function failed(errors: readonly FilterError[]): ParsedFilter | null {
  const sorted = errors.toSorted((left, right) => left.position - right.position);
  const [error] = sorted;
  return error === undefined ? null : { kind: 'error', error, errors: sorted };
}

/**
 * Reads the text of a filter (lib/core/filter/filter-fields lists its fields).
 *
 * Conditions parted by spaces, or by `AND`, must all hold; `OR` parts alternatives and binds weaker; `NOT`, or `-` right
 * before a condition, turns it round; brackets group. Values parted by commas are alternatives. A text without a field is
 * looked for in the text of the question. Operators are upper case. Brackets, commas and operators that belong to a text
 * stand in quotes, also `and`, `||` and other words that are likely slips (findSlips).
 *
 * Numbers: `5`, `>=5`, `<0.5`, `0.2..0.4` (both ends in), `(0.2..0.4]` and `[0.2..0.4)` (one end out), `10..`, `none`.
 * Never throws. Time grows with the length of the text, which is bounded, as are the depth of brackets and the number of
 * conditions.
 *
 * @example parseFilter('outcome:near_miss rate:(0.2..0.4]') // all of two terms
 * @example parseFilter('rate:high') // error at position 5, word "high"
 */
export function parseFilter(text: string): ParsedFilter {
  const refused = unreadable(text);
  if (refused !== null) return { kind: 'error', error: refused, errors: [refused] };
  const tokens = readFilterTokens(text);
  const brackets = bracketErrors(tokens);
  const deep = brackets.filter((error) => error.message.startsWith('brackets go'));
  const tooDeep = failed(deep);
  if (tooDeep !== null) return tooDeep;
  const raw = readRawFilter(tokens);
  const readings = readTerms(text, raw.terms);
  const syntax = brackets.length > 0 ? brackets : raw.problems.map(syntaxError);
  const wrongTerms = [...readings.values()].flatMap((answer) => (answer.kind === 'wrong' ? answer.errors : []));
  const failure = failed([...syntax, ...wrongTerms, ...tooMany(raw, readings)]);
  if (failure !== null) return failure;
  const meaning = new Map<RawTerm, FilterNode>();
  for (const [term, answer] of readings) if (answer.kind === 'read') meaning.set(term, answer.node);
  const filter = build(raw.tree, meaning);
  return { kind: 'filter', filter };
}
