import { isUtf8 } from 'node:buffer';
import type { ParquetReadOptions } from 'hyparquet';
import { asBuffer } from '@/lib/import/json/parse-json';

/*
 * Text is carried as its UTF-8 bytes, one character a byte, from the page to the finished line: V8 copies, escapes and
 * writes such strings several times faster than text it decoded. `JSON.stringify` leaves every byte from 0x80 on alone, so
 * writing the line as latin1 gives the UTF-8 that was read.
 */

/** Text as a string of its UTF-8 bytes. */
export function byteStringOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A column of strings. Bytes that are no UTF-8 become replacement characters, as in any text. */
export function textFromBytes(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString('latin1') : byteStringOf(buffer.toString('utf8'));
}

/** A column of bytes: many writers leave text unmarked. What is no UTF-8 is written as base64. */
export function textFromBinary(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString('latin1') : buffer.toString('base64');
}

/** A column of JSON: its value; the text where it is not JSON. */
function valueFromJson(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(asBuffer(bytes).toString('utf8'));
    return withByteStrings(value);
  } catch {
    return textFromBytes(bytes);
  }
}

function withByteStrings(value: unknown): unknown {
  if (typeof value === 'string') return byteStringOf(value);
  if (Array.isArray(value)) return value.map(withByteStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [byteStringOf(key), withByteStrings(inner)]));
}

/** ISO 8601 in UTC with what the column has behind the second; null for a moment outside of what a date can say. */
function isoTime(units: unknown, unitsPerMillisecond: bigint, fractionDigits: number): string | null {
  if (typeof units !== 'bigint') return null;
  let milliseconds = units / unitsPerMillisecond;
  let rest = units % unitsPerMillisecond;
  if (rest < 0n) {
    rest += unitsPerMillisecond;
    milliseconds -= 1n;
  }
  const date = new Date(Number(milliseconds));
  if (Number.isNaN(date.getTime())) return null;
  const fraction = fractionDigits === 0 || rest === 0n ? '' : String(rest).padStart(fractionDigits, '0');
  return date.toISOString().replace('Z', `${fraction}Z`);
}

function isoDate(days: unknown): string | null {
  const date = new Date(Number(days) * 86_400_000);
  return typeof days !== 'number' || Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

function hexOf(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex');
}

/** Null stays null; every other value goes through `read`. */
function orNull<T, R>(read: (value: T) => R): (value: T | null | undefined) => R | null {
  return (value) => (value === null || value === undefined ? null : read(value));
}

/** How hyparquet reads the types that JSON does not have. */
export const BYTE_STRING_PARSERS: NonNullable<ParquetReadOptions['parsers']> = {
  timestampFromMilliseconds: (units) => isoTime(units, 1n, 0),
  timestampFromMicroseconds: (units) => isoTime(units, 1_000n, 3),
  timestampFromNanoseconds: (units) => isoTime(units, 1_000_000n, 6),
  dateFromDays: isoDate,
  stringFromBytes: orNull(textFromBytes),
  jsonFromBytes: orNull(valueFromJson),
  geometryFromBytes: orNull(hexOf),
  geographyFromBytes: orNull(hexOf),
  uuidFromBytes: orNull((bytes) =>
    hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, (_, a: string, b: string, c: string, d: string) =>
      [a, b, c, d, ''].join('-'),
    ),
  ),
};
