import { isUtf8 } from 'node:buffer';
import { isJsonObject, isNestedDeeperThan } from './json-value';
import { endOfContainer, replaceNonFiniteNumbers } from './scan-text';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** Deepest nesting of lists and objects that is read; everything later may recurse this far and no further. */
export const MAX_NESTING = 200;

export type ParseFailureCode = 'line_not_json' | 'line_truncated' | 'line_invalid_utf8' | 'nesting_too_deep';

export type ParseResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly code: ParseFailureCode; readonly message: string };

/** A view of the same bytes as a Buffer, nothing copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The bytes without a leading UTF-8 byte order mark. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/**
 * Reads the bytes of one line (or one element) of JSON. Never throws.
 *
 * Strict `JSON.parse` first. Only where that fails a second way accepts `NaN`, `Infinity` and `-Infinity` outside of
 * strings and reads them as null (never as 0, never as text). A carriage return at the end is white space.
 * `line_truncated` means the text is good as far as it goes and ends too early, as the last line of a killed writer does.
 *
 * @param bytes the line without its newline; a byte order mark is dropped when `line` is 1
 * @param line counted from 1
 * @example parseJson(Buffer.from('{"reward": NaN}'), 1) // { ok: true, value: { reward: null } }
 */
export function parseJson(bytes: Uint8Array, line: number): ParseResult {
  const content = asBuffer(line === 1 ? withoutByteOrderMark(bytes) : bytes);
  if (!isUtf8(content)) return invalidUtf8(content);
  const text = content.toString('utf8');
  const strict = tryParse(text);
  if (strict.ok) return guardDepth(strict.value);
  const replaced = replaceNonFiniteNumbers(text);
  if (replaced !== null) {
    const tolerant = tryParse(replaced);
    if (tolerant.ok) return guardDepth(tolerant.value);
    return failure(replaced, tolerant.message);
  }
  return failure(text, strict.message);
}

/** The object that the bytes of a whole file or header say; null where they are no JSON or no object. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | null {
  const result = parseJson(bytes, 1);
  return result.ok && isJsonObject(result.value) ? result.value : null;
}

function guardDepth(value: JsonValue): ParseResult {
  if (!isNestedDeeperThan(value, MAX_NESTING)) return { ok: true, value };
  return { ok: false, code: 'nesting_too_deep', message: `Lists and objects nest deeper than ${MAX_NESTING}.` };
}

function tryParse(text: string): { ok: true; value: JsonValue } | { ok: false; message: string } {
  try {
    const value: JsonValue = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function failure(text: string, parserMessage: string): ParseResult {
  const body = text.trim();
  const stopsAt = /at position (\d+)/.exec(parserMessage)?.[1];
  const failsAtEnd =
    parserMessage.startsWith('Unexpected end') ||
    (stopsAt !== undefined && Number(stopsAt) >= text.length - (text.length - text.trimEnd().length));
  const isOpen = (body.startsWith('{') || body.startsWith('[')) && endOfContainer(body, 0) === -1;
  if (failsAtEnd && isOpen) {
    return {
      ok: false,
      code: 'line_truncated',
      message: `The line ends in the middle of its JSON, after ${text.length} characters.`,
    };
  }
  return { ok: false, code: 'line_not_json', message: describeParserMessage(parserMessage) };
}

/** V8 quotes the text it failed on; the position is enough and keeps log content out of messages. */
function describeParserMessage(parserMessage: string): string {
  const position = /at position (\d+)/.exec(parserMessage)?.[1];
  return position === undefined ? 'Not JSON.' : `Not JSON: stops making sense at character ${Number(position) + 1}.`;
}

function invalidUtf8(content: Buffer): ParseResult {
  const end = lengthOfWholeCharacters(content);
  if (end < content.length && isUtf8(content.subarray(0, end))) {
    return { ok: false, code: 'line_truncated', message: 'The line ends in the middle of a character.' };
  }
  return { ok: false, code: 'line_invalid_utf8', message: 'The line is not valid UTF-8.' };
}

/** Length up to a character that begins in the last three bytes and does not end; the whole length where there is none. */
function lengthOfWholeCharacters(content: Buffer): number {
  for (let back = 1; back <= Math.min(3, content.length); back += 1) {
    const byte = content[content.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? content.length - back : content.length;
  }
  return content.length;
}
