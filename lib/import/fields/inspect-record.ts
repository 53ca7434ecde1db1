import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { isProblem, readAnswers } from './gold-fields';
import { readInspectMessages, resolveAttachment } from './inspect-messages';
import { conversationOf, firstChoice } from './inspect-pool';
import { readInspectCorrectness, type InspectCorrectness } from './inspect-score';
import { firstText, looseNumber, objectField, usageTokens } from './loose-fields';
import { questionFromMessages } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** Read into fields of their own, or the transcript once more (`events` are most of a log's size). */
const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'epoch',
  'input',
  'target',
  'messages',
  'output',
  'events',
  'events_data',
  'message_pool',
  'call_pool',
  'timelines',
  'transcript',
  'attachments',
  'model_usage',
  'role_usage',
  'total_time',
  'error_retries',
  'limit',
  'error',
  'metadata',
]);
const LIMITS: Readonly<Record<string, string>> = {
  context: 'context_exceeded',
  token: 'context_exceeded',
  message: 'tool_budget_exceeded',
  turn: 'tool_budget_exceeded',
  cost: 'tool_budget_exceeded',
  time: 'timeout',
  working: 'timeout',
};
const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'answer',
  max_tokens: 'context_exceeded',
  model_length: 'context_exceeded',
};

/**
 * One sample of an Inspect log: question and group are its `id`, the rollout its `epoch` (from 1). Gold answers are
 * `target`, the prediction is the answer the deciding scorer read, else the output's text.
 */
export function readInspectSample(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const id = fields.identifier('id');
  if (id === null && fields.problems.length === 0) fields.missing('id is missing');
  const attachments = objectField(record, 'attachments');
  const messages = readMessages(fields, record, attachments);
  const scores = readScores(fields);
  const decision = readInspectCorrectness(scores);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: id,
    question: readQuestion(fields, attachments),
    answers: readTarget(fields),
    groupKey: id,
    rolloutIndex: fields.count('epoch'),
    messages,
    prediction: decision.answer ?? outputText(record, messages),
    correct: decision.correct,
    correctnessMetric: decision.correctnessMetric,
    score: decision.score,
    termination: terminationOf(record, decision),
    tokens: readTokens(record),
    durationSeconds: fields.finiteNumber('total_time'),
    metadata: metadataOf(record, scores, decision),
  };
  return rolloutOrIssue(fields, rollout);
}

function readMessages(fields: FieldReader, record: JsonObject, attachments: JsonObject): readonly RolloutMessage[] {
  const conversation = conversationOf(record) ?? [];
  const result = readInspectMessages(conversation, attachments, 'messages');
  if (!result.ok) {
    fields.problems.push({ code: 'field_wrong_type', message: result.message });
    return [];
  }
  if (result.messages.length > 0) return result.messages;
  // A sample that failed before its first turn still has its question.
  const { input } = record;
  if (typeof input === 'string' && input !== '')
    return [{ role: 'user', content: resolveAttachment(input, attachments) }];
  const sent = readInspectMessages(input, attachments, 'input');
  return sent.ok ? sent.messages : [];
}

/** `input` is the question itself, or the messages that ask it. */
function readQuestion(fields: FieldReader, attachments: JsonObject): string | null {
  const input = fields.value('input');
  if (input === null) return null;
  if (typeof input === 'string') {
    const question = resolveAttachment(input, attachments);
    return question.trim() === '' ? null : question;
  }
  const result = readInspectMessages(input, attachments, 'input');
  if (result.ok) return questionFromMessages(result.messages);
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return null;
}

function readTarget(fields: FieldReader): readonly string[] {
  const answers = readAnswers(fields.value('target'), 'target');
  if (!isProblem(answers)) return answers.filter((answer) => answer.trim() !== '');
  fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  return [];
}

/** Logs before 0.3.40 have one `score` without its scorer's name. */
function readScores(fields: FieldReader): JsonObject {
  const scores = fields.object('scores');
  if (scores !== null) return scores;
  const single = fields.object('score');
  return single === null ? {} : { score: single };
}

function outputText(record: JsonObject, messages: readonly RolloutMessage[]): string | null {
  const completion = firstText(objectField(record, 'output'), ['completion']);
  if (completion !== null) return finalAnswerText([{ role: 'assistant', content: completion }]);
  const choice = firstChoice(record.output);
  const text = choice === null ? null : firstText(choice, ['content']);
  return text === null ? finalAnswerText(messages) : finalAnswerText([{ role: 'assistant', content: text }]);
}

/** An error or a limit that ended the sample; else why the model stopped; words of other kinds as written. */
function terminationOf(record: JsonObject, decision: InspectCorrectness): string | null {
  if (isJsonObject(record.error) || firstText(record, ['error']) !== null) return 'error';
  const limit = firstText(record, ['limit']) ?? firstText(objectField(record, 'limit'), ['type']);
  if (limit !== null) return inOurWords(LIMITS, limit);
  if (decision.noAnswer) return 'no_answer';
  const reason = stopReasonOf(objectField(record, 'output'));
  return reason === null ? null : inOurWords(STOP_REASONS, reason);
}

/** Why the model stopped; null where that says nothing of how the rollout ended. */
function stopReasonOf(output: JsonObject): string | null {
  const [choice] = isJsonArray(output.choices) ? output.choices : [];
  const reason = isJsonObject(choice) ? firstText(choice, ['stop_reason']) : null;
  return reason === 'unknown' || reason === 'tool_calls' ? null : reason;
}

function inOurWords(words: Readonly<Record<string, string>>, word: string): string {
  return Object.hasOwn(words, word) ? (words[word] ?? word) : word;
}

/** Of all models of the sample together; of the last output where the log does not add them up. */
function readTokens(record: JsonObject): ImportedRollout['tokens'] {
  const usages = Object.values(objectField(record, 'model_usage')).filter(isJsonObject);
  if (usages.length === 0) return usageTokens(objectField(objectField(record, 'output'), 'usage'));
  const total = (name: string): number => usages.reduce((sum, usage) => sum + (looseNumber(usage[name]) ?? 0), 0);
  return usageTokens({ input_tokens: total('input_tokens'), output_tokens: total('output_tokens') });
}

function metadataOf(record: JsonObject, scores: JsonObject, decision: InspectCorrectness): JsonObject {
  const { scores: _scores, score: _score, ...rest } = restAsMetadata(record, KNOWN);
  const kept = Object.entries(rest).filter(([, value]) => !isEmpty(value));
  const own = objectField(record, 'metadata');
  const error = isJsonObject(record.error) ? firstText(record.error, ['message']) : null;
  return {
    ...Object.fromEntries(kept),
    ...(Object.keys(own).length === 0 ? {} : { sample_metadata: own }),
    ...(Object.keys(scores).length === 0 ? {} : { scores }),
    ...(decision.scorer === null ? {} : { deciding_scorer: decision.scorer }),
    ...(isJsonObject(record.limit) ? { limit: record.limit } : {}),
    ...(error === null ? {} : { error }),
    ...(isJsonArray(record.error_retries) && record.error_retries.length > 0
      ? { error_retries: record.error_retries.length }
      : {}),
  };
}

function isEmpty(value: JsonObject[string]): boolean {
  if (isJsonArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
