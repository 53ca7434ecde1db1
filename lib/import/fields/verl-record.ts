import { isJsonArray } from '@/lib/import/json/json-value';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { readLooseAnswers } from './loose-answers';
import { firstText } from './loose-fields';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { readVerifiersCorrectness } from './verifiers-correctness';

/** Read into fields of their own; `rewards` is one number a token in IGPO, of which the sum is kept. */
const NOT_METADATA: ReadonlySet<string> = new Set([
  'input',
  'output',
  'gts',
  'ground_truth',
  'step',
  'uid',
  'score',
  'rewards',
  'em_scores',
  'pred',
]);
/** Ground truths longer than this are test cases of a program, not answers; they are left out of the metadata too. */
const LONGEST_GROUND_TRUTH = 10_000;

/** The parts of a trainer-V1 `uid`: prompt, session (one rollout), output within the session. */
export interface VerlUid {
  readonly prompt: string;
  readonly session: number;
  readonly output: number;
}

/** The parts of `{uid}_{session}_{output}`; null where the record has no `uid` of that form. */
export function readVerlUid(record: JsonObject): VerlUid | null {
  const { uid } = record;
  const match = typeof uid === 'string' ? /^(.+)_(\d{1,9})_(\d{1,9})$/s.exec(uid) : null;
  if (match === null) return null;
  return { prompt: match[1] ?? '', session: Number(match[2]), output: Number(match[3]) };
}

/**
 * One line of a rollout or validation dump: trainer V0 (`input`, `output`, `gts`, `score`, `step`, and whatever the reward
 * function returned beside its score), trainer V1 (`uid` besides), IGPO (`rewards` per token, `info_gain_rewards`,
 * `f1_scores`, `em_scores`, `ground_truth`). Groups are the prompts of `uid`; without it equal questions within a step.
 * The score decides correctness only where neither a verdict nor an em or acc like column stands beside it.
 */
export function readVerlRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const input = readText(fields, 'input');
  const output = readText(fields, 'output');
  const uid = readVerlUid(record);
  const messages = messagesFromPromptAndOutput(input, output);
  const prompt = promptOf(messages);
  const question = questionFromMessages(prompt) ?? questionFromPrompt(input);
  if (question === null && fields.problems.length === 0) fields.missing('input holds no question');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    answers: readGroundTruth(record),
    groupKey: uid?.prompt ?? fields.identifier('uid'),
    step: fields.count('step'),
    rolloutIndex: uid?.session ?? null,
    messages,
    rawText: input + output,
    prediction: readPrediction(record, messages.slice(prompt.length)),
    ...readVerifiersCorrectness({ ...record, em: record.em ?? record.em_scores ?? null }),
    ...readRewards(fields, record),
    // Where the reward function hands it on: the data set, which a validation has several of.
    split: firstText(record, ['data_source']),
    metadata: restAsMetadata(record, NOT_METADATA),
  };
  return rolloutOrIssue(fields, rollout);
}

function readText(fields: FieldReader, field: 'input' | 'output'): string {
  const text = fields.string(field);
  if (text === null && fields.value(field) === null) fields.missing(`${field} is missing`);
  return text ?? '';
}

function readGroundTruth(record: JsonObject): readonly string[] {
  return readLooseAnswers(record.gts ?? record.ground_truth).filter((answer) => answer.length <= LONGEST_GROUND_TRUTH);
}

function readPrediction({ pred }: JsonObject, spoken: readonly RolloutMessage[]): string | null {
  if (typeof pred === 'string' && pred.trim() !== '') return pred;
  return finalAnswerText(spoken);
}

/** `score` is the reward (`reward` in forks without it); IGPO pays turns too, so that there the outcome (F1 without the format's penalty) is the score. */
function readRewards(fields: FieldReader, record: JsonObject): Pick<ImportedRollout, 'score' | 'rewardLogged'> {
  const field = ['score', 'reward'].find((name) => (record[name] ?? null) !== null);
  if (field !== undefined) {
    const score = sumOf(record[field]) ?? fields.finiteNumber(field);
    return { score, rewardLogged: score };
  }
  const paid = sumOf(record.rewards);
  const outcome = record.noformatf1_scores ?? record.f1_scores;
  return { score: typeof outcome === 'number' ? outcome : null, rewardLogged: paid };
}

/** A number, or the sum of a list of numbers; null for anything else and for an infinite sum. */
function sumOf(value: JsonValue | undefined): number | null {
  const parts = isJsonArray(value) ? value : [value];
  let sum = 0;
  for (const part of parts) {
    if (typeof part !== 'number') return null;
    sum += part;
  }
  return parts.length > 0 && Number.isFinite(sum) ? sum : null;
}
