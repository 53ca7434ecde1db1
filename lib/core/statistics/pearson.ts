import type { Correlation } from '@/lib/core/rewards/run-summary';

import { NORMAL_QUANTILE_95 } from './normal-quantile';
import type { UndefinedReason } from './undefined-reason';

/** A coefficient with its 95 % interval and, where r is null, why. `n` counts pairs. */
export interface ReasonedCorrelation extends Correlation {
  readonly reason: UndefinedReason | null;
}

/**
 * Pearson's product-moment correlation with a Fisher-z interval.
 *
 * With a 0/1 variable on one side this is the point-biserial correlation. The interval takes the pairs for
 * independent; for rollouts that repeat per question use `bootstrapCorrelations`.
 *
 * @param x numbers, any finite range; y of the same length, index by index
 * @returns r in [-1, 1]; null with a reason when there are fewer than two pairs or a side is constant.
 *   The interval is [-1, 1] for n <= 3, as in SciPy.
 * @throws RangeError when the lengths differ
 * @example pearson([0, 0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5, 6]).r // 0.8660254
 * Source: SciPy `pearsonr(...).confidence_interval()`: atanh(r) +- z / sqrt(n - 3), back-transformed.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): ReasonedCorrelation {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
  const n = x.length;
  if (n === 0) return undefinedCorrelation('no_observations', 0);
  if (n === 1) return undefinedCorrelation('too_few_observations', 1);
  if (isConstant(x) || isConstant(y)) return undefinedCorrelation('constant', n);
  const r = productMoment(x, y);
  return { r, ...fisherInterval(r, n, 1), n, reason: null };
}

/** A correlation without a value, for the given reason; `n` in pairs. */
export function undefinedCorrelation(reason: UndefinedReason, n: number): ReasonedCorrelation {
  return { r: null, low: null, high: null, n, reason };
}

/**
 * tanh(atanh(r) +- z * sqrt(variance / (n - 3))): the 95 % interval of a correlation.
 *
 * @param r in [-1, 1]
 * @param n pairs; with n <= 3 nothing is known and the interval is [-1, 1]
 * @param variance 1 for Pearson; 1 + r^2 / 2 for Spearman (Bonett and Wright)
 */
export function fisherInterval(r: number, n: number, variance: number): { low: number; high: number } {
  if (n <= 3) return { low: -1, high: 1 };
  const halfWidth = NORMAL_QUANTILE_95 * Math.sqrt(variance / (n - 3));
  return { low: Math.tanh(Math.atanh(r) - halfWidth), high: Math.tanh(Math.atanh(r) + halfWidth) };
}

/** Brings a coefficient that rounding has pushed out of [-1, 1] back. */
export function clampCorrelation(r: number): number {
  return Math.max(-1, Math.min(1, r));
}

/** r of two sides of one length that both vary. Two passes, so that means far from zero cost no digits. */
function productMoment(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let sumXX = 0;
  let sumYY = 0;
  let sumXY = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] ?? Number.NaN) - meanX;
    const dy = (y[i] ?? Number.NaN) - meanY;
    sumXX += dx * dx;
    sumYY += dy * dy;
    sumXY += dx * dy;
  }
  return clampCorrelation(sumXY / Math.sqrt(sumXX * sumYY));
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? Number.NaN;
  return sum / values.length;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
