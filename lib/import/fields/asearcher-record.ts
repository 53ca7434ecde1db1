import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromAsearcherHistory, messagesFromAsearcherMemory } from '@/lib/import/messages/asearcher';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { readMeanLogProbability } from './log-probabilities';
import { readLooseAnswers } from './loose-answers';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { amount, meanOf, turnSignals } from './turn-signals';
import { readVerifiersCorrectness } from './verifiers-correctness';

const TRAIN_FIELDS: ReadonlySet<string> = new Set(['memory', 'reward', 'ground_truth', 'traj_idx']);
const EVAL_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'question',
  'prompt',
  'history',
  'agent_memory',
  'pred_answer',
  'gt',
  'answer',
]);

/** One trajectory of a training dump. The question stands only in the prompt; its id and the step only in the path. */
export function readAsearcherTrainRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  if (!isJsonArray(record.memory)) fields.wrongType('memory', record.memory ?? null, 'a list of records');
  const messages = messagesFromAsearcherMemory(record.memory);
  const reward = fields.finiteNumber('reward');
  const signals = { ...readMeanLogProbability(record.memory, 'output_logprobs'), ...signalsByTurn(record.memory) };
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question: questionFromMessages(promptOf(messages)),
    answers: readLooseAnswers(record.ground_truth),
    rolloutIndex: fields.count('traj_idx'),
    messages,
    prediction: finalAnswerText(messages),
    score: reward,
    rewardLogged: reward,
    tokens: readMemoryTokens(record.memory),
    metadata: { ...restAsMetadata(record, TRAIN_FIELDS), ...(Object.keys(signals).length === 0 ? {} : { signals }) },
  };
  return rolloutOrIssue(fields, rollout);
}

/** Each generation is a turn. */
function signalsByTurn(memory: JsonValue | undefined): JsonObject {
  const generations = (isJsonArray(memory) ? memory : []).filter(
    (entry): entry is JsonObject => isJsonObject(entry) && entry.type === 'llm_gen',
  );
  return turnSignals(
    generations.map((entry) => ({ tokens: amount(entry.output_len), logProbability: meanOf(entry.output_logprobs) })),
  );
}

/**
 * One question of an evaluation: a line of `{split}_{agent}_..._seed{k}_....jsonl` or its copy scored by a judge, or the
 * `{id}.json` that is written while it runs. The judge decides correctness, else the exact match.
 */
export function readAsearcherEvalRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const questionId = fields.identifier('id');
  const messages = readEvalMessages(fields, record);
  const question = fields.string('question') ?? questionFromMessages(promptOf(messages));
  if (question === null && questionId === null && fields.problems.length === 0)
    fields.missing('question and id are missing');
  const prediction = fields.string('pred_answer') ?? finalAnswerText(messages);
  const correct = readJudge(record);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId,
    question,
    answers: readLooseAnswers(record.gt ?? record.answer),
    messages,
    prediction: prediction?.trim() === '' ? null : prediction,
    ...(correct === null
      ? readVerifiersCorrectness({ em: readExactMatch(record.EM), cem: record.CEM ?? null })
      : { correct }),
    termination: readTermination(record),
    metadata: restAsMetadata(record, EVAL_FIELDS),
  };
  return rolloutOrIssue(fields, rollout);
}

function readEvalMessages(fields: FieldReader, record: JsonObject): readonly RolloutMessage[] {
  if (isJsonArray(record.history)) return messagesFromAsearcherHistory(record.prompt, record.history);
  if (record.history !== undefined) fields.wrongType('history', record.history, 'a list of turns');
  const memory = isJsonObject(record.agent_memory) ? record.agent_memory.memory : record.agent_memory;
  return messagesFromAsearcherMemory(memory);
}

/** Where there is no answer, the script stores its pair of answer and score: `[null, 0]`. */
function readExactMatch(value: JsonValue | undefined): JsonValue {
  return (isJsonArray(value) ? value.at(-1) : value) ?? null;
}

/** `MBE` is 0 as well where the judge gave no verdict; then its status says so. */
function readJudge({ MBE: verdict, llm_as_judge: judge }: JsonObject): boolean | null {
  if (isJsonObject(judge) && judge.status !== undefined && judge.status !== 'success') return null;
  if (isJsonObject(judge) && typeof judge.judgement === 'string') return judge.judgement.toLowerCase() === 'correct';
  return verdict === 0 || verdict === 1 ? verdict === 1 : null;
}

/** No answer after the last turn is stored as an empty one; a question that still runs has not ended. */
function readTermination({ error, running, pred_answer: answer }: JsonObject): string | null {
  if (error !== undefined && error !== null && error !== '') return 'error';
  if (typeof answer !== 'string') return null;
  if (answer.trim() !== '') return 'answer';
  return running === true ? null : 'no_answer';
}

/** Summed over the model's calls. */
function readMemoryTokens(memory: JsonValue | undefined): ImportedRollout['tokens'] {
  const calls = (isJsonArray(memory) ? memory : []).flatMap((entry) =>
    isJsonObject(entry) && entry.type === 'llm_gen' ? [entry] : [],
  );
  const prompt = sumOf(calls, 'input_len');
  const completion = sumOf(calls, 'output_len');
  return prompt === null && completion === null ? null : { prompt, completion };
}

function sumOf(calls: readonly JsonObject[], field: string): number | null {
  const counts = calls.flatMap((call) => {
    const value = call[field];
    return typeof value === 'number' && value >= 0 ? [value] : [];
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.length > 0 && Number.isInteger(sum) && sum < 2 ** 31 ? sum : null;
}
