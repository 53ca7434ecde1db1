import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { firstIdentifier, firstText, goldAnswersIn, requireQuestion } from './loose-fields';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { readMessagesField } from './read-parts';
import { noRollout, rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { readVerifiersCorrectness } from './verifiers-correctness';

const KNOWN: ReadonlySet<string> = new Set([
  'group_index',
  'reward',
  'metrics',
  'metadata',
  'messages',
  'messages_and_choices',
  'tools',
  'additional_histories',
]);
/** Names that ART's examples give the id of a task in a trajectory's metadata. */
const ID_NAMES = ['question_id', 'scenario_id', 'task_id', 'problem_id'] as const;

/**
 * One line of ART's JSON Lines: a group, as `{"trajectories": [...]}`. A rollout each. The line itself has no number, so that
 * the group is its question within the step.
 */
export function readArtGroup(record: JsonObject): readonly RecordOutcome[] {
  const { trajectories } = record;
  if (!isJsonArray(trajectories)) return [issue('trajectories is no list')];
  if (trajectories.length === 0) return [noRollout()];
  return trajectories.map((trajectory, index) =>
    isJsonObject(trajectory) ? readArtTrajectory(trajectory) : issue(`trajectories[${index}] is no object`),
  );
}

function issue(message: string): RecordOutcome {
  return { kind: 'issue', code: 'field_wrong_type', message };
}

/**
 * One trajectory of ART: of a group, or a row of a parquet table, which names its group (`group_index`). Metrics and
 * metadata are the user's own: an em-like or boolean metric decides correctness, and question, id and gold answer are taken
 * from the metadata where they stand under usual names. The reward is shaped by the user and decides nothing.
 */
export function readArtTrajectory(trajectory: JsonObject): RecordOutcome {
  const fields = new FieldReader(trajectory);
  const field = trajectory.messages_and_choices === undefined ? 'messages' : 'messages_and_choices';
  const turns = trajectory[field] ?? null;
  if (turns === null) fields.missing(`${field} is missing`);
  const messages = readMessagesField(fields, isJsonArray(turns) ? turns.map(plainMessage) : turns, field);
  const metadata = objectOrText(trajectory.metadata);
  const metrics = objectOrText(trajectory.metrics);
  const question = firstText(metadata, ['question', 'query', 'problem']) ?? questionFromMessages(promptOf(messages));
  const questionId = firstIdentifier(metadata, ID_NAMES);
  requireQuestion(fields, { question, questionId }, 'no user message asks a question, and the metadata has none');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: goldAnswersIn(metadata),
    groupKey: fields.identifier('group_index'),
    messages,
    prediction: finalAnswerText(messages.slice(promptOf(messages).length)),
    ...readVerifiersCorrectness({ metrics }),
    rewardLogged: fields.finiteNumber('reward'),
    termination: terminationOf(turns),
    metadata: metadataOf(trajectory, { metadata, metrics }),
  };
  return rolloutOrIssue(fields, rollout);
}

/** A choice of the chat API has its message inside. */
function plainMessage(item: JsonValue): JsonValue {
  return isJsonObject(item) && isJsonObject(item.message) ? item.message : item;
}

/** Parquet tables hold objects as JSON text. */
function objectOrText(value: JsonValue | undefined): JsonObject {
  if (isJsonObject(value)) return value;
  const result = typeof value === 'string' ? parseJson(Buffer.from(value, 'utf8'), 0) : null;
  return result?.ok === true && isJsonObject(result.value) ? result.value : {};
}

/** Why the last generation ended, where the log kept its choice. A `stop` or a call says nothing of the rollout. */
function terminationOf(turns: JsonValue): string | null {
  const choices = isJsonArray(turns) ? turns.filter((turn) => isJsonObject(turn) && isJsonObject(turn.message)) : [];
  const last = choices.at(-1);
  const reason = isJsonObject(last) ? last.finish_reason : null;
  return reason === 'length' ? 'context_exceeded' : null;
}

function metadataOf(trajectory: JsonObject, own: { metadata: JsonObject; metrics: JsonObject }): JsonObject {
  const rest = Object.entries(restAsMetadata(trajectory, KNOWN)).filter(
    ([, value]) => !(isJsonArray(value) && value.length === 0),
  );
  const histories = listOrText(trajectory.additional_histories).length;
  return {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => Object.keys(value).length > 0)),
    ...(histories === 0 ? {} : { additional_histories: histories }),
  };
}

function listOrText(value: JsonValue | undefined): readonly JsonValue[] {
  if (isJsonArray(value)) return value;
  const result = typeof value === 'string' ? parseJson(Buffer.from(value, 'utf8'), 0) : null;
  return result?.ok === true && isJsonArray(result.value) ? result.value : [];
}
