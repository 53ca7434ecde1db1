import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import {
  firstIdentifier,
  firstText,
  goldAnswersIn,
  looseCount,
  looseNumber,
  objectField,
  requireQuestion,
} from './loose-fields';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { readMessagesField } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { conversationOfTrajectory } from './rllm-messages';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'episode_id',
  'training_step',
  'task',
  'task_hash',
  'is_correct',
  'termination_reason',
  'trajectories',
  'timing',
]);
const TERMINATION_WORDS: Readonly<Record<string, string>> = {
  max_prompt_length_exceeded: 'context_exceeded',
  max_response_length_exceeded: 'context_exceeded',
  max_turns_exceeded: 'tool_budget_exceeded',
  env_done: 'answer',
};
const QUESTION_NAMES = ['question', 'problem', 'instruction', 'query', 'prompt'] as const;

/**
 * One episode of rLLM, of training (`episode_id`, `task_hash`) or of `rllm eval` (`id`, `eval_idx`): a rollout for each of
 * its trajectories. The question is the task's; its group the task's hash, else what stands before ":" in the id.
 *
 * An episode of one trajectory is correct where `is_correct` says so. Where several agents work together each is a rollout
 * of a group `{task}:{agent}`, as rLLM groups them for its advantages; its own reward then decides as a score, and the
 * episode's verdict is kept in metadata.
 */
export function readRllmEpisode(record: JsonObject): readonly RecordOutcome[] {
  const trajectories = isJsonArray(record.trajectories) ? record.trajectories : null;
  if (trajectories === null) return [issue('trajectories is missing or no list')];
  // An episode that broke before its first trajectory still counts as one.
  const all = trajectories.length === 0 ? [{}] : trajectories;
  return all.map((trajectory, index) =>
    isJsonObject(trajectory)
      ? readTrajectory(record, trajectory, { index, count: all.length })
      : issue(`trajectories[${index}] is no object`),
  );
}

function issue(message: string): RecordOutcome {
  return { kind: 'issue', code: 'field_wrong_type', message };
}

interface Place {
  readonly index: number;
  readonly count: number;
}

function readTrajectory(record: JsonObject, trajectory: JsonObject, place: Place): RecordOutcome {
  const fields = new FieldReader(record);
  const alone = place.count === 1;
  const messages = readTurns(fields, trajectory, place.index);
  const spoken = messages.slice(promptOf(messages).length);
  const { groupKey, rolloutIndex } = idsOf(record);
  const questionId = taskIdOf(record) ?? groupKey;
  const question = questionOf(record) ?? questionFromMessages(promptOf(messages));
  requireQuestion(fields, { question, questionId }, 'neither task nor episode id say which question this is');
  const name = firstText(trajectory, ['name']);
  const reward = looseNumber(trajectory.reward);
  const verdict = fields.boolean('is_correct');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: answersOf(record),
    groupKey: alone || groupKey === null ? groupKey : `${groupKey}:${name ?? place.index}`,
    step: fields.count('training_step'),
    rolloutIndex: alone ? rolloutIndex : null,
    messages,
    prediction: predictionOf(record, trajectory, alone) ?? finalAnswerText(spoken),
    correct: alone || reward === null ? verdict : null,
    score: alone ? null : reward,
    rewardLogged: reward,
    termination: terminationOf(fields),
    durationSeconds: durationOf(record),
    metadata: metadataOf(record, trajectory, place),
  };
  return rolloutOrIssue(fields, rollout);
}

function readTurns(fields: FieldReader, trajectory: JsonObject, index: number): ImportedRollout['messages'] {
  const conversation = conversationOfTrajectory(trajectory);
  if (conversation !== null) {
    return readMessagesField(fields, conversation, `trajectories[${index}].steps chat_completions`);
  }
  fields.missing(`trajectories[${index}] refers to messages that are not in its message_nodes`);
  return [];
}

/** `task:rollout`; an id without a colon was made up for this one episode and groups nothing. */
function idsOf(record: JsonObject): Pick<ImportedRollout, 'groupKey' | 'rolloutIndex'> {
  const hash = firstText(record, ['task_hash']);
  const id = firstIdentifier(record, ['episode_id', 'id']) ?? '';
  const colon = id.lastIndexOf(':');
  if (colon === -1) return { groupKey: hash, rolloutIndex: null };
  return { groupKey: hash ?? id.slice(0, colon), rolloutIndex: looseCount(id.slice(colon + 1)) };
}

/** The data set's own id, which is the same in every step; the hash of the task is too. */
function taskIdOf(record: JsonObject): string | null {
  const task = objectField(record, 'task');
  const names = ['id', 'task_id', 'question_id', 'uid', 'index'];
  const own = firstIdentifier(task, names) ?? firstIdentifier(objectField(task, 'metadata'), names);
  return own ?? firstText(record, ['task_hash']);
}

function questionOf(record: JsonObject): string | null {
  const { task } = record;
  if (typeof task === 'string') return questionFromPrompt(task);
  const sources = [objectField(record, 'task'), objectField(objectField(record, 'task'), 'metadata')];
  for (const source of sources) {
    const text = firstText(source, QUESTION_NAMES);
    if (text !== null) return text;
  }
  return null;
}

function answersOf(record: JsonObject): readonly string[] {
  const task = objectField(record, 'task');
  return goldAnswersIn(
    task,
    objectField(task, 'metadata'),
    objectField(task, 'reward_model'),
    objectField(task, 'extra_info'),
  );
}

function predictionOf(record: JsonObject, trajectory: JsonObject, alone: boolean): string | null {
  const own = firstText(trajectory, ['output', 'result']);
  return (alone ? firstText(objectField(record, 'artifacts'), ['answer']) : null) ?? own;
}

function terminationOf(fields: FieldReader): string | null {
  const word = fields.string('termination_reason');
  if (word === null || word === '' || word === 'unknown') return null;
  const known = Object.hasOwn(TERMINATION_WORDS, word) ? TERMINATION_WORDS[word] : undefined;
  return known ?? translateTermination(word);
}

function durationOf(record: JsonObject): number | null {
  const timing = objectField(record, 'timing');
  return looseNumber(timing.total_time ?? timing.total ?? timing.duration);
}

function metadataOf(record: JsonObject, trajectory: JsonObject, { index, count }: Place): JsonObject {
  const rest = restAsMetadata(record, KNOWN);
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => !isEmpty(value)));
  const signals = objectField(trajectory, 'signals');
  const name = firstText(trajectory, ['name']);
  return {
    ...kept,
    ...(Object.keys(signals).length === 0 ? {} : { evaluation_signals: signals }),
    ...(name === null ? {} : { agent: name }),
    ...(count === 1 ? {} : { trajectory_index: index, episode_is_correct: record.is_correct ?? null }),
  };
}

function isEmpty(value: JsonValue): boolean {
  return isJsonArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}
