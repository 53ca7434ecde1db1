import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromResponses } from '@/lib/import/transcripts/responses-items';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import {
  firstIdentifier,
  firstText,
  goldAnswersIn,
  looseNumber,
  objectField,
  requiredObject,
  requireQuestion,
  usageTokens,
} from './loose-fields';
import { questionFromMessages } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { readSignals, restAsMetadata } from './signals';
import { translateTermination } from './termination-words';
import { readVerifiersCorrectness } from './verifiers-correctness';

/** Read into fields of their own, or a second copy of the transcript. */
const KNOWN: ReadonlySet<string> = new Set([
  'responses_create_params',
  'response',
  'reward',
  'id',
  'question',
  'expected_answer',
  'extracted_answer',
  '_ng_task_index',
  '_ng_rollout_index',
  'result',
  'trajectory',
  'messages',
]);

/**
 * One rollout of NeMo Gym: what was sent to the Responses API, what the whole agent loop answered, and the fields the
 * environment's verify added. Group and rollout are `_ng_task_index` and `_ng_rollout_index` where the log has them
 * (older ones do not); the question id is the data set's own `id` where the row carries it. Correct is what `is_correct`
 * or `verdict` say, else an em-like field or a judge's; the reward of a verify decides as a score where nothing else does.
 */
export function readNemoGymRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const sent = requiredObject(fields, 'responses_create_params');
  const response = requiredObject(fields, 'response');
  checkItems(fields, sent.input, 'responses_create_params.input');
  checkItems(fields, response.output, 'response.output');
  const prompt = promptMessages(sent);
  const written = messagesFromResponses(undefined, response.output);
  const groupKey = fields.identifier('_ng_task_index');
  const questionId = questionIdOf(record) ?? groupKey;
  const question = firstText(record, ['question', 'problem']) ?? questionFromMessages(prompt);
  requireQuestion(fields, { question, questionId }, 'no id, and no user message in responses_create_params.input');
  const reward = fields.finiteNumber('reward');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: goldAnswersIn(record),
    groupKey,
    rolloutIndex: fields.count('_ng_rollout_index'),
    messages: [...prompt, ...written],
    prediction: firstText(record, ['extracted_answer', 'parsed_option']) ?? finalAnswerText(written),
    ...correctnessOf(record),
    score: reward,
    rewardLogged: reward,
    termination: terminationOf(record, response, written),
    tokens: usageTokens(objectField(response, 'usage')),
    durationSeconds: looseNumber(objectField(record, 'result').duration),
    metadata: metadataOf(record, response),
  };
  return rolloutOrIssue(fields, rollout);
}

function checkItems(fields: FieldReader, items: JsonValue | undefined, field: string): void {
  if (items === undefined || items === null || typeof items === 'string' || isJsonArray(items)) return;
  fields.wrongType(field, items, 'a text or a list of items');
}

/** `instructions` are the system prompt of the Responses API. */
function promptMessages(sent: JsonObject): readonly RolloutMessage[] {
  const { instructions } = sent;
  const messages = messagesFromResponses(sent.input, undefined);
  if (typeof instructions !== 'string' || instructions.trim() === '') return messages;
  return [{ role: 'system', content: instructions }, ...messages];
}

function questionIdOf(record: JsonObject): string | null {
  const own = firstIdentifier(record, ['id', 'question_id', 'task_id', 'uuid']);
  return own ?? firstIdentifier(objectField(record, 'task'), ['id', 'task_id']);
}

/** Verdicts of judges as the environments with a judge write them. */
const VERDICTS: ReadonlyMap<string, boolean> = new Map([
  ['correct', true],
  ['incorrect', false],
  ['not_attempted', false],
]);

function correctnessOf(record: JsonObject): Pick<ImportedRollout, 'correct' | 'correctnessMetric'> {
  const { verdict } = record;
  const explicit = readVerifiersCorrectness(record);
  if (explicit.correct !== null || typeof verdict !== 'string') return explicit;
  const judged = VERDICTS.get(verdict.toLowerCase());
  return judged === undefined ? explicit : { correct: judged, correctnessMetric: null };
}

function terminationOf(record: JsonObject, response: JsonObject, written: readonly RolloutMessage[]): string | null {
  const own =
    firstText(record, ['termination_reason', 'stop_reason']) ??
    firstText(objectField(record, 'result'), ['termination_reason']);
  if (own !== null) return translateTermination(own);
  if (isJsonObject(response.error) || typeof response.error === 'string') return 'error';
  if (response.status === 'incomplete') {
    const reason = firstText(objectField(response, 'incomplete_details'), ['reason']);
    return reason === 'max_output_tokens' || reason === null ? 'context_exceeded' : reason;
  }
  if (response.status === 'failed' || response.status === 'cancelled') return 'error';
  if (response.status !== 'completed') return null;
  return finalAnswerText(written) === null ? 'no_answer' : 'answer';
}

function metadataOf(record: JsonObject, response: JsonObject): JsonObject {
  const rest = restAsMetadata(record, KNOWN);
  const model = firstText(response, ['model']);
  const logged = logProbabilities(response.output);
  const signals = readSignals({
    ...objectField(rest, 'signals'),
    ...(logged === null ? {} : { log_probabilities: logged }),
  });
  const gold =
    isJsonObject(record.expected_answer) && goldAnswersIn(record).length === 0 ? record.expected_answer : null;
  const result = withoutTranscript(objectField(record, 'result'));
  return {
    ...rest,
    ...(model === null ? {} : { model }),
    ...(gold === null ? {} : { expected_answer: gold }),
    ...(Object.keys(result).length === 0 ? {} : { result }),
    ...(signals === null ? {} : { signals }),
  };
}

/** tau2 writes the conversation and its policy a second time. */
function withoutTranscript(result: JsonObject): JsonObject {
  const repeated = new Set(['messages', 'policy', 'ticks', 'duration', 'termination_reason']);
  return Object.fromEntries(Object.entries(result).filter(([key, value]) => !repeated.has(key) && value !== null));
}

/** In training the items of the policy carry the log-probability of every token it generated. */
function logProbabilities(items: JsonValue | undefined): readonly number[] | null {
  const found: number[] = [];
  for (const item of isJsonArray(items) ? items : []) {
    const values = isJsonObject(item) ? item.generation_log_probs : null;
    for (const value of isJsonArray(values) ? values : []) if (typeof value === 'number') found.push(value);
  }
  return found.length === 0 ? null : found;
}
