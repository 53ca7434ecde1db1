import { createToken, Lexer, type IToken } from 'chevrotain';

/** Longest filter that is read, in UTF-16 units. */
export const LONGEST_FILTER = 2000;

const ENDS_WORD = /[\s",]/;

/**
 * Where a word without quotes ends: at white space, a quote, a comma, or a closing bracket that was not opened in it, so
 * that `(rate:(0.2..0.4])` holds an interval and `f(x)` is one word.
 */
function wordEnd(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (ENDS_WORD.test(character)) return at;
    if (character === '(' || character === '[') open += 1;
    else if (character === ')' || character === ']') {
      if (open === 0 && character === ')') return at;
      open = Math.max(0, open - 1);
    }
  }
  return text.length;
}

function matched(text: string, start: number, end: number): [string] | null {
  return end > start ? [text.slice(start, end)] : null;
}

/** True where a token ends right before `offset`, with nothing between. */
export function endsAt(token: IToken | undefined, offset: number): boolean {
  return token !== undefined && token.startOffset + token.image.length === offset;
}

export const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
export const Quoted = createToken({ name: 'Quoted', pattern: /"(?:[^"\\]|\\[\s\S])*"/, line_breaks: true });
export const UnclosedQuote = createToken({ name: 'UnclosedQuote', pattern: /"[\s\S]*/, line_breaks: true });
export const Comma = createToken({ name: 'Comma', pattern: /,/ });
export const And = createToken({ name: 'And', pattern: /AND(?![^\s"()])/ });
export const Or = createToken({ name: 'Or', pattern: /OR(?![^\s"()])/ });
export const Not = createToken({ name: 'Not', pattern: /NOT(?![^\s"()])/ });
export const Open = createToken({ name: 'Open', pattern: /\(/ });
export const Close = createToken({ name: 'Close', pattern: /\)/ });
/** `name:` or `name:~`. */
export const Field = createToken({ name: 'Field', pattern: /[A-Za-z][A-Za-z_]*:~?/ });
/** `-` before something; a second one belongs to a word. */
export const Minus = createToken({
  name: 'Minus',
  pattern: (text, offset, before) => {
    const follows = text.charAt(offset + 1);
    const isSecond = before.at(-1)?.tokenType === Minus && endsAt(before.at(-1), offset);
    return text.charAt(offset) === '-' && /\S/.test(follows) && !isSecond ? ['-'] : null;
  },
  start_chars_hint: ['-'],
  line_breaks: false,
});
/** A word right behind a field or a comma: whatever it holds, it is a value. */
export const Value = createToken({
  name: 'Value',
  pattern: (text, offset, before) => {
    const last = before.at(-1);
    const isValue = (last?.tokenType === Field || last?.tokenType === Comma) && endsAt(last, offset);
    return isValue ? matched(text, offset, wordEnd(text, offset)) : null;
  },
  line_breaks: false,
});
export const Word = createToken({
  name: 'Word',
  pattern: (text, offset) => matched(text, offset, wordEnd(text, offset)),
  line_breaks: false,
});

/** Every token, the one that is tried first at a place first. */
export const FILTER_TOKENS = [
  Space,
  Quoted,
  UnclosedQuote,
  Value,
  Comma,
  And,
  Or,
  Not,
  Minus,
  Open,
  Close,
  Field,
  Word,
];

const lexer = new Lexer(FILTER_TOKENS, { positionTracking: 'onlyOffset', skipValidations: false });

/** Cuts the text of a filter into tokens. Every character belongs to one, so nothing of a text is dropped. */
export function readFilterTokens(text: string): readonly IToken[] {
  return lexer.tokenize(text).tokens;
}

/** What a quoted token says: `\"` and `\\` stand for themselves. */
export function unquote(image: string): string {
  return image.slice(1, -1).replaceAll(/\\([\s\S])/g, '$1');
}
