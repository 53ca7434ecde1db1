import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { numberOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

const KNOWN = new Set(['schema_version', 'split', 'iteration', 'group_idx', 'traj_idx', 'total_reward', 'steps']);
/** The only version there is; another is another format. */
const SCHEMA_VERSION = 1;

/**
 * One trajectory of tinker's rollout summaries, which hold no text: rewards, lengths and groups only. A group has no
 * identity beyond its iteration, so question and group are named `<split> <iteration>/<group>`.
 */
export function readTinkerRollout(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const version = record.schema_version;
  if (version !== SCHEMA_VERSION) {
    const found = JSON.stringify(version ?? null).slice(0, 40);
    return {
      kind: 'issue',
      code: 'field_wrong_type',
      message: `schema_version is ${found}; only ${SCHEMA_VERSION} is known`,
    };
  }
  const [group, iteration] = [fields.count('group_idx'), fields.count('iteration')];
  if (group === null && fields.problems.length === 0) fields.missing('group_idx is missing');
  const split = fields.string('split');
  const steps = (isJsonArray(record.steps) ? record.steps : []).filter(isJsonObject);
  const name = `${split ?? 'rollouts'} ${iteration ?? 0}/${group ?? 0}`;
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: name,
    groupKey: name,
    step: iteration,
    rolloutIndex: fields.count('traj_idx'),
    split,
    correct: correctOf(record, steps.at(-1)),
    rewardLogged: fields.finiteNumber('total_reward'),
    termination: terminationOf(steps.at(-1)),
    tokens: readTokens(steps),
    metadata: {
      ...restAsMetadata(record, KNOWN),
      steps: steps.length,
      step_rewards: steps.map(({ reward }) => reward ?? null),
      ...logsOf(steps),
      signals: { token_counts: steps.map((step) => step.ac_len ?? null) },
    },
  };
  return rolloutOrIssue(fields, rollout);
}

/** Environments report `correct` among their metrics, of the last step or of the trajectory. */
function correctOf(record: JsonObject, last: JsonObject | undefined): boolean | null {
  for (const metrics of [record.trajectory_metrics, last?.metrics]) {
    const correct = isJsonObject(metrics) ? metrics.correct : null;
    if (typeof correct === 'boolean') return correct;
    if (correct === 0 || correct === 1) return correct === 1;
  }
  return null;
}

function terminationOf(last: JsonObject | undefined): string | null {
  const word = last?.stop_reason;
  if (typeof word !== 'string' || word === '') return null;
  return word === 'length' ? 'context_exceeded' : translateTermination(word);
}

/** `ob_len` is the whole context before a step, `ac_len` what the step wrote. */
function readTokens(steps: readonly JsonObject[]): ImportedRollout['tokens'] {
  const written = steps.map((step) => numberOrNull(step.ac_len));
  if (written.length === 0 || written.includes(null)) return null;
  const completion = written.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return { prompt: asCount(numberOrNull(steps[0]?.ob_len)), completion: asCount(completion) };
}

function asCount(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}

/** What the environment logged at each step; the only place where text may stand. */
function logsOf(steps: readonly JsonObject[]): JsonObject {
  const logs: JsonValue[] = steps.map(({ logs: own }) =>
    isJsonObject(own) && Object.keys(own).length > 0 ? own : null,
  );
  return logs.every((own) => own === null) ? {} : { step_logs: logs };
}
