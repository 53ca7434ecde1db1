import { ABSENT } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { addStepTallyInPlace, emptyStepTally, tallySteps, type StepTally } from '@/lib/core/rewards/step-tally';
import { ClusteredMean, FRACTIONS, NON_NEGATIVE } from '@/lib/core/statistics/mean-interval';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { closedInterval, numberFilter, signalFilter } from './mark-filter';

/** Points of a chart over steps at most. */
const LARGEST_POINT_COUNT = 400;

/** One training step, or several neighbouring ones taken together. */
export interface StepPoint {
  /** First and last step, both included; equal where the point is one step. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly rollouts: number;
  /** Over rollouts with a known outcome. Wilson intervals take rollouts (groups) for independent. */
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
 * Shapes the curves over steps. Up to 400 different steps each has its own point; a longer run is cut into at most 400
 * ranges of equally many step numbers, whose points are computed over all their rollouts. No step is left out.
 */
export function shapeRunBySteps(scored: ScoredRun): StepsChart {
  const tallies = tallySteps(scored);
  const first = tallies[0]?.step ?? 0;
  const last = tallies[tallies.length - 1]?.step ?? 0;
  const merge = tallies.length > LARGEST_POINT_COUNT;
  const stepsPerPoint = merge ? Math.ceil((last - first + 1) / LARGEST_POINT_COUNT) : 1;
  const points = merge ? mergeSteps(tallies, first, stepsPerPoint) : tallies;
  const startOf = (step: number): number => (merge ? startOfRange(step, first, stepsPerPoint) : step);
  const positions = positionsByStart(scored, startOf);
  return {
    points: points.map((tally) => ({
      ...describePoint(tally, Math.min(last, tally.step + stepsPerPoint - 1)),
      ...meansOver(scored, positions.get(tally.step) ?? []),
    })),
    steps: tallies.length,
    stepsPerPoint,
  };
}

function startOfRange(step: number, first: number, width: number): number {
  return first + Math.floor((step - first) / width) * width;
}

/** Positions of the rollouts of each point, by the step at which the point starts. */
function positionsByStart({ columns }: ScoredRun, startOf: (step: number) => number): Map<number, number[]> {
  const positions = new Map<number, number[]>();
  for (let i = 0; i < columns.length; i++) {
    const step = columns.step[i] ?? ABSENT;
    if (step === ABSENT) continue;
    const start = startOf(step);
    const known = positions.get(start);
    if (known === undefined) positions.set(start, [i]);
    else known.push(i);
  }
  return positions;
}

function meansOver(
  { columns, matchRate }: ScoredRun,
  positions: readonly number[],
): Pick<StepPoint, 'matchRate' | 'toolCalls'> {
  // Questions are numbered anew in a point, so that a point costs what its rollouts do.
  const clusterOf = new Map<number, number>();
  for (const i of positions) {
    const question = columns.question[i] ?? 0;
    if (!clusterOf.has(question)) clusterOf.set(question, clusterOf.size);
  }
  const rates = new ClusteredMean(clusterOf.size, FRACTIONS);
  const calls = new ClusteredMean(clusterOf.size, NON_NEGATIVE);
  for (const i of positions) {
    const cluster = clusterOf.get(columns.question[i] ?? 0) ?? 0;
    calls.add(cluster, columns.toolCalls[i] ?? 0);
    if (columns.entityCount[i] !== 0) rates.add(cluster, matchRate[i] ?? 0);
  }
  return { matchRate: rates.take(), toolCalls: calls.take() };
}

function mergeSteps(tallies: readonly Readonly<StepTally>[], first: number, width: number): readonly StepTally[] {
  const merged: StepTally[] = [];
  for (const tally of tallies) {
    const start = startOfRange(tally.step, first, width);
    let total = merged[merged.length - 1];
    if (total?.step !== start) {
      total = emptyStepTally(start);
      merged.push(total);
    }
    addStepTallyInPlace(total, tally);
  }
  return merged;
}

function describePoint(tally: Readonly<StepTally>, lastStep: number): Omit<StepPoint, 'matchRate' | 'toolCalls'> {
  const filter = numberFilter('step', closedInterval(tally.step, lastStep));
  return {
    firstStep: tally.step,
    lastStep,
    rollouts: tally.rollouts,
    accuracy: wilsonInterval(tally.correct, tally.known),
    zeroAdvantageGrpo: wilsonInterval(tally.zeroAdvantageGrpo, tally.groups),
    zeroAdvantageEGrpo: wilsonInterval(tally.zeroAdvantageEGrpo, tally.groups),
    filter,
    filterZeroGrpo: `${filter} ${signalFilter('zero_grpo')}`,
    filterZeroEGrpo: `${filter} ${signalFilter('zero_egrpo')}`,
  };
}
