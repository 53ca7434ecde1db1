import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { numberOrNull, readAnswersField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { readSmolagentsChat } from './smolagents-chat-steps';
import { readSmolagentsSteps } from './smolagents-steps';

const KNOWN = new Set([
  'question',
  'augmented_question',
  'original_question',
  'prediction',
  'duration',
  'intermediate_steps',
  'task_id',
  'true_answer',
  'is_correct',
]);
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/;

/**
 * One question of smolagents' GAIA run, or of its benchmark of agents, which calls the prediction `answer` and writes the
 * bare answer for the steps of a model without tools. Whether the answer is right is not in the log (some forks add `is_correct`): the
 * prediction is then compared with `true_answer`.
 */
export function readSmolagentsRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const prediction = readPrediction(fields, record);
  const steps = readSteps(record, prediction);
  if (!isJsonArray(steps)) fields.wrongType('intermediate_steps', steps, 'a list');
  const written = isJsonArray(steps) ? steps : [];
  const chat = readSmolagentsChat(written);
  const { messages, unread } = chat === null ? readSmolagentsSteps(written) : { messages: chat, unread: 0 };
  const question = textOrNull(fields.string('original_question')) ?? textOrNull(fields.string('question'));
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: fields.identifier('task_id'),
    question,
    answers: readAnswersField(fields, record.true_answer, 'true_answer'),
    messages: withTask(messages, textOrNull(fields.string('augmented_question')) ?? taskOfBenchmark(record)),
    rawText: rawTextOf(record.intermediate_steps),
    prediction,
    correct: fields.boolean('is_correct'),
    termination: terminationOf(record, prediction),
    tokens: readTokens(record.token_counts),
    durationSeconds: numberOrNull(record.duration) ?? secondsBetween(record.start_time, record.end_time),
    metadata: {
      ...restAsMetadata(withoutTotals(record), knownOf(record)),
      ...(unread === 0 ? {} : { unread_steps: unread }),
    },
  };
  return rolloutOrIssue(fields, rollout);
}

/** `answer` is the prediction only where no other field is. */
function knownOf(record: JsonObject): ReadonlySet<string> {
  return record.prediction === undefined ? new Set([...KNOWN, 'answer']) : KNOWN;
}

/** `token_counts` are totals here, not the counts by turn that a signal of this name is. */
function withoutTotals(record: JsonObject): JsonObject {
  const { token_counts: _totals, ...rest } = record;
  return rest;
}

/** Answers of GAIA may be numbers. */
function readPrediction(fields: FieldReader, record: JsonObject): string | null {
  const name = record.prediction === undefined ? 'answer' : 'prediction';
  const value = fields.value(name);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return textOrNull(fields.string(name));
}

/** In the benchmark a model without tools takes one step, its answer, and a run that broke off has no steps. */
function readSteps(record: JsonObject, prediction: string | null): JsonValue {
  const steps = record.intermediate_steps ?? null;
  const isBare = steps === null || (typeof steps === 'string' && record.agent_action_type !== undefined);
  if (!isBare) return steps;
  const answered = textOrNull(steps) ?? prediction;
  return answered === null ? [] : [{ step_number: 1, model_output: answered }];
}

/** The benchmark has no `augmented_question`; what it asked, files and all, is `question`. */
function taskOfBenchmark(record: JsonObject): string | null {
  return record.agent_action_type === undefined ? null : textOrNull(record.question);
}

/** The agent's task stands before its steps where they do not begin with it. */
function withTask(messages: readonly RolloutMessage[], task: string | null): readonly RolloutMessage[] {
  if (task === null || messages.some(({ role }) => role === 'user')) return messages;
  return [{ role: 'user', content: task }, ...messages];
}

function rawTextOf(steps: JsonValue | undefined): string | null {
  if (typeof steps === 'string') return textOrNull(steps);
  return isJsonArray(steps) && steps.length > 0 ? steps.map(textOf).join('\n\n') : null;
}

function textOf(step: JsonValue): string {
  return typeof step === 'string' ? step : JSON.stringify(step);
}

function terminationOf(record: JsonObject, prediction: string | null): string {
  const error = textOrNull(record.agent_error);
  if (error !== null) return /context.?window|context length/i.test(error) ? 'context_exceeded' : 'error';
  if (record.iteration_limit_exceeded === true) return 'tool_budget_exceeded';
  return prediction === null ? 'no_answer' : 'answer';
}

function readTokens(counts: JsonValue | undefined): ImportedRollout['tokens'] {
  if (!isJsonObject(counts)) return null;
  const prompt = asCount(counts.input ?? counts.input_tokens);
  const completion = asCount(counts.output ?? counts.output_tokens);
  // Zeros are what a run that broke off leaves.
  return prompt === null && completion === null ? null : { prompt, completion };
}

function asCount(value: JsonValue | undefined): number | null {
  const number = numberOrNull(value);
  return number !== null && Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : null;
}

/** Both in the same local time, so the zone does not matter. */
function secondsBetween(start: JsonValue | undefined, end: JsonValue | undefined): number | null {
  if (typeof start === 'number' && typeof end === 'number' && end >= start) return end - start;
  if (typeof start !== 'string' || typeof end !== 'string' || !LOCAL_TIME.test(start) || !LOCAL_TIME.test(end))
    return null;
  const [from, to] = [start, end].map((time) => Date.parse(`${time.slice(0, 10)}T${time.slice(11, 19)}Z`));
  const seconds = ((to ?? Number.NaN) - (from ?? Number.NaN)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
