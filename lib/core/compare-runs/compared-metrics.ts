/** How a metric's numbers are written: a share (percent, differences in points) or an amount (calls, turns, tokens). */
export type MetricKind = 'fraction' | 'amount';

/** What a metric counts: rollouts, or groups (of which each gives one value). */
export type MetricUnit = 'rollout' | 'group';

/** A number of a run that a comparison shows. */
export interface ComparedMetric {
  readonly id: MetricId;
  readonly label: string;
  readonly kind: MetricKind;
  readonly unit: MetricUnit;
  /** Which way is good; null where neither is: fewer calls may be a run that gives up. */
  readonly better: 'higher' | 'lower' | null;
  /** What it is, in one sentence that a researcher reads without our code. */
  readonly meaning: string;
}

export const METRIC_IDS = [
  'accuracy',
  'mean_at_k',
  'pass_at_k',
  'near_miss_share',
  'match_rate',
  'match_rate_normalised',
  'tool_calls',
  'tool_calls_solved',
  'turns',
  'tokens',
  'error_format',
  'error_overlength',
  'zero_advantage_grpo',
  'zero_advantage_e_grpo',
] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** All metrics, in the order in which they are shown. */
export const COMPARED_METRICS: readonly ComparedMetric[] = [
  {
    id: 'accuracy',
    label: 'Accuracy',
    kind: 'fraction',
    unit: 'rollout',
    better: 'higher',
    meaning: 'Share of correct rollouts of a question, errors counted as not correct, averaged over questions.',
  },
  {
    id: 'mean_at_k',
    label: 'mean@k',
    kind: 'fraction',
    unit: 'group',
    better: 'higher',
    meaning:
      'Accuracy of the groups that have at least k rollouts with a known outcome, averaged over their questions; smaller groups are left out.',
  },
  {
    id: 'pass_at_k',
    label: 'pass@k',
    kind: 'fraction',
    unit: 'group',
    better: 'higher',
    meaning:
      'Chance that one of k rollouts drawn from a group is correct (unbiased estimate), over the groups that have at least k, averaged over their questions.',
  },
  {
    id: 'near_miss_share',
    label: 'Near-miss share',
    kind: 'fraction',
    unit: 'rollout',
    better: null,
    meaning:
      'Near-misses among the wrong rollouts without an error whose question has gold entities: of all those rollouts together, so questions with more of them weigh more. A rollout alone in its group is measured by γ.',
  },
  {
    id: 'match_rate',
    label: 'Match rate γ',
    kind: 'fraction',
    unit: 'rollout',
    better: 'higher',
    meaning: 'Share of the gold entities that a rollout found, averaged over questions.',
  },
  {
    id: 'match_rate_normalised',
    label: 'Normalised match rate γ̂',
    kind: 'fraction',
    unit: 'rollout',
    better: 'higher',
    meaning:
      'Match rate divided by the best of the group, averaged over questions; a rollout alone in its group has none. Larger groups have better bests: compare groups of equal size.',
  },
  {
    id: 'tool_calls',
    label: 'Tool calls',
    kind: 'amount',
    unit: 'rollout',
    better: null,
    meaning: 'Tool calls of a rollout, averaged over questions.',
  },
  {
    id: 'tool_calls_solved',
    label: 'Tool calls, solved by all',
    kind: 'amount',
    unit: 'rollout',
    better: 'lower',
    meaning: 'Tool calls of correct rollouts, over the questions that every side solved at least once.',
  },
  {
    id: 'turns',
    label: 'Turns',
    kind: 'amount',
    unit: 'rollout',
    better: null,
    meaning: 'Turns of a rollout, averaged over questions.',
  },
  {
    id: 'tokens',
    label: 'Tokens',
    kind: 'amount',
    unit: 'rollout',
    better: null,
    meaning: 'Prompt and completion tokens of a rollout, averaged over questions; where the log counts them.',
  },
  {
    id: 'error_format',
    label: 'Format errors',
    kind: 'fraction',
    unit: 'rollout',
    better: 'lower',
    meaning: 'Share of rollouts that ended in a format error.',
  },
  {
    id: 'error_overlength',
    label: 'Overlength',
    kind: 'fraction',
    unit: 'rollout',
    better: 'lower',
    meaning: 'Share of rollouts that ran over their token, tool-call or time limit.',
  },
  {
    id: 'zero_advantage_grpo',
    label: 'Zero advantage, GRPO',
    kind: 'fraction',
    unit: 'group',
    better: 'lower',
    meaning:
      'Share of groups in which GRPO gives no rollout an advantage, averaged over questions. Small groups have fewer chances to differ: compare groups of equal size.',
  },
  {
    id: 'zero_advantage_e_grpo',
    label: 'Zero advantage, E-GRPO',
    kind: 'fraction',
    unit: 'group',
    better: 'lower',
    meaning:
      'Share of groups in which E-GRPO gives no rollout an advantage, averaged over questions. Small groups have fewer chances to differ: compare groups of equal size.',
  },
];
