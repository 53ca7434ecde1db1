import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** Deeper than any log; what nests deeper is not read. */
const MAX_DEPTH = 100;
/** Under this key a call such as `ToolCall(name='search')` keeps the name of its class. */
export const CLASS_KEY = '__class__';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
  ['\n', ''],
]);
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const CONSTANTS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['nan', null],
  ['inf', null],
]);
const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/**
 * A value as Python's `repr` writes it, as JSON: strings, numbers, lists, tuples, dicts, and calls of dataclasses
 * (`Step(number=1, error=None)` becomes `{"__class__": "Step", "number": 1, "error": null}`; arguments without a name are
 * under their position). What has no value to write (`<object at 0x...>`, an enum's member) is its text. Time in proportion
 * to the text. Never throws.
 *
 * @returns undefined where the text is no such value, ends too early or goes on behind it
 * @example parsePythonRepr("Call(name='a', ids=[1, None])") // { __class__: 'Call', name: 'a', ids: [1, null] }
 */
export function parsePythonRepr(text: string): JsonValue | undefined {
  const reader = new ReprReader(text);
  const value = reader.value(0);
  return value !== undefined && reader.isAtEnd() ? value : undefined;
}

class ReprReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#skipSpace();
    return this.#position >= this.#text.length;
  }

  /** The value at the position; undefined where there is none. */
  value(depth: number): JsonValue | undefined {
    if (depth > MAX_DEPTH) return undefined;
    this.#skipSpace();
    const character = this.#text.charAt(this.#position);
    if (character === "'" || character === '"') return this.#string();
    if (character === '[' || character === '(') return this.#list(depth);
    if (character === '{') return this.#dict(depth);
    if (character === '<') return this.#opaque();
    if (/[-+\d.]/.test(character)) return this.#number();
    return this.#nameOrCall(depth);
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#position))) this.#position += 1;
  }

  /** Goes over a character where it stands here. */
  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #string(): string | undefined {
    const quote = this.#text.charAt(this.#position);
    const parts: string[] = [];
    let from = this.#position + 1;
    for (let index = from; index < this.#text.length; index += 1) {
      const character = this.#text[index];
      if (character === quote) {
        parts.push(this.#text.slice(from, index));
        this.#position = index + 1;
        return parts.join('');
      }
      if (character !== '\\') continue;
      const { text, length } = unescaped(this.#text, index + 1);
      parts.push(this.#text.slice(from, index), text);
      index += length;
      from = index + 1;
    }
    return undefined;
  }

  #list(depth: number): JsonValue | undefined {
    const closer = CLOSERS[this.#text.charAt(this.#position)] ?? '';
    this.#position += 1;
    const items: JsonValue[] = [];
    while (!this.#take(closer)) {
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      if (!this.#take(',') && this.#text[this.#position] !== closer) return undefined;
    }
    return items;
  }

  /** A dict; a set reads as a list. Keys that are not text are their JSON. */
  #dict(depth: number): JsonValue | undefined {
    this.#position += 1;
    const entries: [string, JsonValue][] = [];
    const items: JsonValue[] = [];
    while (!this.#take('}')) {
      const key = this.value(depth + 1);
      if (key === undefined) return undefined;
      if (this.#take(':')) {
        const value = this.value(depth + 1);
        if (value === undefined) return undefined;
        entries.push([typeof key === 'string' ? key : JSON.stringify(key), value]);
      } else items.push(key);
      if (!this.#take(',') && this.#text[this.#position] !== '}') return undefined;
    }
    return items.length > 0 ? items : Object.fromEntries(entries);
  }

  /** `<MessageRole.USER: 'user'>`, `<object at 0x7f>`: kept as its text. */
  #opaque(): string | undefined {
    const start = this.#position;
    let open = 0;
    for (let index = start; index < this.#text.length; index += 1) {
      if (this.#text[index] === '<') open += 1;
      if (this.#text[index] === '>') open -= 1;
      if (open > 0) continue;
      this.#position = index + 1;
      return this.#text.slice(start, index + 1);
    }
    return undefined;
  }

  #number(): number | string | undefined {
    const start = this.#position;
    while (/[-+\d.eEjxa-fA-F_]/.test(this.#text.charAt(this.#position))) this.#position += 1;
    const text = this.#text.slice(start, this.#position);
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }

  #nameOrCall(depth: number): JsonValue | undefined {
    const start = this.#position;
    while (/[\p{L}\p{N}_.]/u.test(this.#text.charAt(this.#position))) this.#position += 1;
    const name = this.#text.slice(start, this.#position);
    if (name === '') return undefined;
    const next = this.#text[this.#position];
    // b'...' is text here too.
    if (next === '(') return this.#call(name, depth);
    if ((next === "'" || next === '"') && name.length <= 2) return this.#string();
    return CONSTANTS.has(name) ? (CONSTANTS.get(name) ?? null) : name;
  }

  #call(name: string, depth: number): JsonObject | undefined {
    this.#position += 1;
    const entries: [string, JsonValue][] = [[CLASS_KEY, name]];
    while (!this.#take(')')) {
      const key = this.#keyword() ?? String(entries.length - 1);
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
      if (!this.#take(',') && this.#text[this.#position] !== ')') return undefined;
    }
    return Object.fromEntries(entries);
  }

  /** `name=` in front of an argument; null where it has none. */
  #keyword(): string | null {
    this.#skipSpace();
    let index = this.#position;
    while (/\w/.test(this.#text.charAt(index))) index += 1;
    if (index === this.#position || this.#text[index] !== '=') return null;
    const name = this.#text.slice(this.#position, index);
    this.#position = index + 1;
    return name;
  }
}

/** What an escape says, and how many characters behind the backslash it takes. */
function unescaped(text: string, at: number): { readonly text: string; readonly length: number } {
  const letter = text.charAt(at);
  const digits = Object.hasOwn(HEX_DIGITS, letter) ? (HEX_DIGITS[letter] ?? 0) : 0;
  const code = digits === 0 ? Number.NaN : Number.parseInt(text.slice(at + 1, at + 1 + digits), 16);
  if (!Number.isNaN(code) && code <= 0x10ffff) return { text: String.fromCodePoint(code), length: 1 + digits };
  return { text: ESCAPES.get(letter) ?? letter, length: 1 };
}
