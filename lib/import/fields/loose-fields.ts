import { isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { FieldReader } from './field-reader';
import { readLooseAnswers } from './loose-answers';

/** The first of the named fields that is a text and not blank; null where none is. */
export function firstText(record: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = ownValue(record, name);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/** The first of the named fields that can be an id, a text or an exact whole number, as text; null where none is. */
export function firstIdentifier(record: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = ownValue(record, name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  }
  return null;
}

/** The field where it is an object, else an object without fields. */
export function objectField(record: JsonObject, name: string): JsonObject {
  const value = ownValue(record, name);
  return isJsonObject(value) ? value : {};
}

/** An object that every record of the format has; where it is missing or no object a problem is noted. */
export function requiredObject(fields: FieldReader, name: string): JsonObject {
  const value = fields.value(name);
  if (value === null) fields.missing(`${name} is missing`);
  return fields.object(name) ?? {};
}

/** Notes a problem where a record, right as far as it goes, says nothing of what was asked. */
export function requireQuestion(
  fields: FieldReader,
  asked: Pick<ImportedRollout, 'question' | 'questionId'>,
  message: string,
): void {
  if (asked.question === null && asked.questionId === null && fields.problems.length === 0) fields.missing(message);
}

/** Names under which data sets and environments carry what is right. */
const GOLD_NAMES: readonly string[] = [
  'expected_answer',
  'expected_answers',
  'answer',
  'answers',
  'golden_answers',
  'gold_answer',
  'gold_answers',
  'ground_truth',
  'ground_truths',
  'target',
  'solution',
  'final_answer',
  'correct_answer',
];

/**
 * Gold answers under any of their usual names, from the first source that has one in a shape that is understood. For
 * fields the user's own environment named: a shape that is no answer (a rubric, a test case) is not the log's mistake.
 */
export function goldAnswersIn(...sources: readonly JsonObject[]): readonly string[] {
  for (const source of sources) {
    for (const name of GOLD_NAMES) {
      const answers = readLooseAnswers(ownValue(source, name));
      if (answers.length > 0) return answers;
    }
  }
  return [];
}

/** Input and output tokens under the names of OpenAI's two APIs, Anthropic's and Inspect's; null where neither is a count. */
export function usageTokens(usage: JsonObject): ImportedRollout['tokens'] {
  const prompt = tokenCount(usage.input_tokens ?? usage.prompt_tokens);
  const completion = tokenCount(usage.output_tokens ?? usage.completion_tokens);
  return prompt === null && completion === null ? null : { prompt, completion };
}

/** A finite number; a boolean counts as 0 or 1. Null for everything else, NaN and Infinity too. */
export function looseNumber(value: JsonValue | undefined): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A whole number from 0, also where it is written as text (ms-swift writes the step so); null for everything else. */
export function looseCount(value: JsonValue | undefined): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : null;
}

function tokenCount(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value < 2 ** 31 ? Math.round(value) : null;
}

function ownValue(record: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
