import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { lastBoxedAnswer } from './boxed-answer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { firstText, objectField, requireQuestion } from './loose-fields';
import { readLooseAnswers } from './loose-answers';
import { withMcpCalls } from './mcp-tool-text';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { readMessagesField } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** Read into fields of their own; or the same events once more, for a console (`step_logs`, once `steps`) and a viewer (`trace_data`). */
const KNOWN: ReadonlySet<string> = new Set([
  'task_id',
  'input',
  'ground_truth',
  'final_boxed_answer',
  'final_judge_result',
  'main_agent_message_history',
  'sub_agent_message_history_sessions',
  'step_logs',
  'steps',
  'trace_data',
  'error',
  'log_dir',
  'current_main_turn_id',
  'current_sub_agent_turn_id',
  'current_sub_agent_session_id',
]);
/** What MiroFlow stores as the answer where the model boxed none. */
const NO_BOX = 'No \\boxed{} content found in the final answer.';
/** What it hangs behind a question: its own instruction, and what earlier attempts failed at. */
const APPENDED: readonly string[] = [
  'You should follow the format instruction in the request strictly and wrap the final answer in \\boxed{}.',
  '=== Previous Attempts Analysis ===',
];

/** What the id of a task log says: `{task}_attempt-{k}_format-retry-{r}`. Attempts count from 1, retries from 0. */
export interface MiroflowTask {
  readonly task: string;
  readonly attempt: number | null;
  readonly retry: number | null;
}

/** @example readMiroflowTask('q7_attempt-2_format-retry-1') // { task: 'q7', attempt: 2, retry: 1 } */
export function readMiroflowTask(id: string): MiroflowTask {
  const match = /^(.+?)_attempt[-_](\d{1,6})(?:_(?:format-)?retry[-_](\d{1,6}))?(?:_|$)/s.exec(id);
  if (match === null) return { task: id, attempt: null, retry: null };
  return { task: match[1] ?? id, attempt: Number(match[2]), retry: match[3] === undefined ? null : Number(match[3]) };
}

/**
 * One task log of MiroFlow or MiroThinker: the main agent's conversation with the verdict of the judge. Question id and
 * group are the task, the rollout is the attempt. Conversations of sub-agents are counted, not read: the main agent sees
 * their reports as results of its calls.
 */
export function readMiroflowRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const id = fields.identifier('task_id');
  const { task, attempt } = readMiroflowTask(id ?? '');
  const questionId = task === '' ? null : task;
  const messages = readHistory(fields, record);
  const question = questionOf(record) ?? questionFromMessages(promptOf(messages));
  requireQuestion(fields, { question, questionId }, 'task_id and input are missing');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: readLooseAnswers(record.ground_truth),
    groupKey: questionId,
    rolloutIndex: attempt,
    messages,
    prediction: predictionOf(fields),
    correct: verdictOf(fields),
    termination: terminationOf(fields),
    durationSeconds: durationOf(record),
    metadata: metadataOf(record, id),
  };
  return rolloutOrIssue(fields, rollout);
}

function readHistory(fields: FieldReader, record: JsonObject): readonly RolloutMessage[] {
  const history = record.main_agent_message_history ?? null;
  const inner = isJsonObject(history) && history.message_history === undefined ? 'messages' : 'message_history';
  const messages = isJsonObject(history) ? history[inner] : history;
  const field = isJsonObject(history) ? `main_agent_message_history.${inner}` : 'main_agent_message_history';
  const turns = withMcpCalls(readMessagesField(fields, messages, field));
  const system = isJsonObject(history) ? systemText(history.system_prompt) : '';
  return system === '' || turns[0]?.role === 'system' ? turns : [{ role: 'system', content: system }, ...turns];
}

function systemText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  const parts = isJsonArray(value) ? value : [];
  return parts.flatMap((part) => (isJsonObject(part) && typeof part.text === 'string' ? [part.text] : [])).join('\n');
}

function questionOf(record: JsonObject): string | null {
  const asked =
    typeof record.input === 'string'
      ? record.input
      : firstText(objectField(record, 'input'), ['task_description', 'task_question', 'question']);
  if (asked === null) return null;
  const ends = APPENDED.map((text) => asked.indexOf(text)).filter((position) => position > 0);
  return questionFromPrompt(asked.slice(0, Math.min(...ends, asked.length)));
}

function predictionOf(fields: FieldReader): string | null {
  const answer = fields.string('final_boxed_answer');
  if (answer === null || answer.trim() === '' || answer === NO_BOX) return null;
  return lastBoxedAnswer(answer) ?? answer;
}

/** A judge that failed (`ERROR`) or was not asked says nothing. */
function verdictOf(fields: FieldReader): boolean | null {
  const verdict = fields.string('final_judge_result')?.toUpperCase() ?? '';
  if (verdict === 'CORRECT') return true;
  return verdict === 'INCORRECT' || verdict === 'NOT_ATTEMPTED' ? false : null;
}

function terminationOf(fields: FieldReader): string | null {
  const status = fields.string('status');
  if (status === 'failed') return 'error';
  if (fields.value('final_boxed_answer') === NO_BOX) return 'format_error';
  if (status === 'success' || status === 'completed') return predictionOf(fields) === null ? 'no_answer' : 'answer';
  return status === '' ? null : status;
}

/** Times are written without a zone, both in the same one. */
function durationOf({ start_time: start, end_time: end }: JsonObject): number | null {
  const seconds = (timeOf(end) - timeOf(start)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function timeOf(value: JsonValue | undefined): number {
  const match =
    typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)/.exec(value) : null;
  return match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}Z`);
}

function metadataOf(record: JsonObject, id: string | null): JsonObject {
  const rest = restAsMetadata(record, KNOWN);
  const kept = Object.entries(rest).filter(([, value]) => value !== '' && value !== 0);
  const sessions = Object.keys(objectField(record, 'sub_agent_message_history_sessions')).length;
  const error = firstText(record, ['error']);
  return {
    ...Object.fromEntries(kept),
    ...(id === null ? {} : { log_id: id }),
    ...(sessions === 0 ? {} : { sub_agent_sessions: sessions }),
    ...(error === null ? {} : { error }),
  };
}
