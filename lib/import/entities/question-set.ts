import { FieldReader } from '@/lib/import/fields/field-reader';
import { isProblem, readAnswers } from '@/lib/import/fields/gold-fields';
import type { JsonRecordEvent } from '@/lib/import/containers/json-records';
import type { ImportEvent } from '@/lib/import/importer';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { readJsonObject } from '@/lib/import/json/read-json-object';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** A question with its gold answers, without rollouts. */
export interface SetQuestion {
  readonly questionId: string | null;
  readonly question: string;
  /** At least one; distinct, in order. */
  readonly answers: readonly string[];
}

export type QuestionSetEvent =
  | { readonly kind: 'question'; readonly line: number; readonly question: SetQuestion }
  | Extract<ImportEvent, { kind: 'issue' }>;

const ID_FIELDS = ['question_id', 'id', '_id', 'qid', 'query_id', 'uid'];
const QUESTION_FIELDS = ['question', 'query', 'Question', 'problem'];
const ANSWER_FIELDS = ['answer', 'answers', 'golden_answers', 'gold_answer', 'ground_truth', 'Answer', 'target'];
/** What only a record of a rollout, of a fine-tuning set or of gold entities has. */
const FOREIGN_FIELDS = [
  'messages',
  'completion',
  'completions',
  'response',
  'output',
  'prediction',
  'history',
  'memory',
  'traj',
  'trajectory',
  'conversations',
  'instruction',
  'entities',
  'entity',
  'supporting_facts',
];
/** IGPO joins the accepted answers of a question with this mark (its data/*.parquet). */
const ANSWER_SEPARATOR = '<|answer_split|>';

/**
 * Whether records are questions with gold answers and nothing of a rollout: `{question, answer}`, or the prompt set of verl
 * `{prompt: [{role, content}], reward_model: {ground_truth}, extra_info: {index}}`. Null where they are not.
 *
 * @param records the first records of a file; all of them must be such questions
 */
export function detectQuestionSet(records: readonly JsonObject[]): { readonly why: string } | null {
  if (records.length === 0) return null;
  const areQuestions = records.every((record) => !isForeign(record) && hasQuestion(record) && hasAnswer(record));
  if (!areQuestions) return null;
  const isPromptSet = records.some((record) => Object.hasOwn(record, 'reward_model'));
  return {
    why: isPromptSet ? 'prompts with a reward_model and no responses' : 'questions with answers and no rollouts',
  };
}

/** What is said of a set of questions. `questions` have at least one gold answer each. */
export function describeQuestionSet(questions: number): string {
  const noun = questions === 1 ? 'question' : 'questions';
  return `questions without rollouts: ${questions.toLocaleString('en')} ${noun} with gold answers`;
}

/** The questions of a set in file order, and an issue for every record that has no question or no gold answer. */
export async function* readQuestionSet(records: AsyncIterable<JsonRecordEvent>): AsyncGenerator<QuestionSetEvent> {
  for await (const event of records) {
    if (event.kind === 'issue') yield event;
    if (event.kind !== 'record') continue;
    const entry = readJsonObject(event);
    if (entry.kind === 'issue') yield entry;
    if (entry.kind === 'object') yield readSetQuestion(entry.value, entry.line);
  }
}

function readSetQuestion(record: JsonObject, line: number): QuestionSetEvent {
  const fields = new FieldReader(record);
  const idField = firstOf(record, ID_FIELDS);
  const questionId = idField === null ? indexOf(record) : fields.identifier(idField);
  const question = questionOf(record);
  if (question === null) fields.missing('the record has no question');
  const answers = readAnswers(goldOf(record), 'answer');
  if (isProblem(answers)) fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  const split = isProblem(answers) ? [] : splitAnswers(answers);
  if (split.length === 0 && !isProblem(answers)) fields.missing('the question has no gold answer');
  const [problem] = fields.problems;
  if (problem !== undefined || question === null) {
    const message = fields.problems.map((each) => each.message).join('; ');
    return { kind: 'issue', line, code: problem?.code ?? 'field_missing', message };
  }
  return { kind: 'question', line, question: { questionId: questionId || null, question, answers: split } };
}

function splitAnswers(answers: readonly string[]): string[] {
  const parts = answers.flatMap((answer) => answer.split(ANSWER_SEPARATOR)).map((answer) => answer.trim());
  return [...new Set(parts)].filter((answer) => answer !== '');
}

function isForeign(record: JsonObject): boolean {
  return FOREIGN_FIELDS.some((field) => Object.hasOwn(record, field));
}

function hasQuestion(record: JsonObject): boolean {
  return firstOf(record, QUESTION_FIELDS) !== null || Object.hasOwn(record, 'prompt');
}

function hasAnswer(record: JsonObject): boolean {
  return firstOf(record, ANSWER_FIELDS) !== null || Object.hasOwn(record, 'reward_model');
}

function firstOf(record: JsonObject, fields: readonly string[]): string | null {
  return fields.find((field) => Object.hasOwn(record, field) && record[field] !== null) ?? null;
}

/** The question's field, `extra_info.question`, or the last message of the user in `prompt`. */
function questionOf(record: JsonObject): string | null {
  const field = firstOf(record, QUESTION_FIELDS);
  const info = isJsonObject(record.extra_info) ? record.extra_info.question : null;
  const candidates = [field === null ? null : record[field], info, promptText(record.prompt)];
  return candidates.filter((value) => typeof value === 'string').find((text) => text.trim() !== '') ?? null;
}

function promptText(prompt: JsonValue | undefined): JsonValue {
  if (!isJsonArray(prompt)) return prompt ?? null;
  const asked = prompt.findLast((message) => isJsonObject(message) && message.role === 'user');
  return isJsonObject(asked) ? (asked.content ?? null) : null;
}

function goldOf(record: JsonObject): JsonValue {
  const field = firstOf(record, ANSWER_FIELDS);
  if (field !== null) return record[field] ?? null;
  return isJsonObject(record.reward_model) ? (record.reward_model.ground_truth ?? null) : null;
}

/** verl's `extra_info.index`: a number within its split, or an id of its own. */
function indexOf(record: JsonObject): string | null {
  const index = isJsonObject(record.extra_info) ? record.extra_info.index : null;
  return typeof index === 'string' || typeof index === 'number' ? String(index) : null;
}
