import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { FieldReader } from './field-reader';
import { isProblem, readAnswers } from './gold-fields';

/** The messages of a field, or none and a problem that names it. Absent and null are none without a problem. */
export function readMessagesField(
  fields: FieldReader,
  value: JsonValue | undefined,
  field: string,
): readonly RolloutMessage[] {
  return value === undefined || value === null ? [] : readRequiredMessages(fields, value, field);
}

/** The messages of a field, or none and a problem that names it. */
export function readRequiredMessages(
  fields: FieldReader,
  value: JsonValue | undefined,
  field: string,
): readonly RolloutMessage[] {
  const result = normaliseMessages(value, field);
  if (result.ok) return result.messages;
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return [];
}

/** The gold answers of a field (`readAnswers`), or none and a problem that names it. */
export function readAnswersField(fields: FieldReader, value: JsonValue | undefined, field: string): readonly string[] {
  const answers = readAnswers(value, field);
  if (!isProblem(answers)) return answers;
  fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  return [];
}

/** The first of the fields that a record has and that is not null; null where it has none. */
export function firstField(record: { readonly [key: string]: JsonValue }, names: readonly string[]): string | null {
  return names.find((name) => Object.hasOwn(record, name) && record[name] !== null) ?? null;
}

/** What a table says for a word of a log; null where it does not know the word. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string | null): Value | null {
  return word !== null && Object.hasOwn(table, word) ? (table[word] ?? null) : null;
}

/** Text that says something, else null. */
export function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A finite number, else null. */
export function numberOrNull(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The first of the fields that says something as text; null where none does. */
export function firstText(record: { readonly [key: string]: JsonValue }, names: readonly string[]): string | null {
  for (const name of names) {
    const text = Object.hasOwn(record, name) ? textOrNull(record[name]) : null;
    if (text !== null) return text;
  }
  return null;
}
