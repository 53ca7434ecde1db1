import { endOfContainer, endOfString } from './scan-text';

export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'object';

export interface TopLevelKeys {
  /** Kind of each value by key; later keys may be missing where `closed` is false. */
  readonly kinds: ReadonlyMap<string, JsonKind>;
  /** Index just after the closing brace, or null where the text ends or stops being JSON before it. */
  readonly end: number | null;
}

const KIND_BY_FIRST_CHARACTER: Readonly<Record<string, JsonKind>> = {
  '"': 'string',
  '[': 'list',
  '{': 'object',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

/**
 * The keys of the object that opens at `start`, read as far as the text goes. Made for detection: the first 64 KiB of a
 * file may end inside its first record, and its keys still tell the format.
 *
 * @example readTopLevelKeys('{"question": "a", "messages": [{"ro', 0).kinds // Map { question: string, messages: list }
 */
export function readTopLevelKeys(text: string, start: number): TopLevelKeys {
  const kinds = new Map<string, JsonKind>();
  let index = skipSpace(text, start + 1);
  while (index < text.length && text[index] === '"') {
    const keyEnd = endOfString(text, index);
    if (keyEnd === -1) break;
    const colon = skipSpace(text, keyEnd);
    const valueStart = skipSpace(text, colon + 1);
    const first = text[valueStart];
    if (text[colon] !== ':' || first === undefined) break;
    kinds.set(text.slice(index + 1, keyEnd - 1), KIND_BY_FIRST_CHARACTER[first] ?? 'number');
    const valueEnd = endOfValue(text, valueStart);
    if (valueEnd === -1) break;
    index = skipSpace(text, valueEnd);
    if (text[index] === ',') index = skipSpace(text, index + 1);
    else break;
  }
  return { kinds, end: text[index] === '}' ? index + 1 : null };
}

/** Index just after the value that starts at `start`, or -1 where the text ends inside it. */
export function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '[' || first === '{') return endOfContainer(text, start);
  let index = start;
  while (index < text.length && !',]}'.includes(text.charAt(index))) index += 1;
  return index < text.length ? index : -1;
}

export function skipSpace(text: string, start: number): number {
  let index = start;
  while (index < text.length && ' \t\r\n'.includes(text.charAt(index))) index += 1;
  return index;
}
