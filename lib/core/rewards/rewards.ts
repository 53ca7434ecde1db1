import type { MatchRates } from './match-rates';
import { VERDICTS, type RunColumns } from './run-columns';

const WRONG = VERDICTS.indexOf('wrong');

/** GRPO's reward by verdict: 1 for correct, 0 for wrong and errors, NaN for unknown. */
const REWARD_OF_VERDICT = Float64Array.from(VERDICTS, (verdict) => {
  if (verdict === 'unknown') return Number.NaN;
  return verdict === 'correct' ? 1 : 0;
});

/** GRPO's outcome reward of every rollout: 1 if correct, else 0; NaN where the verdict is unknown. */
export function rewardsGrpo({ verdict, length }: RunColumns): Float64Array {
  // A loop: `Float64Array.from` with a function takes 30 times as long.
  const rewards = new Float64Array(length);
  for (let at = 0; at < length; at += 1) rewards[at] = REWARD_OF_VERDICT[verdict[at] ?? 0] ?? Number.NaN;
  return rewards;
}

/**
 * E-GRPO's reward of every rollout (arXiv 2510.24694, Eq. 5): 1 if correct, alpha x gamma-hat if wrong, 0 for an error.
 * A wrong rollout whose question has no entities gets 0, as under GRPO. NaN where the verdict is unknown.
 *
 * @param alpha In [0, 1].
 */
export function rewardsEGrpo(columns: RunColumns, rates: MatchRates, alpha: number): Float64Array {
  const { length, verdict, entityCount } = columns;
  const rewards = rewardsGrpo(columns);
  for (let at = 0; at < length; at += 1) {
    if (verdict[at] !== WRONG || entityCount[at] === 0) continue;
    rewards[at] = alpha * (rates.matchRateNormalised[at] ?? 0);
  }
  return rewards;
}
