import { NEAR_MISS_CODE } from '@/lib/core/rewards/outcome-kinds';
import { ABSENT, OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import type { MetricId } from './compared-metrics';

/** Metrics that each rollout has a value of; the others have one a group. */
export type GroupMetricId = 'mean_at_k' | 'pass_at_k' | 'zero_advantage_grpo' | 'zero_advantage_e_grpo';
export type RolloutMetricId = Exclude<MetricId, GroupMetricId>;

const codeOf = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);
const CORRECT = codeOf('correct');
const UNKNOWN = codeOf('unknown');
const PARTIAL = codeOf('partial');
const FAILURE = codeOf('failure');
const FORMAT_ERROR = codeOf('error_format');
const OVERLENGTH = codeOf('error_overlength');

/** The value of the rollout at a position; NaN where the metric does not count it. */
type ValueOfRollout = (position: number) => number;

function indicator(holds: boolean): number {
  return holds ? 1 : 0;
}

/** How a metric reads a run, one function a rollout. */
export const ROLLOUT_VALUES: Readonly<Record<RolloutMetricId, (run: ScoredRun) => ValueOfRollout>> = {
  accuracy:
    ({ outcome }) =>
    (at) =>
      outcome[at] === UNKNOWN ? Number.NaN : indicator(outcome[at] === CORRECT),
  near_miss_share:
    ({ outcome }) =>
    (at) => {
      const code = outcome[at] ?? UNKNOWN;
      const isCounted = code === NEAR_MISS_CODE || code === PARTIAL || code === FAILURE;
      return isCounted ? indicator(code === NEAR_MISS_CODE) : Number.NaN;
    },
  match_rate:
    ({ matchRate }) =>
    (at) =>
      matchRate[at] ?? Number.NaN,
  // Alone in its group a rollout is its own best: 1 where it found anything, whatever it missed.
  match_rate_normalised:
    ({ matchRateNormalised, columns: { group }, groups: { size } }) =>
    (at) =>
      size[group[at] ?? 0] === 1 ? Number.NaN : (matchRateNormalised[at] ?? Number.NaN),
  tool_calls:
    ({ columns: { toolCalls } }) =>
    (at) =>
      toolCalls[at] ?? Number.NaN,
  tool_calls_solved:
    ({ columns: { toolCalls }, outcome }) =>
    (at) =>
      outcome[at] === CORRECT ? (toolCalls[at] ?? Number.NaN) : Number.NaN,
  turns:
    ({ columns: { turns } }) =>
    (at) =>
      turns[at] ?? Number.NaN,
  tokens:
    ({ columns: { tokens } }) =>
    (at) =>
      tokens[at] === ABSENT ? Number.NaN : (tokens[at] ?? Number.NaN),
  error_format:
    ({ outcome }) =>
    (at) =>
      indicator(outcome[at] === FORMAT_ERROR),
  error_overlength:
    ({ outcome }) =>
    (at) =>
      indicator(outcome[at] === OVERLENGTH),
};
