import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { CorrectnessMetric, ImportedRollout, JsonObject, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { lastBoxedAnswer } from './boxed-answer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { firstField, firstText, numberOrNull, readAnswersField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

const IDS = ['id', '_id', 'question_id', 'qid', 'task_id'];
const ANSWERS = ['answer', 'golden_answers', 'Answer', 'Correct Choice', 'answer_letter', 'Final answer'];
const PROMPTS = ['prompt', 'Prompt', 'Question', 'question'];
const PREDICTIONS = ['Pred_Answer', 'pred_ans'];
/** Of the measures of evaluate.py those that decide, in this order; `llm_equal` is a judge's verdict. */
const METRICS = ['em', 'pass@1', 'math_equal', 'acc'];
/** `WebExplorer` holds the whole sub-dialogues of each search; of those only the number is kept. */
const READ = [...PROMPTS, ...PREDICTIONS, 'Output', 'WebExplorer'];

/**
 * One row of WebThinker or Search-o1: the row of the data set with `prompt` and `Output`, and after the evaluation
 * `Pred_Answer`, `Metrics`, and `Question` overwritten with the whole prompt.
 */
export function readWebthinkerRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const output = fields.string('Output');
  if (output === null && fields.problems.length === 0) fields.missing('Output is missing');
  const prompt = firstText(record, PROMPTS) ?? '';
  const messages = messagesFromPromptAndOutput(prompt, output ?? '');
  const idField = firstField(record, IDS);
  const answerField = firstField(record, ANSWERS);
  const metrics = isJsonObject(record.Metrics) ? record.Metrics : {};
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: idField === null ? null : fields.identifier(idField),
    question: readQuestion(record, messages),
    answers: answerField === null ? [] : readAnswersField(fields, record[answerField], answerField),
    messages,
    rawText: `${prompt}${output ?? ''}`,
    prediction: firstText(record, PREDICTIONS) ?? lastBoxedAnswer(output ?? ''),
    correct: readVerdict(metrics),
    correctnessMetric: readMetric(metrics),
    metadata: readMetadata(record, [idField, answerField]),
  };
  return rolloutOrIssue(fields, rollout);
}

function readMetadata(record: JsonObject, used: readonly (string | null)[]): JsonObject {
  const known = new Set([...READ, ...used.filter((name) => name !== null)]);
  const rest = restAsMetadata(record, known);
  return isJsonArray(record.WebExplorer) ? { ...rest, web_explorer_calls: record.WebExplorer.length } : rest;
}

/** The data set's own question; `Question` may be the whole prompt. */
function readQuestion(record: JsonObject, messages: readonly RolloutMessage[]): string | null {
  const own = textOrNull(record.question);
  if (own !== null) return own;
  const asked = textOrNull(record.Question);
  if (asked === null) return questionFromMessages(promptOf(messages));
  return questionFromMessages(promptOf(messagesFromPromptAndOutput(asked, '')));
}

function readVerdict(metrics: JsonObject): boolean | null {
  const verdict = metrics.llm_equal ?? metrics.math_equal_gpt;
  if (typeof verdict === 'boolean') return verdict;
  return verdict === 0 || verdict === 1 ? verdict === 1 : null;
}

function readMetric(metrics: JsonObject): CorrectnessMetric | null {
  for (const name of METRICS) {
    const value = typeof metrics[name] === 'boolean' ? Number(metrics[name]) : numberOrNull(metrics[name]);
    if (value !== null && value >= 0 && value <= 1) return { name, value };
  }
  return null;
}
