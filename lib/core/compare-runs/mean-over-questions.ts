import { NORMAL_QUANTILE_95 } from '@/lib/core/statistics/normal-quantile';

/** Fewer questions get no interval. */
export const FEWEST_QUESTIONS = 5;

/** A mean over questions; without an interval, both bounds are null. */
export interface QuestionMean {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Mean of one value a question, with its 95 % interval: mean +- 1.96 standard errors (sample standard deviation over
 * the root of their number), cut at the bounds a value can have. With few questions it is too narrow; below five there
 * is none. Where all values are equal low and high are that value.
 *
 * @returns null without values
 * @example meanOverQuestions([0, 0, 1, 1, 1], [0, 1]) // 0.6, 0.12 to 1
 * Source: E. Miller, arXiv 2411.00640, sections 2.1 and 4: one value a question, so no further clustering.
 */
export function meanOverQuestions(
  values: readonly number[] | Float64Array,
  bounds: readonly [number, number],
): QuestionMean | null {
  const { length } = values;
  if (length === 0) return null;
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += values[at] ?? 0;
  const value = sum / length;
  if (length < FEWEST_QUESTIONS) return { value, low: null, high: null };
  let squares = 0;
  for (let at = 0; at < length; at += 1) squares += ((values[at] ?? 0) - value) ** 2;
  const half = NORMAL_QUANTILE_95 * Math.sqrt(squares / (length - 1) / length);
  return { value, low: Math.max(bounds[0], value - half), high: Math.min(bounds[1], value + half) };
}
