import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { openCarrMessages } from './carr-messages';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { numberOrNull, readAnswersField, readMessagesField } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** Column by column in a group; `reward` is what single rows and the reward server call `rewards`. */
const COLUMNS = ['history', 'response', 'rewards', 'reward', 'label', 'prompt'];
/** Lists that belong to the whole group, however long they are. */
const SHARED = ['rubrics', 'tools'];
const MOST_ROLLOUTS = 100_000;
const KNOWN = new Set([
  'prompt',
  'response',
  'response_length',
  'label',
  'rewards',
  'reward',
  'truncated',
  'history',
  'outcome_reward',
]);
const FORMAT_INSTRUCTION = '\n\nYour response should be in the following format';
const ANSWER_HEADING = /^#{1,4} *Exact Answer *:?[ \t]*$/im;

/**
 * One group of CaRR, column by column, or one rollout where the fields are no columns. The reward mixes the judge's verdict
 * with rubric scores: `outcome_reward` is the verdict and decides correctness; the rest is kept under `signals`.
 */
export function readCarrRecord(record: JsonObject): readonly RecordOutcome[] {
  if (!isGroup(record)) return [readRow(record)];
  const size = Math.max(...COLUMNS.map((column) => lengthOf(record[column])));
  if (size > MOST_ROLLOUTS) {
    return [
      {
        kind: 'issue',
        code: 'field_wrong_type',
        message: `the group has ${size} rollouts; at most ${MOST_ROLLOUTS} are read`,
      },
    ];
  }
  return Array.from({ length: size }, (_, index) => readRow(rowOf(record, size, index)));
}

/** In a group the history is a list of histories. */
function isGroup(record: JsonObject): boolean {
  const { history } = record;
  if (isJsonArray(history)) return history.length === 0 || !isJsonObject(history[0]);
  return isJsonArray(record.response);
}

function lengthOf(value: JsonValue | undefined): number {
  return isJsonArray(value) ? value.length : 0;
}

/** What the columns of a group's length say of one rollout; every other field belongs to all of them. */
function rowOf(record: JsonObject, size: number, index: number): JsonObject {
  const entries = Object.entries(record).map(([key, value]): [string, JsonValue] => {
    const fits = isJsonArray(value) && (value.length === size || COLUMNS.includes(key));
    const isColumn = fits && !SHARED.includes(key);
    return [key, isColumn && isJsonArray(value) ? (value[index] ?? null) : value];
  });
  return Object.fromEntries(entries);
}

function readRow(written: JsonObject): RecordOutcome {
  const { row, reward } = withOpenReward(written);
  const fields = new FieldReader(row);
  const { messages, rawText } = readTranscript(fields, row);
  const outcome = numberOrNull(row.outcome_reward);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question: questionOf(messages),
    answers: readAnswersField(fields, row.label, 'label'),
    messages,
    rawText,
    prediction: exactAnswer(finalAnswerText(messages)),
    correct: outcome === 0 || outcome === 1 ? outcome === 1 : null,
    rewardLogged: reward,
    termination: terminationOf(row, messages),
    tokens: readTokens(row.response_length),
    metadata: restAsMetadata(
      { ...row, ...(outcome === null ? {} : { outcome_reward: outcome }) },
      metadataLeftOut(outcome),
    ),
  };
  return rolloutOrIssue(fields, rollout);
}

/** The verdict is kept among the signals too: C-GRPO computes its reward from both parts. */
function metadataLeftOut(outcome: number | null): ReadonlySet<string> {
  return outcome === null ? KNOWN : new Set([...KNOWN].filter((key) => key !== 'outcome_reward'));
}

/** A reward may be a number, or what the reward server answers: an object whose fields then stand beside the others. */
function withOpenReward(row: JsonObject): { readonly row: JsonObject; readonly reward: number | null } {
  const reward = row.rewards ?? row.reward ?? null;
  if (!isJsonObject(reward)) return { row, reward: numberOrNull(reward) };
  return { row: { ...reward, ...row }, reward: numberOrNull(reward.reward) };
}

function readTranscript(
  fields: FieldReader,
  row: JsonObject,
): { readonly messages: readonly RolloutMessage[]; readonly rawText: string | null } {
  if (row.history !== undefined && row.history !== null) {
    return { messages: readMessagesField(fields, openCarrMessages(row.history), 'history'), rawText: null };
  }
  const prompt = fields.string('prompt') ?? '';
  const response = fields.string('response');
  if (response === null && fields.problems.length === 0) fields.missing('history and response are both missing');
  if (response === null) return { messages: [], rawText: null };
  return { messages: messagesFromPromptAndOutput(prompt, response), rawText: `${prompt}${response}` };
}

/** The question without the instruction on the form of the answer. */
function questionOf(messages: readonly RolloutMessage[]): string | null {
  const question = questionFromMessages(promptOf(messages));
  const end = question?.indexOf(FORMAT_INSTRUCTION) ?? -1;
  return question === null || end <= 0 ? question : question.slice(0, end).trim();
}

/** What stands under the heading "Exact Answer", bold marks left out; the whole answer where there is none. */
function exactAnswer(answer: string | null): string | null {
  const heading = answer === null ? null : ANSWER_HEADING.exec(answer);
  if (answer === null || heading === null) return answer;
  const section = answer.slice(heading.index + heading[0].length).split(/^#{1,4} /m, 1)[0] ?? '';
  const exact = section
    .trim()
    .replace(/^\*\*([^*]+)\*\*$/, '$1')
    .trim();
  return exact === '' ? answer : exact;
}

function terminationOf(row: JsonObject, messages: readonly RolloutMessage[]): ImportedRollout['termination'] {
  if (row.truncated === true || row.truncated === 1) return 'context_exceeded';
  if (row.task_unfinished === true || row.task_unfinished === 1) return 'no_answer';
  return row.task_unfinished === undefined || messages.length === 0 ? null : 'answer';
}

function readTokens(length: JsonValue | undefined): ImportedRollout['tokens'] {
  const count = numberOrNull(length);
  if (count === null || !Number.isInteger(count) || count < 0 || count >= 2 ** 31) return null;
  return { prompt: null, completion: count };
}
