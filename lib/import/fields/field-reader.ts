import { describeType, isJsonObject } from '@/lib/import/json/json-value';
import type { IssueCode } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { booleanFromText, numberFromText } from './number-text';

export interface FieldProblem {
  readonly code: Extract<IssueCode, 'field_missing' | 'field_wrong_type'>;
  readonly message: string;
}

/**
 * Reads fields of one record and gathers what is wrong with them, so that an issue names every bad field of a line.
 * Absent and null both mean that the log does not say: null.
 */
export class FieldReader {
  readonly problems: FieldProblem[] = [];
  readonly #record: JsonObject;

  constructor(record: JsonObject) {
    this.#record = record;
  }

  value(field: string): JsonValue {
    return this.#record[field] ?? null;
  }

  string(field: string): string | null {
    const value = this.value(field);
    if (value === null || typeof value === 'string') return value;
    return this.wrongType(field, value, 'a string');
  }

  /** A string, or a whole number small enough to be exact, as text. */
  identifier(field: string): string | null {
    const value = this.value(field);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    return this.wrongType(field, value, 'a string or a whole number below 2^53');
  }

  /** A number, also one written as text. */
  finiteNumber(field: string): number | null {
    const value = this.value(field);
    // A number too large for a double (1e999) says as little as Infinity does.
    if (value === null || value === Infinity || value === -Infinity) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    const written = typeof value === 'string' ? numberFromText(value) : null;
    return written ?? this.wrongType(field, value, 'a number');
  }

  /** A whole number from 0 to 2^31 - 1, as the columns hold it. */
  count(field: string): number | null {
    return this.countIn(this.value(field), field);
  }

  countIn(value: JsonValue, field: string): number | null {
    if (value === null) return null;
    const number = typeof value === 'string' ? numberFromText(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 31) return number;
    return this.wrongType(field, value, 'a whole number from 0');
  }

  boolean(field: string): boolean | null {
    const value = this.value(field);
    if (value === null || typeof value === 'boolean') return value;
    if (value === 0 || value === 1) return value === 1;
    const written = typeof value === 'string' ? booleanFromText(value) : null;
    return written ?? this.wrongType(field, value, 'true or false');
  }

  object(field: string): JsonObject | null {
    const value = this.value(field);
    if (value === null || isJsonObject(value)) return value;
    return this.wrongType(field, value, 'an object');
  }

  wrongType(field: string, value: JsonValue, expected: string): null {
    const found = typeof value === 'number' ? `the number ${value}` : describeType(value);
    this.problems.push({ code: 'field_wrong_type', message: `${field} is ${found}; expected ${expected}` });
    return null;
  }

  missing(message: string): void {
    this.problems.push({ code: 'field_missing', message });
  }
}
