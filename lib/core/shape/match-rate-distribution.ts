import type { NumberInterval } from '@/lib/core/filter/filter-term';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { areaUnderRoc } from '@/lib/core/statistics/concordance';
import { attainableIntervals, intervalAt, MERGED_RATE_INTERVALS } from '@/lib/core/statistics/rate-intervals';

import { kindFilter, numberFilter } from './mark-filter';
import type { RateField, RateTally } from './rate-tally';

/** Correct and wrong rollouts at one attainable match rate, or in a range of them. */
export interface RateBin {
  readonly rates: NumberInterval;
  readonly correct: number;
  /** Wrong without an error. */
  readonly wrong: number;
  readonly error: number;
  /** Share of all correct (wrong) rollouts that lie here, in [0, 1]; null where there are none at all. */
  readonly shareOfCorrect: number | null;
  readonly shareOfWrong: number | null;
  readonly filterCorrect: string;
  readonly filterWrong: string;
}

/** The match-rate histogram of figure 1 (lower right) of arXiv 2510.24694, counted instead of smoothed. */
export interface RateDistribution {
  readonly bins: readonly RateBin[];
  /** True where each bin is one attainable rate; false where rates were merged into {0}, 20 ranges and {1}. */
  readonly exact: boolean;
  readonly correct: number;
  readonly wrong: number;
  readonly error: number;
  /** Chance that a correct rollout has a higher rate than a wrong one, ties one half, from unmerged rates; null without both. */
  readonly areaUnderRoc: number | null;
}

/**
 * The distribution of a match rate among correct and wrong rollouts that have entities.
 *
 * @param entityCounts the entity counts of the run's questions (`entityCountsOf`). gamma-hat divides by the best of the
 *   group, so any count up to the largest can be its denominator.
 */
export function distributeRates(
  tally: RateTally,
  field: RateField,
  entityCounts: ReadonlySet<number>,
): RateDistribution {
  return distributeRatesIn(rateBins([tally], field, entityCounts), tally, field);
}

/** The bins of a histogram of rates. */
export interface RateBins {
  readonly intervals: readonly NumberInterval[];
  /** See `RateDistribution`. */
  readonly exact: boolean;
}

/**
 * Bins in which each of several distributions fits, so that they can be drawn on one axis.
 *
 * @param entityCounts of all of them; see `distributeRates`
 */
export function rateBins(tallies: readonly RateTally[], field: RateField, entityCounts: ReadonlySet<number>): RateBins {
  const attainable = attainableIntervals(field === 'matchRate' ? entityCounts : upTo(Math.max(0, ...entityCounts)));
  const fits = tallies.every(({ rates }) => rates.every((rate) => intervalAt(attainable.intervals, rate) >= 0));
  // A rate is no k / e where a group mixes questions of different size.
  return fits ? attainable : { intervals: MERGED_RATE_INTERVALS, exact: false };
}

/** The distribution in bins that are given. @throws RangeError where a rate is in none of them */
export function distributeRatesIn(
  { intervals, exact }: RateBins,
  tally: RateTally,
  field: RateField,
): RateDistribution {
  const sums = intervals.map(() => ({ correct: 0, wrong: 0, error: 0 }));
  tally.rates.forEach((rate, level) => {
    const bin = sums[intervalAt(intervals, rate)];
    if (bin === undefined) throw new RangeError(`match rate ${rate}`);
    bin.correct += tally.counts.correct[level] ?? 0;
    bin.wrong += tally.counts.wrong[level] ?? 0;
    bin.error += tally.counts.error[level] ?? 0;
  });
  const total = (kind: 'correct' | 'wrong' | 'error'): number => tally.counts[kind].reduce((sum, n) => sum + n, 0);
  const correct = total('correct');
  const wrong = total('wrong');
  return {
    bins: intervals.map((rates, at) => {
      const bin = sums[at] ?? { correct: 0, wrong: 0, error: 0 };
      return {
        rates,
        ...bin,
        shareOfCorrect: correct === 0 ? null : bin.correct / correct,
        shareOfWrong: wrong === 0 ? null : bin.wrong / wrong,
        filterCorrect: `${numberFilter(field, rates)} ${kindFilter('correct')}`,
        filterWrong: `${numberFilter(field, rates)} ${kindFilter('wrong')}`,
      };
    }),
    exact,
    correct,
    wrong,
    error: total('error'),
    areaUnderRoc: areaUnderRoc(tally.counts.correct, tally.counts.wrong),
  };
}

/** The distinct entity counts of rollouts that have entities. */
export function entityCountsOf({ columns }: ScoredRun): ReadonlySet<number> {
  const counts = new Set<number>();
  let last = 0;
  for (const count of columns.entityCount) {
    if (count !== last && count > 0) counts.add(count);
    last = count;
  }
  return counts;
}

function upTo(largest: number): readonly number[] {
  return Array.from({ length: largest }, (_, at) => at + 1);
}
