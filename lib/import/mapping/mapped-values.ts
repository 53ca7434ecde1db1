import { entitiesFromValue } from '@/lib/import/entities/entities-from-value';
import { stringsOfPythonList } from '@/lib/import/entities/python-list';
import { isProblem, readAnswers } from '@/lib/import/fields/gold-fields';
import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { Entity } from '@/lib/core/entities/entity';
import type { CorrectnessMetric, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { FieldProblem } from '@/lib/import/fields/field-reader';
import type { ColumnMapping, MappedField } from './column-mapping';
import { valueAt } from './column-values';

const TRUE_WORDS: ReadonlySet<string> = new Set([
  'true',
  'yes',
  'y',
  '1',
  '1.0',
  'correct',
  'right',
  'c',
  'pass',
  'passed',
]);
const FALSE_WORDS: ReadonlySet<string> = new Set([
  'false',
  'no',
  'n',
  '0',
  '0.0',
  'incorrect',
  'wrong',
  'i',
  'fail',
  'failed',
]);
const MAX_COUNT = 2 ** 31;

/** What a column of correctness says: a verdict, or a share in [0, 1]. */
export interface Verdict {
  readonly correct: boolean | null;
  readonly metric: CorrectnessMetric | null;
}

/**
 * The mapped columns of one record, read as leniently as their meaning allows: tables of text (CSV) have numbers, verdicts
 * and lists as text. An empty text says nothing. What cannot be read is a problem that names the user's column.
 */
export class MappedValues {
  readonly problems: FieldProblem[] = [];
  readonly #record: JsonObject;
  readonly #mapping: ColumnMapping;

  constructor(record: JsonObject, mapping: ColumnMapping) {
    this.#record = record;
    this.#mapping = mapping;
  }

  /** Null where the field is not mapped, the record has no such column, or it is null or an empty text. */
  value(field: MappedField): JsonValue {
    const path = this.#mapping[field];
    const value = path === undefined ? null : (valueAt(this.#record, path) ?? null);
    return typeof value === 'string' && value.trim() === '' ? null : value;
  }

  /** The name of the user's column, for messages. */
  column(field: MappedField): string {
    return this.#mapping[field] ?? field;
  }

  text(field: MappedField): string | null {
    const value = this.value(field);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.#wrong(field, value, 'a text');
  }

  number(field: MappedField): number | null {
    const value = this.value(field);
    if (value === null) return null;
    const number = numberIn(value);
    if (number === null) return isNotANumber(value) ? null : this.#wrong(field, value, 'a number');
    return number;
  }

  count(field: MappedField): number | null {
    const number = this.number(field);
    if (number === null) return null;
    if (Number.isInteger(number) && number >= 0 && number < MAX_COUNT) return number;
    return this.#wrong(field, number, 'a whole number from 0');
  }

  verdict(field: MappedField): Verdict {
    const value = this.value(field);
    if (value === null) return { correct: null, metric: null };
    const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
    if (TRUE_WORDS.has(word)) return { correct: true, metric: null };
    if (FALSE_WORDS.has(word)) return { correct: false, metric: null };
    const share = numberIn(value);
    if (share !== null && share >= 0 && share <= 1) {
      return { correct: null, metric: { name: this.column(field), value: share } };
    }
    this.#wrong(field, value, 'true, false, a verdict such as "correct", or a number from 0 to 1');
    return { correct: null, metric: null };
  }

  answers(field: MappedField): readonly string[] {
    const value = openedList(this.value(field));
    const answers = readAnswers(value, this.column(field));
    if (!isProblem(answers)) return answers;
    this.problems.push({ code: 'field_wrong_type', message: answers.problem });
    return [];
  }

  entities(field: MappedField): readonly Entity[] | null {
    const value = this.value(field);
    return value === null ? null : entitiesFromValue(value);
  }

  #wrong(field: MappedField, value: JsonValue, expected: string): null {
    const found = typeof value === 'string' ? `"${value.slice(0, 40)}"` : describeType(value);
    this.problems.push({
      code: 'field_wrong_type',
      message: `${this.column(field)} is ${found}; expected ${expected}`,
    });
    return null;
  }
}

function numberIn(value: JsonValue): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && !/^\s*[-+]?(?:\d|\.\d)[\d.eE+-]*\s*$/.test(value)) return null;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** What Python and its tables write where there is no number. */
function isNotANumber(value: JsonValue): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && /^[-+]?(?:nan|inf|infinity|none|null|n\/a)$/i.test(value.trim());
}

/** A list that stands in a text: JSON, or as Python writes it; every other value as it is. */
function openedList(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const result = parseJson(Buffer.from(value, 'utf8'), 0);
  if (result.ok && (isJsonArray(result.value) || isJsonObject(result.value))) return result.value;
  return stringsOfPythonList(value) ?? value;
}
