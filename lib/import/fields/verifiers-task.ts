import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import { isProblem, readEntities } from './gold-fields';
import { readLooseAnswers } from './loose-answers';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';

export type TaskFacts = Pick<ImportedRollout, 'questionId' | 'question' | 'answers' | 'entities'>;

/** Names under which task sets keep the gold answer; the first that is there counts. */
const ANSWER_FIELDS = [
  'answer',
  'answers',
  'golden_answers',
  'gold_answer',
  'ground_truth',
  'target',
  'expected_answer',
];

/**
 * The task of a verifiers v1 trace: `{type, data, key, hash}`, in early versions the data itself. The id is the task's key
 * where the task set made one, else its index in the task set; a key that is the hash of the content names nothing.
 */
export function readTask(task: JsonValue | undefined, messages: readonly RolloutMessage[]): TaskFacts {
  const outer = isJsonObject(task) ? task : {};
  const data = isJsonObject(outer.data) ? outer.data : outer;
  const entities = readEntities(data.entities, 'entities');
  const field = ANSWER_FIELDS.find((name) => (data[name] ?? null) !== null);
  return {
    questionId: readTaskId(outer, data),
    question: readQuestion(data) ?? questionFromMessages(promptOf(messages)),
    answers: field === undefined ? [] : readLooseAnswers(data[field]),
    entities: isProblem(entities) ? null : entities,
  };
}

function readTaskId({ key, hash }: JsonObject, data: JsonObject): string | null {
  if (typeof key === 'string' && key !== '' && key !== hash) return key;
  for (const id of [data.question_id, data.id, data.idx]) {
    if (typeof id === 'string' && id !== '') return id;
    if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  }
  return null;
}

function readQuestion({ question, prompt }: JsonObject): string | null {
  if (typeof question === 'string' && question.trim() !== '') return question;
  if (typeof prompt === 'string') return questionFromPrompt(prompt);
  const messages = isJsonArray(prompt) ? normaliseMessages(prompt, 'prompt') : null;
  return messages?.ok === true ? questionFromMessages(messages.messages) : null;
}
