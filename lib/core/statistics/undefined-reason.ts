import type { Correlation, Estimate } from '@/lib/core/rewards/run-summary';

/** Why a statistic, or its interval, has no value. Pages show `UNDEFINED_REASON_TEXT` on hover over the en dash. */
const UNDEFINED_REASONS = [
  'no_observations',
  'too_few_observations',
  'constant',
  'no_mixed_questions',
  'too_few_questions',
] as const;
export type UndefinedReason = (typeof UNDEFINED_REASONS)[number];

/** One plain sentence for each reason, without advice. */
export const UNDEFINED_REASON_TEXT: Readonly<Record<UndefinedReason, string>> = {
  no_observations: 'There is no rollout to compute this from.',
  too_few_observations: 'This needs at least two rollouts.',
  constant: 'All match rates are equal, or all outcomes are: there is nothing to correlate.',
  no_mixed_questions: 'No question with entities has both correct and not-correct rollouts.',
  too_few_questions: 'Too few questions carry this for an interval over questions.',
};

/**
 * The reason behind a null of a stored estimate or correlation; null where everything is defined.
 *
 * @param statistic an estimate or coefficient of a `RunSummary`; `questions` is there for the within-question one
 * @example undefinedReasonOf({ r: null, low: null, high: null, n: 8 }) // 'constant'
 */
export function undefinedReasonOf(
  statistic: Estimate | (Correlation & { readonly questions?: number }),
): UndefinedReason | null {
  const value = 'r' in statistic ? statistic.r : statistic.value;
  if (value !== null) return statistic.low === null || statistic.high === null ? 'too_few_questions' : null;
  if ('questions' in statistic && statistic.questions === 0) return 'no_mixed_questions';
  if (statistic.n === 0) return 'no_observations';
  return statistic.n === 1 ? 'too_few_observations' : 'constant';
}
