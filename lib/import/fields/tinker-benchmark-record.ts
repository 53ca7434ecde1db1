import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { firstField, firstText, numberOrNull, readAnswersField, readMessagesField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { amount, turnSignals } from './turn-signals';

const KNOWN = new Set(['benchmark', 'example_id', 'turns', 'reward', 'error', 'time_seconds']);
const QUESTIONS = ['question', 'problem'];
const EXPECTED = ['expected', 'expected_answer', 'answer', 'target', 'ground_truth'];
const EXTRACTED = ['extracted', 'extracted_answer', 'predicted', 'prediction'];

/**
 * One trajectory of a tinker benchmark. The example is the group. Correct is what its metrics say, else a reward above 0
 * (`num_correct` in eval/benchmarks/_types.py). What a grader wrote is no turn of the rollout and stays metadata.
 */
export function readTinkerBenchmarkRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const turns = isJsonArray(record.turns) ? record.turns : null;
  if (turns === null) fields.missing('turns is missing');
  const spoken = (turns ?? []).filter((turn) => !isGrader(turn));
  const messages = readMessagesField(fields, spoken, 'turns');
  const exampleId = textOrNull(fields.identifier('example_id'));
  const [metrics, logs] = [fields.object('metrics') ?? {}, fields.object('logs') ?? {}];
  const reward = fields.finiteNumber('reward');
  const expected = firstField(logs, EXPECTED);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: exampleId,
    question: firstText(logs, QUESTIONS) ?? questionFromMessages(promptOf(messages)),
    answers: expected === null ? [] : readAnswersField(fields, logs[expected], `logs.${expected}`),
    groupKey: exampleId,
    split: fields.string('benchmark'),
    messages,
    prediction: firstText(logs, EXTRACTED),
    correct: correctOf(metrics, reward),
    rewardLogged: reward,
    termination: terminationOf(fields.string('error'), metrics),
    tokens: readTokens(spoken),
    durationSeconds: fields.finiteNumber('time_seconds'),
    metadata: { ...restAsMetadata(record, KNOWN), ...errorAndGrader(record, turns ?? []), ...signalsByTurn(spoken) },
  };
  return rolloutOrIssue(fields, rollout);
}

function isGrader(turn: JsonValue): boolean {
  return isJsonObject(turn) && turn.role === 'grader';
}

function correctOf(metrics: JsonObject, reward: number | null): boolean | null {
  const { correct } = metrics;
  if (typeof correct === 'boolean') return correct;
  if (correct === 0 || correct === 1) return correct === 1;
  return reward === null ? null : reward > 0;
}

function terminationOf(error: string | null, metrics: JsonObject): string | null {
  if (error === 'timeout') return 'timeout';
  if (error !== null && error !== '') return 'error';
  const overlong = numberOrNull(metrics.max_tokens_reached) ?? numberOrNull(metrics.context_overflow) ?? 0;
  return overlong > 0 ? 'context_exceeded' : null;
}

/** Tokens by turn are 0 where they were not counted. */
function readTokens(turns: readonly JsonValue[]): ImportedRollout['tokens'] {
  const counts = { prompt: 0, completion: 0 };
  for (const turn of turns) {
    const count = isJsonObject(turn) ? numberOrNull(turn.token_count) : null;
    if (count === null || count < 0 || !Number.isInteger(count) || !isJsonObject(turn)) continue;
    if (turn.role === 'assistant') counts.completion += count;
    else counts.prompt += count;
  }
  const counted = counts.prompt + counts.completion;
  return counted > 0 && counted < 2 ** 31 ? counts : null;
}

/** A count of 0 was not counted. */
function signalsByTurn(turns: readonly JsonValue[]): JsonObject {
  const written = turns.filter((turn): turn is JsonObject => isJsonObject(turn) && turn.role === 'assistant');
  const signals = turnSignals(
    written.map(({ token_count: tokens }) => ({ tokens: tokens === 0 ? null : amount(tokens) })),
  );
  return Object.keys(signals).length === 0 ? {} : { signals };
}

function errorAndGrader(record: JsonObject, turns: readonly JsonValue[]): JsonObject {
  const grader = turns.filter(isGrader).map((turn) => (isJsonObject(turn) ? (turn.content ?? null) : null));
  return {
    ...(textOrNull(record.error) === null ? {} : { error: record.error ?? null }),
    ...(grader.length === 0 ? {} : { grader }),
  };
}
