import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { spreadOfReward, type RewardSpread, type StepReward } from './reward-at-step';
import { shapeStepsWith, type StepPoint } from './run-by-steps';

/** A point of a run over its training, with what each reward came to there. */
export type TrainingPoint = StepPoint & { readonly rewards: Readonly<Record<StepReward, RewardSpread>> };

/** A run over training. */
export interface TrainingCurves {
  readonly points: readonly TrainingPoint[];
  readonly steps: number;
  readonly stepsPerPoint: number;
}

/** Shapes what trainers watch: the points of `shapeRunBySteps`, and mean and deviation of each reward. */
export function shapeTrainingCurves(scored: ScoredRun): TrainingCurves {
  return shapeStepsWith(scored, (positions) => ({
    rewards: {
      e_grpo: spreadOfReward(scored, 'e_grpo', positions),
      grpo: spreadOfReward(scored, 'grpo', positions),
      logged: spreadOfReward(scored, 'logged', positions),
    },
  }));
}

/** How far training had come at the end of steps. */
export interface TrainingProgress {
  /** Rollouts up to and with each step asked for. */
  readonly rollouts: readonly number[];
  /** Their prompt and completion tokens; null where one of the rollouts with a step has no count. */
  readonly tokens: readonly number[] | null;
  /** Rollouts that have no step, and so are in no sum. */
  readonly withoutStep: number;
  /** Rollouts with a step but without a token count. */
  readonly withoutTokens: number;
}

/**
 * Sums rollouts and tokens over training.
 *
 * @param positions of the rollouts that count, in any order
 * @param lastSteps ascending; each point's last step
 */
export function sumOverTraining(
  { step, tokens }: RunColumns,
  positions: Int32Array,
  lastSteps: readonly number[],
): TrainingProgress {
  const rolloutsAt = new Float64Array(lastSteps.length);
  const tokensAt = new Float64Array(lastSteps.length);
  let withoutStep = 0;
  let withoutTokens = 0;
  for (const position of positions) {
    const at = step[position] ?? ABSENT;
    if (at === ABSENT) {
      withoutStep += 1;
      continue;
    }
    const point = firstAtLeast(lastSteps, at);
    rolloutsAt[point] = (rolloutsAt[point] ?? 0) + 1;
    const count = tokens[position] ?? ABSENT;
    if (count === ABSENT) withoutTokens += 1;
    else tokensAt[point] = (tokensAt[point] ?? 0) + count;
  }
  return {
    rollouts: runningSums(rolloutsAt),
    tokens: withoutTokens > 0 || positions.length === withoutStep ? null : runningSums(tokensAt),
    withoutStep,
    withoutTokens,
  };
}

/** Position of the first entry that is not below a number; the length where all are. */
function firstAtLeast(ascending: readonly number[], number: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runningSums(counts: Float64Array): readonly number[] {
  let sum = 0;
  return Array.from(counts, (count) => (sum += count));
}

/** What is drawn over training. */
export const TRAINING_MEASURES = [
  'accuracy',
  'matchRate',
  'toolCalls',
  'zeroAdvantageGrpo',
  'zeroAdvantageEGrpo',
  'rewardMean',
  'rewardDeviation',
  'rewardDeviationOverall',
] as const;
export type TrainingMeasure = (typeof TRAINING_MEASURES)[number];

/** Columns of one measure over the points of a run; null where the measure has no value, or no interval. */
export interface MeasureColumns {
  readonly value: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** Rollouts or groups behind each value. */
  readonly n: readonly number[];
}

/** A measure under a reward as columns, rounded to six significant digits. */
export function measureColumns(
  points: readonly TrainingPoint[],
  measure: TrainingMeasure,
  reward: StepReward,
): MeasureColumns {
  const estimates = points.map((point) => estimateOf(point, measure, reward));
  return {
    value: estimates.map(({ value }) => rounded(value)),
    low: estimates.map(({ low }) => rounded(low)),
    high: estimates.map(({ high }) => rounded(high)),
    n: estimates.map(({ n }) => n),
  };
}

function estimateOf(point: TrainingPoint, measure: TrainingMeasure, reward: StepReward): Estimate {
  switch (measure) {
    case 'accuracy':
    case 'matchRate':
    case 'toolCalls':
    case 'zeroAdvantageGrpo':
    case 'zeroAdvantageEGrpo':
      return point[measure];
    case 'rewardMean':
      return point.rewards[reward].mean;
    case 'rewardDeviation':
      return point.rewards[reward].deviation;
    case 'rewardDeviationOverall':
      return point.rewards[reward].deviationOverall;
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}
