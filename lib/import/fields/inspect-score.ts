import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { CorrectnessMetric, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { firstText } from './loose-fields';

/** What the scores of a sample say of its correctness, and which of them says it. */
export interface InspectCorrectness {
  readonly correct: boolean | null;
  readonly correctnessMetric: CorrectnessMetric | null;
  readonly score: number | null;
  /** Name of the scorer that decides, `scorer.key` for one value of several; null where none does. */
  readonly scorer: string | null;
  /** The answer that scorer read out of the output. */
  readonly answer: string | null;
  /** True where it found no answer to score (value "N"). */
  readonly noAnswer: boolean;
}

const UNDECIDED: InspectCorrectness = {
  correct: null,
  correctnessMetric: null,
  score: null,
  scorer: null,
  answer: null,
  noAnswer: false,
};

interface Measured {
  readonly name: string;
  readonly value: JsonValue;
  readonly answer: string | null;
}

/** Texts that Inspect's own `value_to_float` takes for right and wrong. */
const VERDICTS: ReadonlyMap<string, boolean> = new Map([
  ['c', true],
  ['correct', true],
  ['yes', true],
  ['true', true],
  ['i', false],
  ['incorrect', false],
  ['no', false],
  ['false', false],
  ['n', false],
  ['noanswer', false],
]);
const NO_ANSWER: ReadonlySet<string> = new Set(['n', 'noanswer']);
const EXACT_MEASURES: ReadonlySet<string> = new Set([
  'em',
  'exact',
  'exact_match',
  'acc',
  'accuracy',
  'correct',
  'match',
]);
const PARTIAL: ReadonlySet<string> = new Set(['p', 'partial']);

/**
 * Decides by one of the sample's scores. Values may be C, I, P and N, booleans, numbers, lists and objects; those of a list
 * of one and of an object are looked at one by one. In this order:
 *
 * 1. a clear verdict (C, I, N, yes, no, boolean) of a scorer that has a model judge (`model_graded_*`, `*judge*`)
 * 2. any other clear verdict, in the order of the log
 * 3. a fraction in [0, 1] as a measure (P is 0.5): of exact match or accuracy where one is called so, else the first
 * 4. any other number as a score against a threshold
 *
 * All scores stay in the rollout's metadata.
 *
 * @param scores `{scorer: {value, answer, explanation, metadata}}`
 */
export function readInspectCorrectness(scores: JsonObject): InspectCorrectness {
  const measures = Object.entries(scores).flatMap(([name, score]) => measuresOf(name, score));
  const verdicts = measures.filter(({ value }) => verdictOf(value) !== null);
  const decisive = verdicts.find(({ name }) => isJudge(name)) ?? verdicts[0];
  if (decisive !== undefined) {
    return { ...decidedBy(decisive), correct: verdictOf(decisive.value), noAnswer: isNoAnswer(decisive.value) };
  }
  const fractions = measures.filter(({ value }) => fractionOf(value) !== null);
  const measure = fractions.find(({ name }) => isExactMeasure(name)) ?? fractions[0];
  const fraction = measure === undefined ? null : fractionOf(measure.value);
  if (measure !== undefined && fraction !== null) {
    return { ...decidedBy(measure), correctnessMetric: { name: measure.name, value: fraction } };
  }
  const number = measures.find(({ value }) => typeof value === 'number' && Number.isFinite(value));
  if (number === undefined || typeof number.value !== 'number') return UNDECIDED;
  return { ...decidedBy(number), score: number.value };
}

function decidedBy({ name, answer }: Measured): InspectCorrectness {
  return { ...UNDECIDED, scorer: name, answer };
}

/** The single values of one score. A list of several values is no verdict on the sample: it stays in metadata. */
function measuresOf(name: string, score: JsonValue): readonly Measured[] {
  const value = isJsonObject(score) ? (score.value ?? null) : score;
  const answer = isJsonObject(score) ? firstText(score, ['answer']) : null;
  if (isJsonArray(value)) return value.length === 1 ? [{ name, value: value[0] ?? null, answer }] : [];
  if (!isJsonObject(value)) return [{ name, value, answer }];
  return Object.entries(value).map(([key, item]) => ({ name: `${name}.${key}`, value: item, answer }));
}

function verdictOf(value: JsonValue): boolean | null {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? (VERDICTS.get(value.toLowerCase()) ?? null) : null;
}

function isNoAnswer(value: JsonValue): boolean {
  return typeof value === 'string' && NO_ANSWER.has(value.toLowerCase());
}

function fractionOf(value: JsonValue): number | null {
  if (typeof value === 'string' && PARTIAL.has(value.toLowerCase())) return 0.5;
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

function isExactMeasure(name: string): boolean {
  return EXACT_MEASURES.has(name.toLowerCase().slice(name.lastIndexOf('.') + 1));
}

function isJudge(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.includes('model_graded') || lower.includes('judge');
}
