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

/** Shapes what trainers watch: the points of `shapeRunBySteps` with all intervals over questions, and mean and deviation of each reward. */
export function shapeTrainingCurves(scored: ScoredRun): TrainingCurves {
  return shapeStepsWith(scored, 'questions', (positions) => ({
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

/** Columns of one measure over the points of a run; null where the measure has no value, or no interval. */
export interface MeasureColumns {
  readonly value: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** Rollouts or groups behind each value. */
  readonly n: readonly number[];
}

/** What is drawn over training whatever the reward, as `StepPoint` has it. */
export const STEP_MEASURES = ['accuracy', 'matchRate', 'toolCalls', 'zeroAdvantageGrpo', 'zeroAdvantageEGrpo'] as const;
/** What is drawn of a reward, as `RewardSpread` has it. */
export const REWARD_MEASURES = ['mean', 'deviation', 'deviationOverall'] as const;
export type RewardColumns = Readonly<Record<(typeof REWARD_MEASURES)[number], MeasureColumns>>;

/** The points of a run by column: small to send, and quick to draw. Numbers have six significant digits. */
export interface TrainingColumns {
  readonly measures: Readonly<Record<(typeof STEP_MEASURES)[number], MeasureColumns>>;
  readonly rewards: Readonly<Record<StepReward, RewardColumns>>;
}

/** Turns points into columns. */
export function columnsOf(points: readonly TrainingPoint[]): TrainingColumns {
  const rewardColumns = (reward: StepReward): RewardColumns => ({
    mean: toColumns(points.map(({ rewards }) => rewards[reward].mean)),
    deviation: toColumns(points.map(({ rewards }) => rewards[reward].deviation)),
    deviationOverall: toColumns(points.map(({ rewards }) => rewards[reward].deviationOverall)),
  });
  return {
    measures: {
      accuracy: toColumns(points.map(({ accuracy }) => accuracy)),
      matchRate: toColumns(points.map(({ matchRate }) => matchRate)),
      toolCalls: toColumns(points.map(({ toolCalls }) => toolCalls)),
      zeroAdvantageGrpo: toColumns(points.map(({ zeroAdvantageGrpo }) => zeroAdvantageGrpo)),
      zeroAdvantageEGrpo: toColumns(points.map(({ zeroAdvantageEGrpo }) => zeroAdvantageEGrpo)),
    },
    rewards: { e_grpo: rewardColumns('e_grpo'), grpo: rewardColumns('grpo'), logged: rewardColumns('logged') },
  };
}

function toColumns(estimates: readonly Estimate[]): MeasureColumns {
  return {
    value: estimates.map(({ value }) => rounded(value)),
    low: estimates.map(({ low }) => rounded(low)),
    high: estimates.map(({ high }) => rounded(high)),
    n: estimates.map(({ n }) => n),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}
