/** More words than this are slower to look for than they save. */
const MOST_WORDS = 16;
/** A longer word is cut: what begins with it holds its beginning. */
const LONGEST_WORD = 24;
const SHORTEST_WORD = 2;

/**
 * What is known of the matches of a piece of an expression. `exact` has all of them (and perhaps more), null where they
 * are too many to list; each match holds at least one of `required`, null where nothing is known to be in each.
 */
interface Matches {
  readonly exact: readonly string[] | null;
  readonly required: readonly string[] | null;
}

const UNKNOWN: Matches = { exact: null, required: null };
/** What looks around, and takes up nothing. */
const NOTHING: Matches = { exact: [''], required: null };

/** Escapes that stand for one character; those of classes, of back references and of halves of a pair are unknown. */
const SYNTAX = /^[\\^$.*+?()[\]{}|/]$/;
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };
const ESCAPE = /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|k<[^>]*>|p\{[^}]*\}|P\{[^}]*\}|c[a-z]|\d+|([^]))/iuy;
const GROUP = /\((?:\?(?:(<?[=!])|<[^>]*>|([a-z]*(?:-[a-z]*)?):))?/uy;
const QUANTIFIER = /(?:([*?+])|\{(\d+)(?:,\d*)?\})\??/uy;
/** A class; one of few characters that stand for themselves is as good as a list of them. */
const CHARACTER_CLASS = /\[(?:\\[^]|[^\]\\])*\]/uy;
const FEW_CHARACTERS = /^\[([^\\^-]{1,4})\]$/u;

/**
 * Words of which every match of an expression holds at least one, so that a text without any of them has no match; null
 * where no such words of two characters or more are found, or too many. Where case is ignored, it is in the words too.
 *
 * @param source of an expression that can be read with the flag `u`
 * @example requiredWords(String.raw`\b(born|died) in \d{4}`) // ['born in ', 'died in ']
 */
export function requiredWords(source: string): readonly string[] | null {
  const { exact, required } = new ExpressionReader(source).read();
  const words = better(exact, required);
  return words === null || shortest(words) < SHORTEST_WORD ? null : words;
}

function shortest(words: readonly string[]): number {
  return Math.min(...words.map((word) => word.length));
}

/** The words that fewer texts hold: those whose shortest is longer, then the fewer. */
function better(left: readonly string[] | null, right: readonly string[] | null): readonly string[] | null {
  if (left === null || right === null) return left ?? right;
  const longer = shortest(left) - shortest(right);
  return longer > 0 || (longer === 0 && left.length <= right.length) ? left : right;
}

/** Each of the left before each of the right; null where they are too many or too long. */
function joined(left: readonly string[], right: readonly string[]): readonly string[] | null {
  if (left.length * right.length > MOST_WORDS) return null;
  const all = left.flatMap((before) => right.map((after) => before + after));
  return all.some((word) => word.length > LONGEST_WORD) ? null : all;
}

/** What is found one after the other. */
class Sequence {
  /** All the sequence can match since the last piece that is unknown. */
  #run: readonly string[] = [''];
  #isExact = true;
  #required: readonly string[] | null = null;

  add({ exact, required }: Matches): void {
    const longer = exact === null ? null : joined(this.#run, exact);
    if (longer !== null) {
      this.#run = longer;
      return;
    }
    this.#required = better(better(this.#required, this.#run), required);
    this.#run = exact ?? [''];
    this.#isExact = false;
  }

  matches(): Matches {
    if (this.#isExact) return { exact: this.#run, required: null };
    return { exact: null, required: better(this.#required, this.#run) };
  }
}

function oneOf(alternatives: readonly Matches[]): Matches {
  const [only] = alternatives;
  if (only !== undefined && alternatives.length === 1) return only;
  return {
    exact: union(alternatives.map(({ exact }) => exact)),
    required: union(alternatives.map(({ exact, required }) => better(exact, required))),
  };
}

/** Null where one is null, or all are too many. */
function union(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const all = new Set<string>();
  for (const list of lists) {
    if (list === null) return null;
    for (const word of list) all.add(word);
  }
  return all.size > MOST_WORDS ? null : [...all];
}

/** Reads an expression that is known to be well-formed, piece by piece. */
class ExpressionReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Alternatives, up to the closing bracket or the end. */
  read(): Matches {
    const alternatives: Matches[] = [];
    let sequence = new Sequence();
    for (;;) {
      const next = this.#source[this.#at];
      if (next === undefined || next === ')') break;
      if (next === '|') {
        this.#at += 1;
        alternatives.push(sequence.matches());
        sequence = new Sequence();
      } else {
        const piece = this.#piece(next);
        sequence.add(this.#repeated(piece));
      }
    }
    return oneOf([...alternatives, sequence.matches()]);
  }

  #piece(next: string): Matches {
    if (next === '(') return this.#group();
    if (next === '[') return this.#characterClass();
    if (next === '\\') return this.#escape();
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    if (next === '^' || next === '$') return NOTHING;
    return next === '.' || !character.isWellFormed() ? UNKNOWN : { exact: [character], required: null };
  }

  #group(): Matches {
    const [, look, flags] = this.#take(GROUP);
    const inside = this.read();
    this.#at += 1;
    if (look !== undefined) return NOTHING;
    // Flags of a group's own may change what its letters mean.
    return flags === undefined || flags === '' ? inside : UNKNOWN;
  }

  #characterClass(): Matches {
    const [text] = this.#take(CHARACTER_CLASS);
    const [, few] = FEW_CHARACTERS.exec(text) ?? [];
    return few === undefined || !few.isWellFormed() ? UNKNOWN : { exact: Array.from(few), required: null };
  }

  #escape(): Matches {
    const [, inBraces, four, two, character] = this.#take(ESCAPE);
    const hexadecimal = inBraces ?? four ?? two;
    if (hexadecimal !== undefined) return exactly(String.fromCodePoint(Number.parseInt(hexadecimal, 16)));
    if (character === 'b' || character === 'B') return NOTHING;
    if (character === undefined) return UNKNOWN;
    return SYNTAX.test(character) ? exactly(character) : exactly(CONTROLS[character] ?? null);
  }

  #repeated(matches: Matches): Matches {
    QUANTIFIER.lastIndex = this.#at;
    const found = QUANTIFIER.exec(this.#source);
    if (found === null) return matches;
    this.#at = QUANTIFIER.lastIndex;
    const [, sign, least] = found;
    if (sign === '?') return { exact: matches.exact === null ? null : union([[''], matches.exact]), required: null };
    if (sign === '*' || Number(least) === 0) return UNKNOWN;
    return { exact: null, required: better(matches.exact, matches.required) };
  }

  #take(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null) throw new RangeError(`no expression: ${this.#source}`);
    this.#at = pattern.lastIndex;
    return found;
  }
}

function exactly(character: string | null): Matches {
  return character === null || !character.isWellFormed() ? UNKNOWN : { exact: [character], required: null };
}
