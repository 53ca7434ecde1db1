import { isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { questionFromMessages, promptOf } from './question-from-prompt';
import { readMessagesField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

const KNOWN = new Set(['task_id', 'reward', 'info', 'traj', 'trial']);

/**
 * One trial of tau-bench: task and trial are group and rollout. The question is what the simulated user was told, which
 * all trials of a task share; where it is missing, the user's first message. The reward is 1 where the task was solved and
 * 0 where not, so it decides correctness. `outputs` are facts that must all be said, not gold answers: they stay metadata.
 */
export function readTauRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const taskId = fields.identifier('task_id');
  const messages = readMessagesField(fields, record.traj, 'traj');
  if (record.traj === undefined) fields.missing('traj is missing');
  const info = fields.object('info') ?? {};
  const task = isJsonObject(info.task) ? info.task : {};
  const reward = fields.finiteNumber('reward');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: taskId,
    question: textOrNull(task.instruction) ?? questionFromMessages(promptOf(messages)),
    groupKey: taskId,
    rolloutIndex: fields.count('trial'),
    messages,
    score: reward,
    rewardLogged: reward,
    termination: info.error === undefined || info.error === null ? null : 'error',
    metadata: { ...restAsMetadata(record, KNOWN), ...infoWithoutInstruction(info, task) },
  };
  return rolloutOrIssue(fields, rollout);
}

function infoWithoutInstruction(info: JsonObject, task: JsonObject): JsonObject {
  const entries = Object.entries(info).filter(([key, value]) => key !== 'task' && value !== null);
  const rest = Object.entries(task).filter(([key]) => key !== 'instruction');
  return Object.fromEntries(rest.length === 0 ? entries : [...entries, ['task', Object.fromEntries(rest)]]);
}
