import { isJsonObject } from '@/lib/import/json/json-value';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

type Correctness = Pick<ImportedRollout, 'correct' | 'correctnessMetric'>;

/** A reward function's name without what verifiers' authors hang on it: `judge_reward_func` -> `judge`. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/(_reward)?(_func)?$/, '');
}

const BOOLEAN_NAMES: ReadonlySet<string> = new Set(['correct', 'is_correct']);
const METRIC_NAMES: ReadonlySet<string> = new Set([
  'em',
  'exact_match',
  'acc',
  'accuracy',
  'cem',
  'cover_em',
  'sub_em',
  'correct_answer',
]);

/**
 * What of a verifiers row decides correctness: `correct` or `is_correct`, or a judge's verdict (a metric with "judge" in
 * its name that is 0 or 1); else an em or acc like metric, or a judge's fraction in [0, 1]. Nothing of the kind: both
 * null, and the reward decides as a score. Metrics stand under `metrics` (newer) or at the top level (older).
 */
export function readVerifiersCorrectness(record: JsonObject): Correctness {
  const measures = namedMeasures(record);
  const explicit = measures.find(([name, value]) => BOOLEAN_NAMES.has(bareName(name)) && isVerdict(value));
  const verdict = explicit ?? measures.find(([name, value]) => isJudge(name) && isVerdict(value));
  if (verdict !== undefined) return { correct: verdict[1] === 1, correctnessMetric: null };
  const measure =
    measures.find(([name, value]) => METRIC_NAMES.has(bareName(name)) && isFraction(value)) ??
    measures.find(([name, value]) => isJudge(name) && isFraction(value));
  if (measure === undefined) return { correct: null, correctnessMetric: null };
  return { correct: null, correctnessMetric: { name: measure[0], value: measure[1] } };
}

/** Every number and boolean of the row that has a name, in the order of the row; nested metrics first. */
function namedMeasures(record: JsonObject): (readonly [string, number])[] {
  const nested = isJsonObject(record.metrics) ? Object.entries(record.metrics) : [];
  return [...nested, ...Object.entries(record)].flatMap(([name, value]) => {
    const number = asNumber(value);
    return number === null ? [] : [[name, number] as const];
  });
}

function asNumber(value: JsonValue): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : null;
}

function isJudge(name: string): boolean {
  return name.toLowerCase().includes('judge');
}

function isVerdict(value: number): boolean {
  return value === 0 || value === 1;
}

function isFraction(value: number): boolean {
  return value >= 0 && value <= 1;
}
