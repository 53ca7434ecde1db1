import { isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import { baseNameOf } from '@/lib/import/paths/path-facts';
import type { FormatProbe, RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { isProblem, readAnswers, readEntities } from './gold-fields';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { readRequiredMessages } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

const NOT_METADATA: ReadonlySet<string> = new Set([
  'question',
  'answer',
  'entities',
  'messages',
  'prediction',
  'termination',
  'rollout_idx',
  'rollout_id',
  'is_correct',
  'usage',
]);
/** Fields of our own format that these scripts never write. */
const CANONICAL_FIELDS = [
  'question_id',
  'entities',
  'step',
  'rollout',
  'correct',
  'raw_text',
  'metadata',
  'nearmiss',
  'tokens',
] as const;
/** What the scripts write for a prediction where there is none. */
const NO_PREDICTION: ReadonlySet<string> = new Set(['[Failed]', 'No answer found.', 'No answer found after 2h30mins']);

/** A file of one iteration: its stem, its number, and whether it is a copy with verdicts. */
export const ITERATION_FILE = /^(iter(\d{1,6})(?:_split\d+of\d+)?)(_scored)?(\.eval_details)?\.jsonl$/;

/**
 * Whether a file holds rows of the DeepResearch scripts: messages and a prediction, and how the rollout ended or was judged.
 * Our own format has these too; a record with a field that only it has decides for it. Of a first row that is longer than
 * what detection reads, the verdicts before its messages or the file's name decide.
 */
export function isDeepResearchLog({ path, records, cut }: FormatProbe): boolean {
  if (records.some(hasCanonicalField)) return false;
  if (records.some(isDeepResearchRecord)) return true;
  const [first] = records;
  if (!cut || records.length !== 1 || !Array.isArray(first?.messages)) return false;
  return Object.hasOwn(first, 'judgement') || ITERATION_FILE.test(baseNameOf(path));
}

function isDeepResearchRecord(record: JsonObject): boolean {
  if (!Array.isArray(record.messages) || !Object.hasOwn(record, 'prediction')) return false;
  return ['termination', 'is_correct', 'judgement', 'rollout_id'].some((field) => Object.hasOwn(record, field));
}

function hasCanonicalField(record: JsonObject): boolean {
  return CANONICAL_FIELDS.some((field) => Object.hasOwn(record, field));
}

/** A row of `*.eval_details.jsonl` (HLE): the judged row stands under `item`. */
export function isEvalDetailsRecord(record: JsonObject): boolean {
  return isJsonObject(record.item) && Object.hasOwn(record, 'acc') && Object.hasOwn(record, 'is_answer');
}

/** Whether the row says that its rollout broke off, so that a later run of the script may have repeated it. */
export function isFailedRow(record: JsonObject): boolean {
  return typeof record.error === 'string' && Array.isArray(record.messages) && record.messages.length === 0;
}

/**
 * One row of `iterN.jsonl`, `iterN_scored.jsonl` or `*.eval_details.jsonl`. A row without messages is a rollout that ended
 * in an error. The judge decides correctness: `is_correct`, else its `judgement`, for HLE `acc`; null where it failed.
 */
export function readDeepResearchRecord(record: JsonObject): RecordOutcome {
  if (!isEvalDetailsRecord(record) || !isJsonObject(record.item)) return readRow(record, {});
  const { item, ...details } = record;
  const row: Record<string, JsonValue> = { ...item };
  if (typeof details.acc === 'number') row.is_correct = details.acc === 1;
  if (isJsonObject(details.token_usage)) row.usage = details.token_usage;
  return readRow(row, restAsMetadata(details, new Set(['token_usage'])));
}

function readRow(record: JsonObject, details: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const messages = readRequiredMessages(fields, record.messages, 'messages');
  const question = fields.string('question') ?? questionFromMessages(promptOf(messages));
  if (question === null || question.trim() === '') fields.missing('question is missing, and no message asks one');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    answers: readGold(fields, readAnswers(record.answer === '' ? null : record.answer, 'answer')) ?? [],
    entities: readGold(fields, readEntities(record.entities, 'entities')),
    rolloutIndex: fields.count(record.rollout_id === undefined ? 'rollout_idx' : 'rollout_id'),
    messages,
    prediction: readPrediction(record, messages),
    correct: readVerdict(fields, record),
    termination: readTermination(fields),
    tokens: readTokens(record.usage),
    metadata: { ...restAsMetadata(record, NOT_METADATA), ...details },
  };
  return rolloutOrIssue(fields, rollout);
}

function readGold<Value>(fields: FieldReader, value: Value | { readonly problem: string }): Value | null {
  if (!isProblem(value)) return value;
  fields.problems.push({ code: 'field_wrong_type', message: value.problem });
  return null;
}

function readPrediction({ prediction }: JsonObject, messages: readonly RolloutMessage[]): string | null {
  const text = isJsonObject(prediction) ? prediction.text : prediction;
  if (typeof text !== 'string') return finalAnswerText(messages);
  return NO_PREDICTION.has(text) || text.trim() === '' ? null : text;
}

/** A judge that failed leaves `is_correct: false` beside `judgement: "Error"`: then nobody judged. */
function readVerdict(fields: FieldReader, { judgement }: JsonObject): boolean | null {
  const word = typeof judgement === 'string' ? judgement.trim().toLowerCase() : '';
  if (word === 'error') return null;
  const verdict = fields.boolean('is_correct');
  if (verdict !== null || word === '') return verdict;
  // The script's own rule: the word, or a verdict that begins with the letter A.
  return word.startsWith('a') || word === 'correct';
}

function readTermination(fields: FieldReader): string | null {
  const word = fields.string('termination');
  if (word !== null && word.trim() !== '') return translateTermination(word);
  return fields.value('error') === null ? null : 'error';
}

function readTokens(usage: JsonValue | undefined): ImportedRollout['tokens'] {
  if (!isJsonObject(usage)) return null;
  const prompt = tokenCount(usage.prompt_tokens);
  const completion = tokenCount(usage.completion_tokens);
  return prompt === null && completion === null ? null : { prompt, completion };
}

function tokenCount(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}
