import { describeType, isJsonArray } from '@/lib/import/json/json-value';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { goldAnswersIn, looseCount, looseNumber, requireQuestion } from './loose-fields';
import { questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { readSignals, restAsMetadata } from './signals';
import { readVerifiersCorrectness } from './verifiers-correctness';

const KNOWN: readonly string[] = ['step', 'gen_step', 'prompt', 'messages', 'completion', 'reward', 'mode'];
/** Columns behind the rewards: TRL says `advantage`, ms-swift `advantages`. */
const ADVANTAGES: readonly string[] = ['advantage', 'advantages'];

/**
 * One row of a table of completions, as TRL's GRPO trainer and ms-swift write it: a step, a prompt, a completion, one
 * column for each reward function under its name, and the advantage. The numbers between completion and advantage are
 * kept as `reward_components`; where the user logs columns of his own, TRL puts those there too. The total reward is known
 * where the log has `reward` or there is one component only. A component called after em, accuracy or a verdict decides
 * correctness. Groups are equal questions within a step.
 */
export function readCompletionRow(row: JsonObject): RecordOutcome {
  const fields = new FieldReader(row);
  const { prompt, spoken, rawText } = readTexts(fields, row);
  const question = questionFromMessages(prompt) ?? questionFromPrompt(typeof row.prompt === 'string' ? row.prompt : '');
  requireQuestion(fields, { question, questionId: null }, 'prompt holds no question');
  const rewardColumns = rewardColumnsOf(row);
  const components = numbersOf(row, rewardColumns);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    answers: goldAnswersIn(row),
    step: readStep(fields, row),
    split: fields.string('mode'),
    messages: [...prompt, ...spoken],
    rawText,
    prediction: finalAnswerText(spoken),
    ...correctnessOf(row, components),
    rewardLogged: fields.finiteNumber('reward') ?? (rewardColumns.length === 1 ? soleNumber(components) : null),
    metadata: metadataOf(row, components),
  };
  return rolloutOrIssue(fields, rollout);
}

interface Texts {
  readonly prompt: readonly RolloutMessage[];
  readonly spoken: readonly RolloutMessage[];
  /** Null where both are messages. */
  readonly rawText: string | null;
}

function readTexts(fields: FieldReader, row: JsonObject): Texts {
  const asked = row.prompt ?? row.messages ?? null;
  const completion = fields.value('completion');
  if (asked === null) fields.missing('prompt is missing');
  if (completion === null) fields.missing('completion is missing');
  const text = typeof asked === 'string' ? asked : '';
  const written = typeof completion === 'string' ? completion : '';
  const fromText = messagesFromPromptAndOutput(text, written);
  const promptLength = messagesFromPromptAndOutput(text, '').length;
  return {
    prompt: isText(asked) ? fromText.slice(0, promptLength) : readMessages(fields, 'prompt', asked),
    spoken: isText(completion) ? fromText.slice(promptLength) : readMessages(fields, 'completion', completion),
    rawText: typeof asked === 'string' || typeof completion === 'string' ? text + written : null,
  };
}

function isText(value: JsonValue): boolean {
  return value === null || typeof value === 'string';
}

/** Conversational data sets: lists of messages. */
function readMessages(fields: FieldReader, field: string, value: JsonValue): readonly RolloutMessage[] {
  if (!isJsonArray(value)) {
    fields.problems.push({
      code: 'field_wrong_type',
      message: `${field} is ${describeType(value)}; expected a text or a list of messages`,
    });
    return [];
  }
  const result = normaliseMessages(value, field);
  if (result.ok) return result.messages;
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return [];
}

/** ms-swift writes the step as text in some versions. */
function readStep(fields: FieldReader, row: JsonObject): number | null {
  const field = row.gen_step === undefined || row.gen_step === null ? 'step' : 'gen_step';
  return looseCount(row[field]) ?? fields.count(field);
}

/** The columns between completion and advantage that hold a number, or nothing: a function that does not apply gives NaN. */
function rewardColumnsOf(row: JsonObject): readonly string[] {
  const keys = Object.keys(row);
  const end = keys.findIndex((key) => ADVANTAGES.includes(key));
  const between = keys.slice(keys.indexOf('completion') + 1, Math.max(end, 0));
  return between.filter((key) => !KNOWN.includes(key) && (row[key] === null || looseNumber(row[key]) !== null));
}

function numbersOf(row: JsonObject, columns: readonly string[]): Readonly<Record<string, number>> {
  const numbers = columns.flatMap((name) => {
    const value = looseNumber(row[name]);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(numbers);
}

function soleNumber(components: Readonly<Record<string, number>>): number | null {
  return Object.values(components)[0] ?? null;
}

/** ms-swift names columns after classes: `MathAccuracy`. */
function correctnessOf(
  row: JsonObject,
  components: Readonly<Record<string, number>>,
): Pick<ImportedRollout, 'correct' | 'correctnessMetric'> {
  const named = readVerifiersCorrectness(row);
  if (named.correct !== null || named.correctnessMetric !== null) return named;
  const measure = Object.entries(components).find(
    ([name, value]) => /accuracy|correct|exact_?match/i.test(name) && value >= 0 && value <= 1,
  );
  return measure === undefined ? named : { correct: null, correctnessMetric: { name: measure[0], value: measure[1] } };
}

function metadataOf(row: JsonObject, components: Readonly<Record<string, number>>): JsonObject {
  const names = Object.keys(components);
  const { signals: _signals, ...rest } = restAsMetadata(row, new Set([...KNOWN, ...names]));
  const signals = readSignals(names.length === 0 ? row : { ...row, reward_components: components });
  return signals === null ? rest : { ...rest, signals };
}
