import type { NumberKind } from '@/components/format/format-number';
import type { MeasureColumns, RewardColumns, TrainingColumns } from '@/lib/core/shape/training-curves';
import type { StepReward } from '@/lib/core/shape/reward-at-step';
import type { Deviation } from '@/lib/core/rewards/definitions';

/** What the browser gets of a side over training: the columns of one reward. */
export interface DrawnSide {
  readonly rollouts: number;
  readonly rolloutsWithoutStep: number;
  readonly rolloutsWithoutTokens: number;
  readonly stepsPerPoint: number;
  readonly filter: string;
  readonly firstStep: readonly number[];
  readonly lastStep: readonly number[];
  readonly rolloutsSoFar: readonly number[];
  readonly tokensSoFar: readonly number[] | null;
  readonly measures: TrainingColumns['measures'];
  readonly reward: RewardColumns;
}

/** A measure that is drawn over training. */
export interface DrawnMeasure {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Label of its axis. */
  readonly axis: string;
  readonly kind: NumberKind;
  readonly unit: string;
  readonly read: (side: DrawnSide) => MeasureColumns;
  /** Why a side has no value at any step. */
  readonly missing: string;
}

export const REWARD_LABELS = { e_grpo: 'E-GRPO', grpo: 'GRPO', logged: 'As logged' } as const satisfies Record<
  StepReward,
  string
>;

const REWARD_MEANS = {
  e_grpo: 'E-GRPO pays 1 for a correct rollout, α times γ̂ for a wrong one, 0 for an error',
  grpo: 'GRPO pays 1 for a correct rollout and 0 for any other',
  logged: 'the reward that the trainer wrote into the log',
} as const satisfies Record<StepReward, string>;

const OF_STEPS: readonly DrawnMeasure[] = [
  {
    id: 'accuracy-over-training',
    title: 'Accuracy',
    summary:
      'Share of correct rollouts at each step, errors counted as not correct; bands are 95% intervals over questions.',
    axis: 'accuracy',
    kind: 'percent',
    unit: 'rollout',
    read: ({ measures }) => measures.accuracy,
    missing: 'no rollout has a known outcome',
  },
  {
    id: 'match-rate-over-training',
    title: 'Match rate γ',
    summary: 'Mean share of the gold entities that a rollout found; bands are 95% intervals over questions.',
    axis: 'match rate γ',
    kind: 'percent',
    unit: 'rollout',
    read: ({ measures }) => measures.matchRate,
    missing: 'its questions have no gold entities',
  },
  {
    id: 'tool-calls-over-training',
    title: 'Tool calls',
    summary: 'Mean number of tool calls of a rollout; bands are 95% intervals over questions.',
    axis: 'tool calls',
    kind: 'decimal',
    unit: 'rollout',
    read: ({ measures }) => measures.toolCalls,
    missing: 'it has no rollouts',
  },
  {
    id: 'zero-advantage-grpo-over-training',
    title: 'Groups without advantage, GRPO',
    summary: 'Share of groups whose rewards are all equal under GRPO; bands are 95% intervals over questions.',
    axis: 'share of groups',
    kind: 'percent',
    unit: 'group',
    read: ({ measures }) => measures.zeroAdvantageGrpo,
    missing: 'no group has two rollouts with a known outcome',
  },
  {
    id: 'zero-advantage-egrpo-over-training',
    title: 'Groups without advantage, E-GRPO',
    summary: 'Share of groups whose rewards are all equal under E-GRPO; bands are 95% intervals over questions.',
    axis: 'share of groups',
    kind: 'percent',
    unit: 'group',
    read: ({ measures }) => measures.zeroAdvantageEGrpo,
    missing: 'no group has two rollouts with a known outcome',
  },
];

/** All measures under a reward and a kind of standard deviation. */
export function drawnMeasures(reward: StepReward, std: Deviation): readonly DrawnMeasure[] {
  const label = reward === 'logged' ? 'as logged' : REWARD_LABELS[reward];
  const none = reward === 'logged' ? 'its log names no reward' : 'no rollout has a known outcome';
  const kind = std === 'sample' ? 'sample standard deviation (n − 1)' : 'population standard deviation (n)';
  const ofReward = { kind: 'reward', unit: 'rollout', missing: none } as const;
  return [
    ...OF_STEPS,
    {
      ...ofReward,
      id: 'reward-over-training',
      title: `Reward, ${label}: mean`,
      summary: `Mean reward of a rollout: ${REWARD_MEANS[reward]}; bands are 95% intervals over questions.`,
      axis: 'reward',
      read: ({ reward: columns }) => columns.mean,
    },
    {
      ...ofReward,
      id: 'reward-deviation-over-training',
      title: `Reward, ${label}: deviation within groups`,
      summary: `Mean over the step’s groups of the ${kind} of rewards within the group, as trainers log it; bands are 95% intervals over questions.`,
      axis: 'deviation',
      unit: 'group',
      read: ({ reward: columns }) => columns.deviation,
      missing:
        reward === 'logged' ? 'no group has two logged rewards' : 'no group has two rollouts with a known outcome',
    },
    {
      ...ofReward,
      id: 'reward-spread-over-training',
      title: `Reward, ${label}: deviation over all rollouts`,
      summary: `The ${kind} of the rewards of all rollouts of the step, whatever their group; bands are 95% intervals over questions.`,
      axis: 'deviation',
      read: ({ reward: columns }) => columns.deviationOverall,
    },
  ];
}
