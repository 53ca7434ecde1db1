import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue, Termination } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { lookUp, numberOrNull, readMessagesField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { openTau2Messages } from './tau2-messages';
import { translateTermination } from './termination-words';
import { amount, turnSignals } from './turn-signals';

/** `TerminationReason` of tau2 (src/tau2/data_model/simulation.py). */
const TERMINATIONS: Readonly<Record<string, Termination>> = {
  user_stop: 'answer',
  agent_stop: 'answer',
  max_steps: 'tool_budget_exceeded',
  context_window_exceeded: 'context_exceeded',
  too_many_errors: 'error',
  agent_error: 'error',
  user_error: 'error',
  infrastructure_error: 'error',
  unexpected_error: 'error',
};

/** Read into fields of their own; ticks are the audio of voice runs, cut in thousands. */
const KNOWN = new Set(['task_id', 'trial', 'termination_reason', 'reward_info', 'messages', 'duration', 'ticks']);

/**
 * One simulation of tau2. Task and trial are group and rollout. The reward is 1 where every check of the task passed and 0
 * where not, so it decides correctness.
 *
 * @param tasks the question of each task by its id (`questionsOfTasks`)
 */
export function readTau2Record(record: JsonObject, tasks: ReadonlyMap<string, string>): RecordOutcome {
  const fields = new FieldReader(record);
  const taskId = fields.identifier('task_id');
  if (taskId === null && fields.problems.length === 0) fields.missing('task_id is missing');
  const rewardInfo = fields.object('reward_info');
  const reward = numberOrNull(rewardInfo?.reward);
  const word = fields.string('termination_reason');
  const { reward: _reward, ...checks } = rewardInfo ?? {};
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: taskId,
    question: tasks.get(taskId ?? '') ?? null,
    groupKey: taskId,
    rolloutIndex: fields.count('trial'),
    messages: readMessagesField(fields, openTau2Messages(record.messages), 'messages'),
    score: reward,
    rewardLogged: reward,
    termination: lookUp(TERMINATIONS, word) ?? translateTermination(word),
    tokens: readTokens(record.messages),
    durationSeconds: fields.finiteNumber('duration'),
    metadata: {
      ...restAsMetadata(record, KNOWN),
      ...(Object.keys(checks).length === 0 ? {} : { reward_info: checks }),
      ...(word === null ? {} : { termination_reason: word }),
      ...signalsByTurn(record.messages),
    },
  };
  return rolloutOrIssue(fields, rollout);
}

/** Tokens of the agent's own calls, added up; null where no message says any. */
function readTokens(messages: JsonValue | undefined): ImportedRollout['tokens'] {
  const counts = { prompt: 0, completion: 0 };
  let found = false;
  for (const message of isJsonArray(messages) ? messages : []) {
    if (!isJsonObject(message) || message.role !== 'assistant' || !isJsonObject(message.usage)) continue;
    found = true;
    counts.prompt += tokenCount(message.usage.prompt_tokens);
    counts.completion += tokenCount(message.usage.completion_tokens);
  }
  return found && counts.prompt < 2 ** 31 && counts.completion < 2 ** 31 ? counts : null;
}

/** Each message of the agent is a turn. */
function signalsByTurn(messages: JsonValue | undefined): JsonObject {
  const written = (isJsonArray(messages) ? messages : []).filter(
    (message): message is JsonObject => isJsonObject(message) && message.role === 'assistant',
  );
  const signals = turnSignals(
    written.map(({ usage }) => ({ tokens: isJsonObject(usage) ? amount(usage.completion_tokens) : null })),
  );
  return Object.keys(signals).length === 0 ? {} : { signals };
}

function tokenCount(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : 0;
}

/** What the simulated user of each task was told, by the task's id: the same for all its trials. */
export function questionsOfTasks(tasks: JsonValue | undefined): ReadonlyMap<string, string> {
  const questions = new Map<string, string>();
  for (const task of isJsonArray(tasks) ? tasks : []) {
    if (!isJsonObject(task) || (typeof task.id !== 'string' && typeof task.id !== 'number')) continue;
    const scenario = isJsonObject(task.user_scenario) ? task.user_scenario : {};
    const question = questionOf(scenario.instructions) ?? textOrNull(task.ticket);
    if (question !== null) questions.set(String(task.id), question);
  }
  return questions;
}

function questionOf(instructions: JsonValue | undefined): string | null {
  if (!isJsonObject(instructions)) return textOrNull(instructions);
  const parts = ['reason_for_call', 'known_info', 'unknown_info', 'task_instructions'].flatMap(
    (key) => textOrNull(instructions[key])?.trim() ?? [],
  );
  return parts.length === 0 ? null : parts.join('\n');
}
