import type { RunColumns } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { addStepTallyInPlace, emptyStepTally, tallySteps, type StepTally } from '@/lib/core/rewards/step-tally';
import { ClusteredMean, FRACTIONS, NON_NEGATIVE } from '@/lib/core/statistics/mean-interval';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { closedInterval, numberFilter, signalFilter } from './mark-filter';
import { groupsByPoint, sharesOverQuestions, type StepShares } from './shares-over-questions';
import { cutSteps, positionsByPoint, type StepRanges } from './step-ranges';

/** One training step, or several neighbouring ones taken together. */
export interface StepPoint {
  /** First and last step, both included; equal where the point is one step. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly rollouts: number;
  /** Over rollouts with a known outcome. Its interval, and those of the shares of groups, are of the kind asked for. */
  readonly accuracy: Estimate;
  /** Mean gamma over rollouts with entities; `n` counts those. Intervals over questions (`ClusteredMean`). */
  readonly matchRate: Estimate;
  readonly toolCalls: Estimate;
  /** Share of groups without any advantage, over groups with at least two known verdicts. */
  readonly zeroAdvantageGrpo: Estimate;
  readonly zeroAdvantageEGrpo: Estimate;
  /** Filter text of the step's rollouts, and of those in groups without any advantage. */
  readonly filter: string;
  readonly filterZeroGrpo: string;
  readonly filterZeroEGrpo: string;
}

/** A run over its training steps. */
export interface StepsChart {
  /** Ascending; empty where the log has no steps. */
  readonly points: readonly StepPoint[];
  /** Different steps in the log. */
  readonly steps: number;
  /** Step numbers each point spans: 1 where every step has its own point. Pages say so where it is more. */
  readonly stepsPerPoint: number;
}

/**
 * What the intervals of shares take for independent: `rollouts` (groups, for shares of groups), as the run page's own
 * chart does and says; or `questions`, as everything that compares runs does (`ClusteredShare`).
 */
export type ShareUnit = 'rollouts' | 'questions';

/**
 * Shapes the curves over steps. Up to 400 different steps each has its own point; a longer run is cut into at most 400
 * ranges of equally many step numbers, whose points are computed over all their rollouts. No step is left out.
 */
export function shapeRunBySteps(scored: ScoredRun): StepsChart {
  return shapeStepsWith(scored, 'rollouts', () => ({}));
}

/** The same, with more about each point. @param more gets the positions of the point's rollouts, ascending */
export function shapeStepsWith<More extends object>(
  scored: ScoredRun,
  unit: ShareUnit,
  more: (positions: readonly number[]) => More,
): StepsChart & { readonly points: readonly (StepPoint & More)[] } {
  const tallies = tallySteps(scored);
  const ranges = cutSteps(tallies.map(({ step }) => step));
  const positions = positionsByPoint(scored.columns, ranges);
  const groups = unit === 'questions' ? groupsByPoint(scored.groups, ranges) : null;
  return {
    points: mergeSteps(tallies, ranges).map((tally) => {
      const ofPoint = positions.get(tally.step) ?? [];
      const shares =
        groups === null
          ? sharesOfTally(tally)
          : sharesOverQuestions(scored, { positions: ofPoint, groups: groups.get(tally.step) ?? [] });
      return {
        ...describePoint(tally, ranges.endOf(tally.step)),
        ...shares,
        ...meansOver(scored, ofPoint),
        ...more(ofPoint),
      };
    }),
    steps: ranges.steps,
    stepsPerPoint: ranges.stepsPerPoint,
  };
}

function meansOver(
  { columns, matchRate }: ScoredRun,
  positions: readonly number[],
): Pick<StepPoint, 'matchRate' | 'toolCalls'> {
  const { clusters, clusterOf } = questionClusters(columns, positions);
  const rates = new ClusteredMean(clusters, FRACTIONS);
  const calls = new ClusteredMean(clusters, NON_NEGATIVE);
  for (const i of positions) {
    const cluster = clusterOf(i);
    calls.add(cluster, columns.toolCalls[i] ?? 0);
    if (columns.entityCount[i] !== 0) rates.add(cluster, matchRate[i] ?? 0);
  }
  return { matchRate: rates.take(), toolCalls: calls.take() };
}

/** Questions of some rollouts, numbered anew from 0, so that a point costs what its rollouts do. */
export function questionClusters({ question }: RunColumns, positions: readonly number[]) {
  const numbers = new Map<number, number>();
  for (const i of positions) {
    const number = question[i] ?? 0;
    if (!numbers.has(number)) numbers.set(number, numbers.size);
  }
  return { clusters: numbers.size, clusterOf: (position: number) => numbers.get(question[position] ?? 0) ?? 0 };
}

function mergeSteps(
  tallies: readonly Readonly<StepTally>[],
  { stepsPerPoint, startOf }: StepRanges,
): readonly Readonly<StepTally>[] {
  if (stepsPerPoint === 1) return tallies;
  const merged: StepTally[] = [];
  for (const tally of tallies) {
    const start = startOf(tally.step);
    let total = merged[merged.length - 1];
    if (total?.step !== start) {
      total = emptyStepTally(start);
      merged.push(total);
    }
    addStepTallyInPlace(total, tally);
  }
  return merged;
}

function sharesOfTally(tally: Readonly<StepTally>): StepShares {
  return {
    accuracy: wilsonInterval(tally.correct, tally.known),
    zeroAdvantageGrpo: wilsonInterval(tally.zeroAdvantageGrpo, tally.groups),
    zeroAdvantageEGrpo: wilsonInterval(tally.zeroAdvantageEGrpo, tally.groups),
  };
}

function describePoint(
  tally: Readonly<StepTally>,
  lastStep: number,
): Omit<StepPoint, 'matchRate' | 'toolCalls' | keyof StepShares> {
  const filter = numberFilter('step', closedInterval(tally.step, lastStep));
  return {
    firstStep: tally.step,
    lastStep,
    rollouts: tally.rollouts,
    filter,
    filterZeroGrpo: `${filter} ${signalFilter('zero_grpo')}`,
    filterZeroEGrpo: `${filter} ${signalFilter('zero_egrpo')}`,
  };
}
