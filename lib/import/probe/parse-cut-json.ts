import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { endOfString } from '@/lib/import/json/scan-text';
import type { JsonObject } from '@/lib/core/rollout/rollout';

const CLOSER: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
const MAX_DEPTH = 250;

/**
 * The object that a text begins with, as far as the text goes: where it ends too early, open strings, lists and objects are
 * closed there, and a key without its value is left out. Null where it is no object even so. Never throws.
 *
 * @example parseCutObject('{"a": 1, "b": [{"c": "te') // { value: { a: 1, b: [{ c: 'te' }] }, cut: true, end: 24 }
 */
export function parseCutObject(
  text: string,
  start = 0,
): { readonly value: JsonObject; readonly cut: boolean; readonly end: number } | null {
  if (text[start] !== '{') return null;
  const scan = scanObject(text, start);
  for (const candidate of scan.candidates) {
    const result = parseJson(Buffer.from(candidate, 'utf8'), 0);
    if (result.ok) return isJsonObject(result.value) ? { value: result.value, cut: scan.cut, end: scan.end } : null;
  }
  return null;
}

interface Scan {
  /** Texts that may be whole JSON, the one that keeps most first. */
  readonly candidates: readonly string[];
  readonly cut: boolean;
  readonly end: number;
}

/** Walks the object once, remembering the last place behind a whole value and what is open there. */
function scanObject(text: string, start: number): Scan {
  let open = '';
  let safe = { end: start + 1, open: '{' };
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') {
      const end = endOfString(text, index);
      if (end === -1) return cutInString(text, { start, quote: index, open, safe });
      index = end - 1;
    } else if (character === '{' || character === '[') {
      open += character;
      if (open.length > MAX_DEPTH) break;
      safe = { end: index + 1, open };
    } else if (character === '}' || character === ']') {
      open = open.slice(0, -1);
      if (open === '') return { candidates: [text.slice(start, index + 1)], cut: false, end: index + 1 };
      safe = { end: index + 1, open };
    } else if (character === ',') safe = { end: index, open };
  }
  return {
    candidates: [closed(text.slice(start), open), closed(text.slice(start, safe.end), safe.open)],
    cut: true,
    end: text.length,
  };
}

function cutInString(
  text: string,
  at: {
    readonly start: number;
    readonly quote: number;
    readonly open: string;
    readonly safe: { end: number; open: string };
  },
): Scan {
  const body = text.slice(at.start).replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '');
  const candidates = [closed(`${body}"`, at.open), closed(text.slice(at.start, at.safe.end), at.safe.open)];
  return { candidates, cut: true, end: text.length };
}

function closed(text: string, open: string): string {
  const closers = open
    .split('')
    .toReversed()
    .map((character) => CLOSER[character] ?? '');
  return text + closers.join('');
}
