import type { Deviation } from '@/lib/core/rewards/definitions';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { ClusteredMean, NON_NEGATIVE } from '@/lib/core/statistics/mean-interval';

import { questionClusters } from './run-by-steps';

/** The rewards a run can be looked at under: E-GRPO's, GRPO's, and what the trainer wrote into the log. */
export const STEP_REWARDS = ['e_grpo', 'grpo', 'logged'] as const;
export type StepReward = (typeof STEP_REWARDS)[number];

/** A reward among some rollouts. Intervals are over questions (`ClusteredMean`). */
export interface RewardSpread {
  /** Over rollouts that have the reward; `n` counts those. */
  readonly mean: Estimate;
  /** Mean over groups of the standard deviation within the group, as trainers log it (TRL: `reward_std`); `n` counts groups with two rewards or more. */
  readonly deviation: Estimate;
  /** Standard deviation over all of these rollouts, whatever their group; `n` counts rollouts. */
  readonly deviationOverall: Estimate;
}

const ANY = { low: -Infinity, high: Infinity };
const NOTHING: Estimate = { value: null, low: null, high: null, n: 0 };

/** One reward a rollout; NaN where it has none. */
export function rewardColumn(scored: ScoredRun, reward: StepReward): Float64Array {
  switch (reward) {
    case 'e_grpo':
      return scored.rewardEGrpo;
    case 'grpo':
      return scored.rewardGrpo;
    case 'logged':
      return scored.columns.rewardLogged;
  }
}

/**
 * Mean and deviations of a reward among some rollouts of a run. Rollouts without the reward are left out of all three.
 * The kind of standard deviation is the one in force: `sample` divides by n - 1, `population` by n.
 *
 * @param positions of the rollouts; of a group that is split, only the rollouts given count
 */
export function spreadOfReward(scored: ScoredRun, reward: StepReward, positions: readonly number[]): RewardSpread {
  const column = rewardColumn(scored, reward);
  const paid = positions.filter((position) => !Number.isNaN(column[position] ?? Number.NaN));
  if (paid.length === 0) return { mean: NOTHING, deviation: NOTHING, deviationOverall: NOTHING };
  const { clusters, clusterOf } = questionClusters(scored.columns, paid);
  const { std } = scored.definitions;
  const mean = new ClusteredMean(clusters, ANY);
  for (const position of paid) mean.add(clusterOf(position), column[position] ?? 0);
  const within = new ClusteredMean(clusters, NON_NEGATIVE);
  for (const members of byGroup(scored.columns.group, paid)) {
    const [first] = members;
    if (first === undefined || members.length < 2) continue;
    within.add(
      clusterOf(first),
      deviationOf(
        members.map((position) => column[position] ?? 0),
        std,
      ),
    );
  }
  const meanOfAll = mean.take();
  return {
    mean: meanOfAll,
    deviation: within.take(),
    deviationOverall: overall(paid, { column, clusters, clusterOf, std, mean: meanOfAll.value ?? 0 }),
  };
}

function byGroup(group: Int32Array, positions: readonly number[]): Iterable<readonly number[]> {
  const members = new Map<number, number[]>();
  for (const position of positions) {
    const number = group[position] ?? 0;
    const known = members.get(number);
    if (known === undefined) members.set(number, [position]);
    else known.push(position);
  }
  return members.values();
}

/** Standard deviation of two numbers or more; exactly 0 where all are equal. */
function deviationOf(values: readonly number[], std: Deviation): number {
  const [first = 0] = values;
  if (values.every((value) => value === first)) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (std === 'sample' ? values.length - 1 : values.length));
}

interface Overall {
  readonly column: Float64Array;
  readonly clusters: number;
  readonly clusterOf: (position: number) => number;
  readonly std: Deviation;
  readonly mean: number;
}

/**
 * The interval is that of the mean squared deviation, under the root: a variance is a mean, and that the mean reward is
 * estimated too changes it by less than the interval is worth.
 */
function overall(paid: readonly number[], { column, clusters, clusterOf, std, mean }: Overall): Estimate {
  if (paid.length < 2) return NOTHING;
  const squares = new ClusteredMean(clusters, NON_NEGATIVE);
  for (const position of paid) squares.add(clusterOf(position), ((column[position] ?? 0) - mean) ** 2);
  const { value, low, high, n } = squares.take();
  const factor = std === 'sample' ? n / (n - 1) : 1;
  const root = (square: number | null): number | null => (square === null ? null : Math.sqrt(square * factor));
  return { value: root(value), low: root(low), high: root(high), n };
}
