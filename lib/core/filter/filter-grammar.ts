import { EmbeddedActionsParser, EOF, type IRecognitionException, type IToken, type ParserMethod } from 'chevrotain';

import {
  And,
  Close,
  Comma,
  endsAt,
  Field,
  FILTER_TOKENS,
  Minus,
  Not,
  Open,
  Or,
  Quoted,
  UnclosedQuote,
  unquote,
  Value,
  Word,
} from './filter-tokens';

/** A value of a term: what it says, where it stands as written, and whether it was quoted. */
export interface FilterWord {
  readonly text: string;
  readonly position: number;
  readonly length: number;
  readonly quoted: boolean;
  /** False for a quote that nothing closes. */
  readonly closed: boolean;
}

/** A term before its meaning is known: `field:value,value`, or values without a field. */
export interface RawTerm {
  readonly kind: 'term';
  readonly field: FilterWord | null;
  /** `~` stands after the field's colon. */
  readonly contains: boolean;
  readonly values: readonly FilterWord[];
}
export type RawNode =
  | RawTerm
  | { readonly kind: 'all' | 'any'; readonly of: readonly RawNode[] }
  | { readonly kind: 'not'; readonly of: RawNode };

const NOTHING: RawNode = { kind: 'all', of: [] };

function wordOf(token: IToken): FilterWord {
  const quoted = token.tokenType === Quoted;
  const text = quoted ? unquote(token.image) : token.image;
  const closed = token.tokenType !== UnclosedQuote;
  return { text, position: token.startOffset, length: token.image.length, quoted, closed };
}

/** The empty value before or behind a comma. */
function emptyWord(position: number): FilterWord {
  return { text: '', position, length: 0, quoted: false, closed: true };
}

function joined(kind: 'all' | 'any', of: readonly RawNode[]): RawNode {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of };
}

/**
 * The grammar of filters. NOT binds closer than AND, and AND (which may be left out) closer than OR:
 *
 *   either  = both (OR both)*
 *   both    = one (AND? one)*
 *   one     = (NOT | -)* ( "(" either ")" | term )
 *   term    = (field ":" "~"?)? value ("," value)*       without spaces inside
 */
class FilterGrammar extends EmbeddedActionsParser {
  /** Every term read, also those of a text with errors elsewhere. */
  terms: RawTerm[] = [];

  constructor() {
    super(FILTER_TOKENS, { recoveryEnabled: true });
    this.performSelfAnalysis();
  }

  readonly filter: ParserMethod<[], RawNode> = this.RULE(
    'filter',
    () => {
      let read = NOTHING;
      this.OPTION(() => {
        read = this.SUBRULE(this.either);
      });
      return read;
    },
    { recoveryValueFunc: () => NOTHING },
  );

  readonly either: ParserMethod<[], RawNode> = this.RULE(
    'either',
    () => {
      const of = [this.SUBRULE(this.both)];
      this.MANY(() => {
        this.CONSUME(Or);
        of.push(this.SUBRULE1(this.both));
      });
      return joined('any', of);
    },
    { recoveryValueFunc: () => NOTHING },
  );

  readonly both: ParserMethod<[], RawNode> = this.RULE(
    'both',
    () => {
      const of = [this.SUBRULE(this.one)];
      this.MANY(() => {
        this.OPTION(() => this.CONSUME(And));
        of.push(this.SUBRULE1(this.one));
      });
      return joined('all', of);
    },
    { recoveryValueFunc: () => NOTHING },
  );

  readonly one: ParserMethod<[], RawNode> = this.RULE(
    'one',
    (): RawNode => {
      let negated = false;
      this.MANY(() => {
        this.OR([{ ALT: () => this.CONSUME(Minus) }, { ALT: () => this.CONSUME(Not) }]);
        negated = !negated;
      });
      const read = this.OR1([
        { ALT: () => this.SUBRULE(this.bracketed) },
        { ALT: (): RawNode => this.SUBRULE(this.term) },
      ]);
      return negated ? { kind: 'not', of: read } : read;
    },
    { recoveryValueFunc: () => NOTHING },
  );

  readonly bracketed: ParserMethod<[], RawNode> = this.RULE(
    'bracketed',
    () => {
      this.CONSUME(Open);
      const read = this.SUBRULE(this.either);
      this.CONSUME(Close);
      return read;
    },
    { recoveryValueFunc: () => NOTHING },
  );

