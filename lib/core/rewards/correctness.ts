import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { isExactMatch } from './normalise-answer';

export const CORRECTNESS_RULES = ['logged', 'metric', 'score', 'exact_match'] as const;
export type CorrectnessRule = (typeof CORRECTNESS_RULES)[number];

/** A metric such as em or acc says correct from here on. */
const METRIC_THRESHOLD = 0.5;

/**
 * Whether a rollout is correct, and what decided: an explicit boolean or judge's verdict, else a metric such as em or
 * acc (>= 0.5), else a score against the threshold, else an exact match of the prediction with a gold answer under
 * SQuAD's normalisation. The first of these that the log has decides; a metric or score that is NaN is no value.
 *
 * @param scoreThreshold A score >= this is correct. Not NaN.
 * @returns `correct` and `rule` null where the log has none of them.
 * @throws RangeError if scoreThreshold is NaN.
 */
export function decideCorrectness(
  rollout: Pick<ImportedRollout, 'correct' | 'correctnessMetric' | 'score' | 'prediction' | 'answers'>,
  scoreThreshold: number,
): { readonly correct: boolean | null; readonly rule: CorrectnessRule | null } {
  if (Number.isNaN(scoreThreshold)) throw new RangeError('scoreThreshold is NaN');
  const { correct, correctnessMetric, score, prediction } = rollout;
  const answers = rollout.answers.filter((answer) => answer.trim() !== '');
  if (correct !== null) return { correct, rule: 'logged' };
  if (correctnessMetric !== null && !Number.isNaN(correctnessMetric.value)) {
    return { correct: correctnessMetric.value >= METRIC_THRESHOLD, rule: 'metric' };
  }
  if (score !== null && !Number.isNaN(score)) return { correct: score >= scoreThreshold, rule: 'score' };
  if (prediction !== null && answers.length > 0) {
    return { correct: answers.some((answer) => isExactMatch(prediction, answer)), rule: 'exact_match' };
  }
  return { correct: null, rule: null };
}
