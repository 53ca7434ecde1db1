import type { NumberInterval } from '@/lib/core/filter/filter-term';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import { intervalAt, MATCH_RATE_BINS } from '@/lib/core/statistics/rate-intervals';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { KNOWN_OUTCOME_FILTER, numberFilter } from './mark-filter';
import type { RateField, RateTally } from './rate-tally';

/** A bin with fewer rollouts is too small for a share to be shown. */
const SMALLEST_BIN = 5;

/** One bin of a reliability-style curve. (It is not a calibration: a match rate is no probability.) */
export interface AccuracyBin {
  /** Match rates in the bin, in [0, 1]. */
  readonly rates: NumberInterval;
  /** Rollouts in the bin with a known outcome, and the correct ones; errors count as not correct. */
  readonly n: number;
  readonly correct: number;
  /** Where a mark stands: mean match rate of the bin's rollouts; null for an empty bin. */
  readonly meanRate: number | null;
  /** Null bounds and value where n < 5. The Wilson interval takes rollouts for independent (see `wilsonInterval`). */
  readonly accuracy: Estimate;
  /** True where 0 < n < 5: there are rollouts, but too few for a share. */
  readonly suppressed: boolean;
  /** Filter text of the rollouts behind the bin. */
  readonly filter: string;
}

/**
 * Accuracy in the seven bins {0}, (0, 0.2], ... (0.8, 1), {1} of a match rate, over rollouts with entities and a known
 * outcome. All seven are there, also empty ones.
 *
 * @param tally of the rate that `field` names
 */
export function binAccuracy(tally: RateTally, field: RateField): readonly AccuracyBin[] {
  const sums = MATCH_RATE_BINS.map(() => ({ n: 0, correct: 0, rateSum: 0 }));
  tally.rates.forEach((rate, level) => {
    const bin = sums[intervalAt(MATCH_RATE_BINS, rate)];
    if (bin === undefined) throw new RangeError(`match rate ${rate}`);
    const { correct, wrong, error } = tally.counts;
    const known = (correct[level] ?? 0) + (wrong[level] ?? 0) + (error[level] ?? 0);
    bin.n += known;
    bin.correct += correct[level] ?? 0;
    bin.rateSum += known * rate;
  });
  return MATCH_RATE_BINS.map((rates, at) => {
    const { n, correct, rateSum } = sums[at] ?? { n: 0, correct: 0, rateSum: 0 };
    const enough = n >= SMALLEST_BIN;
    return {
      rates,
      n,
      correct,
      meanRate: n === 0 ? null : rateSum / n,
      accuracy: enough ? wilsonInterval(correct, n) : { value: null, low: null, high: null, n },
      suppressed: n > 0 && !enough,
      filter: `${numberFilter(field, rates)} ${KNOWN_OUTCOME_FILTER}`,
    };
  });
}
