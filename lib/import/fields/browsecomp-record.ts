import { isJsonArray } from '@/lib/import/json/json-value';
import { messagesFromResponses } from '@/lib/import/transcripts/responses-items';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { evaluationOf, judgedCorrect, queryIn, type BrowseCompSide } from './browsecomp-side';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { firstText, looseNumber, objectField, requireQuestion, usageTokens } from './loose-fields';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { readMessagesField } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

const RUN_KNOWN: ReadonlySet<string> = new Set(['query_id', 'result', 'raw_messages', 'usage', 'status']);
const EVALUATION_KNOWN: ReadonlySet<string> = new Set([
  'query_id',
  'question',
  'response',
  'correct_answer',
  'judge_prompt',
  'judge_response',
  'is_completed',
  'json_path',
]);

/**
 * One run of BrowseComp-Plus: what the agent thought, called and wrote for one query. Neither question nor answer stand in
 * it: they come from the data set or the evaluation dropped beside it, joined by `query_id`; without them the rollout has its
 * id only. Correct is what the judge of the evaluation says. The group is the query.
 *
 * @param path of the run's file, which tells evaluations of several runs apart
 */
export function readBrowseCompRun(record: JsonObject, side: BrowseCompSide, path: string): RecordOutcome {
  const fields = new FieldReader(record);
  const queryId = fields.identifier('query_id');
  const query = queryIn(side, queryId);
  const evaluation = evaluationOf(side, queryId, path);
  const messages = readTurns(fields, record, query.question);
  const question = query.question ?? questionFromMessages(promptOf(messages));
  requireQuestion(fields, { question, questionId: queryId }, 'query_id is missing, and no side file has the question');
  const judged = objectField(evaluation, 'judge_result');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: queryId,
    question,
    answers: query.answer === null ? [] : [query.answer],
    groupKey: queryId,
    messages,
    prediction: extractedAnswer(judged) ?? exactAnswer(finalAnswerText(messages)),
    correct: judgedCorrect(evaluation),
    termination: terminationOf(fields),
    tokens: usageTokens(objectField(record, 'usage')),
    metadata: { ...restAsMetadata(record, RUN_KNOWN), ...evaluationFacts(evaluation) },
  };
  return rolloutOrIssue(fields, rollout);
}

/** The raw messages where they were stored (`--store-raw`), else the normalised items with the question before them. */
function readTurns(fields: FieldReader, record: JsonObject, question: string | null): readonly RolloutMessage[] {
  const raw = readMessagesField(fields, record.raw_messages, 'raw_messages');
  if (raw.length > 0) return raw;
  const items = fields.value('result');
  if (items === null) fields.missing('result is missing');
  else if (!isJsonArray(items)) fields.wrongType('result', items, 'a list');
  return messagesFromResponses(question ?? undefined, items);
}

/** The judge writes None where it finds no answer. */
function extractedAnswer(judged: JsonObject): string | null {
  const answer = firstText(judged, ['extracted_final_answer']);
  return answer === 'None' ? null : answer;
}

/** The prompts ask for "Explanation: ... Exact Answer: ... Confidence: ..."; some models print the labels bold. */
function exactAnswer(text: string | null): string | null {
  const label = 'Exact Answer';
  const start = text === null ? -1 : text.lastIndexOf(label);
  if (text === null || start === -1) return text;
  const behind = text.slice(start + label.length);
  const colon = /^\*{0,3}[ \t]?:/.exec(behind);
  if (colon === null) return text;
  const [line = ''] = behind.slice(colon[0].length).replace(/^\*+/, '').trimStart().split('\n', 1);
  const answer = line.replaceAll('*', '').trim();
  return answer === '' ? text : answer;
}

function terminationOf(fields: FieldReader): string | null {
  const status = fields.string('status');
  if (status === null || status === '') return null;
  if (status === 'completed') return 'answer';
  if (status === 'failed' || status === 'error') return 'error';
  return translateTermination(status);
}

/**
 * An evaluation by itself, where its run is not at hand: the answer that was judged, without the turns that led to it.
 * Nothing of it can be matched but that answer.
 */
export function readBrowseCompEvaluation(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const queryId = fields.identifier('query_id');
  const question = firstText(record, ['question']);
  const answer = fields.string('correct_answer');
  const response = fields.string('response');
  requireQuestion(fields, { question, questionId: queryId }, 'query_id and question are missing');
  const messages = messagesFromResponses(question ?? undefined, response ?? undefined);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: queryId,
    question,
    answers: answer === null || answer.trim() === '' ? [] : [answer],
    groupKey: queryId,
    messages,
    prediction: extractedAnswer(objectField(record, 'judge_result')) ?? exactAnswer(response),
    correct: judgedCorrect(record),
    termination: completion(record.is_completed),
    metadata: restAsMetadata(record, EVALUATION_KNOWN),
  };
  return rolloutOrIssue(fields, rollout);
}

function completion(isCompleted: JsonValue | undefined): string | null {
  return typeof isCompleted === 'boolean' ? (isCompleted ? 'answer' : 'no_answer') : null;
}

function evaluationFacts(evaluation: JsonObject): JsonObject {
  const recall = looseNumber(objectField(evaluation, 'retrieval').recall);
  const confidence = looseNumber(objectField(evaluation, 'judge_result').confidence);
  return {
    ...(recall === null ? {} : { retrieval_recall: recall }),
    ...(confidence === null ? {} : { judge_confidence_percent: confidence }),
  };
}
