import { isJsonArray } from '@/lib/import/json/json-value';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { firstIdentifier, firstText, goldAnswersIn, looseNumber, objectField, requireQuestion } from './loose-fields';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';
import { readVerifiersCorrectness } from './verifiers-correctness';

const ID_NAMES = ['id', 'question_id', 'qid', 'uid'] as const;
const KNOWN: ReadonlySet<string> = new Set(['input_prompt', 'output_response', 'score', 'stop_reason', 'env_extras']);

/**
 * One evaluated rollout of SkyRL: prompt and response as decoded text with special tokens, the environment's score (a
 * number, or one a token, whose sum it is), and the extra columns of the data set with the ground truth among them
 * (`reward_spec` or `reward_model`, `ground_truth`, `answer`). Groups are equal questions within a step. The score decides
 * correctness against a threshold, unless `env_metrics` has an em or accuracy.
 */
export function readSkyrlRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const input = readText(fields, 'input_prompt');
  const output = readText(fields, 'output_response');
  const messages = messagesFromPromptAndOutput(input, output);
  const prompt = promptOf(messages);
  const spoken = messages.slice(prompt.length);
  const extras = objectField(record, 'env_extras');
  const info = objectField(extras, 'extra_info');
  const question = questionOf(extras, info) ?? questionFromMessages(prompt) ?? questionFromPrompt(input);
  // `extra_info.index` counts within one data source, of which a run has several.
  const questionId = firstIdentifier(extras, ID_NAMES) ?? firstIdentifier(info, ['id', 'question_id']);
  requireQuestion(fields, { question, questionId }, 'input_prompt holds no question');
  const score = readScore(fields);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: goldAnswersIn(objectField(extras, 'reward_spec'), objectField(extras, 'reward_model'), extras, info),
    messages,
    rawText: input + output,
    prediction: finalAnswerText(spoken),
    ...readVerifiersCorrectness(objectField(record, 'env_metrics')),
    score,
    rewardLogged: score,
    split: firstText(record, ['data_source']),
    termination: terminationOf(fields, spoken),
    metadata: { ...restAsMetadata(record, KNOWN), ...(Object.keys(extras).length === 0 ? {} : { env_extras: extras }) },
  };
  return rolloutOrIssue(fields, rollout);
}

function readText(fields: FieldReader, field: string): string {
  if (fields.value(field) === null) fields.missing(`${field} is missing`);
  return fields.string(field) ?? '';
}

function questionOf(extras: JsonObject, info: JsonObject): string | null {
  return firstText(extras, ['question']) ?? firstText(info, ['question']);
}

function readScore(fields: FieldReader): number | null {
  const value = fields.value('score');
  return isJsonArray(value) ? sumOf(fields, value) : fields.finiteNumber('score');
}

/** The reward of a sequence is the sum over its tokens. NaN reads as null and counts as nothing. */
function sumOf(fields: FieldReader, values: readonly JsonValue[]): number | null {
  let sum = 0;
  for (const [index, value] of values.entries()) {
    const number = looseNumber(value);
    if (number === null && value !== null) return fields.wrongType(`score[${index}]`, value, 'a number');
    sum += number ?? 0;
  }
  return Number.isFinite(sum) ? sum : null;
}

/** `stop` is said of a sequence that ended by itself, with an answer or without. */
function terminationOf(fields: FieldReader, spoken: readonly RolloutMessage[]): string | null {
  const reason = fields.string('stop_reason');
  if (reason === null || reason === '') return null;
  if (reason === 'length') return 'context_exceeded';
  if (reason === 'stop') return finalAnswerText(spoken) === null ? 'no_answer' : 'answer';
  return translateTermination(reason);
}