  readonly term: ParserMethod<[], RawTerm> = this.RULE('term', () => {
    // `concat` instead of spreading: while the grammar is recorded a rule answers with no list.
    let parts: readonly IToken[] = [];
    this.OR([
      {
        ALT: () => {
          parts = [this.CONSUME(Field)];
          this.OPTION({
            GATE: () => this.isAdjacent(),
            DEF: () => {
              parts = parts.concat(this.SUBRULE(this.values));
            },
          });
        },
      },
      {
        ALT: () => {
          parts = parts.concat(this.SUBRULE1(this.values));
        },
      },
    ]);
    return this.ACTION(() => this.keep(parts));
  });

  /** Values and commas as they stand, with nothing between them. */
  readonly values: ParserMethod<[], readonly IToken[]> = this.RULE(
    'values',
    () => {
      const parts: IToken[] = [];
      this.OR([
        { ALT: () => parts.push(this.SUBRULE(this.value)) },
        {
          ALT: () => {
            parts.push(this.CONSUME(Comma));
            this.OPTION({ GATE: () => this.isAdjacent(), DEF: () => parts.push(this.SUBRULE1(this.value)) });
          },
        },
      ]);
      this.MANY({
        GATE: () => this.isAdjacent(),
        DEF: () => {
          parts.push(this.CONSUME1(Comma));
          this.OPTION1({ GATE: () => this.isAdjacent(), DEF: () => parts.push(this.SUBRULE2(this.value)) });
        },
      });
      return parts;
    },
    { recoveryValueFunc: () => [] },
  );

  readonly value: ParserMethod<[], IToken> = this.RULE('value', () =>
    this.OR([
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(Value) },
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(UnclosedQuote) },
    ]),
  );

  /** True where the next token stands right behind the last one. */
  private isAdjacent(): boolean {
    return endsAt(this.LA(0), this.LA(1).startOffset);
  }

  private keep(parts: readonly IToken[]): RawTerm {
    const [first] = parts;
    const field = first?.tokenType === Field ? first : null;
    const term: RawTerm = {
      kind: 'term',
      field: field === null ? null : { ...wordOf(field), text: field.image.replace(/:~?$/, '') },
      contains: field?.image.endsWith('~') === true,
      values: splitAtCommas(field === null ? parts : parts.slice(1), endOf(field)),
    };
    this.terms.push(term);
    return term;
  }
}

function endOf(token: IToken | null): number {
  return token === null ? 0 : token.startOffset + token.image.length;
}

function splitAtCommas(parts: readonly IToken[], start: number): readonly FilterWord[] {
  const values: FilterWord[] = [];
  let waiting: FilterWord | null = null;
  let end = start;
  for (const part of parts) {
    if (part.tokenType === Comma) {
      values.push(waiting ?? emptyWord(part.startOffset));
      waiting = null;
    } else waiting = wordOf(part);
    end = endOf(part);
  }
  return [...values, waiting ?? emptyWord(end)];
}

const grammar = new FilterGrammar();

/** What the grammar made of a text. Where there are problems the tree is not to be used; the terms are. */
export interface RawFilter {
  readonly tree: RawNode;
  readonly terms: readonly RawTerm[];
  readonly problems: readonly SyntaxProblem[];
}
/** A place where the grammar cannot go on: the token that does not fit (null at the end), and the one before it. */
export interface SyntaxProblem {
  readonly found: IToken | null;
  readonly before: IToken | null;
}

function problemOf({ token, ...rest }: IRecognitionException): SyntaxProblem {
  const before = 'previousToken' in rest && isToken(rest.previousToken) ? rest.previousToken : null;
  return { found: token.tokenType === EOF ? null : token, before };
}

function isToken(value: unknown): value is IToken {
  return typeof value === 'object' && value !== null && 'image' in value && 'startOffset' in value;
}

/** Reads tokens by the grammar. It recovers from an error and goes on, so that several can be told at once. */
export function readRawFilter(tokens: readonly IToken[]): RawFilter {
  grammar.input = [...tokens];
  grammar.terms = [];
  const tree = grammar.filter();
  return { tree, terms: grammar.terms, problems: grammar.errors.map(problemOf) };
}
