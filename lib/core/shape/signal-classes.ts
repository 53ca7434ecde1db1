import type { GroupSignal } from '@/lib/core/filter/filter-term';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { tallySignals } from '@/lib/core/rewards/signal-tally';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { signalFilter } from './mark-filter';

/** What a chart tells apart among groups whose advantages are defined. */
const SIGNAL_SLICES = ['mixed', 'revived', 'dead', 'all_correct'] as const;
export type SignalSlice = (typeof SIGNAL_SLICES)[number];

/** Groups of one slice. */
export interface SignalMark {
  readonly slice: SignalSlice;
  readonly groups: number;
  /** Of the groups whose advantages are defined; null where there are none. */
  readonly share: number | null;
  /** Filter text of the rollouts in these groups. */
  readonly filter: string;
}

/** What the groups of a run teach under GRPO and under E-GRPO. */
export interface SignalChart {
  /** One mark for each of SIGNAL_SLICES, in that order; their groups add up to `groups`. */
  readonly marks: readonly SignalMark[];
  /** Groups with at least two known verdicts. */
  readonly groups: number;
  /** Left out: groups of one, and larger groups with fewer than two known verdicts. */
  readonly singletons: number;
  readonly unknown: number;
  /** Share of `groups` without any advantage; Wilson interval, which takes groups for independent. */
  readonly zeroAdvantageGrpo: Estimate;
  readonly zeroAdvantageEGrpo: Estimate;
}

const FILTER_OF_SLICE: Readonly<Record<SignalSlice, readonly GroupSignal[]>> = {
  mixed: ['mixed'],
  revived: ['revived'],
  // `dead` alone means zero under both rewards, which groups of all correct rollouts are too.
  dead: ['all_wrong', 'dead'],
  all_correct: ['all_correct'],
};

/** Shapes the four kinds of groups: mixed, all wrong and revived by E-GRPO, all wrong and still dead, all correct. */
export function shapeSignalClasses(scored: ScoredRun): SignalChart {
  const { classes, defined, zeroAdvantageGrpo, zeroAdvantageEGrpo } = tallySignals(scored.groups);
  return {
    marks: SIGNAL_SLICES.map((slice) => ({
      slice,
      groups: classes[slice],
      share: defined === 0 ? null : classes[slice] / defined,
      filter: FILTER_OF_SLICE[slice].map(signalFilter).join(' '),
    })),
    groups: defined,
    singletons: classes.singleton,
    unknown: classes.unknown,
    zeroAdvantageGrpo: wilsonInterval(zeroAdvantageGrpo, defined),
    zeroAdvantageEGrpo: wilsonInterval(zeroAdvantageEGrpo, defined),
  };
}
