import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Names under which extra columns are kept in `metadata.signals`, whatever a log calls them: what the reward methods of
 * other papers need (IGPO, C-GRPO, DaGRPO, InfoReasoner, DisCO, GSPO).
 *
 * - `log_probabilities` mean or per-token log-probabilities of the rollout; `old_log_probabilities` under the old policy
 * - `gold_log_probabilities` log-probability of the gold answer before each turn; `information_gains` its gain by turn
 * - `outcome_reward`, `rubric_reward`, `rubric_scores` of a rubric judge
 * - `fine_grained_score` one score of a judge; `reward_components` named parts of the reward
 * - `information_gain_score` of a retrieval judge
 * - `token_counts`, `turn_seconds`, `turn_log_probabilities` tokens the model wrote, time and mean log-probability by turn
 * - `loss_mask` which tokens are trained
 */
export const SIGNAL_NAMES = [
  'log_probabilities',
  'old_log_probabilities',
  'gold_log_probabilities',
  'information_gains',
  'outcome_reward',
  'rubric_reward',
  'rubric_scores',
  'fine_grained_score',
  'information_gain_score',
  'reward_components',
  'token_counts',
  'turn_seconds',
  'turn_log_probabilities',
  'loss_mask',
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/** Other spellings that logs use. */
const SPELLINGS: Readonly<Record<string, SignalName>> = {
  log_probs: 'log_probabilities',
  logprobs: 'log_probabilities',
  rollout_log_probs: 'log_probabilities',
  mean_logprob: 'log_probabilities',
  output_logprobs: 'log_probabilities',
  old_log_probs: 'old_log_probabilities',
  old_logprobs: 'old_log_probabilities',
  gt_logprob: 'gold_log_probabilities',
  gt_logprobs: 'gold_log_probabilities',
  gt_log_probs: 'gold_log_probabilities',
  info_gain_rewards: 'information_gains',
  info_gains: 'information_gains',
  information_gain_rewards: 'information_gains',
  rubric_score: 'rubric_reward',
  rubric_rewards: 'rubric_reward',
  fine_grained_scores: 'fine_grained_score',
  finegrained_score: 'fine_grained_score',
  info_gain_score: 'information_gain_score',
  ig_score: 'information_gain_score',
  reward_breakdown: 'reward_components',
  turn_token_counts: 'token_counts',
  response_mask: 'loss_mask',
  loss_masks: 'loss_mask',
};

/** Lists of numbers longer than this are kept as their mean and length: they are per token, and dominate the size of a log. */
const LONGEST_LIST = 512;

/**
 * The extra columns of a record that the reward methods can use, under their stable names; null where it has none.
 * Long lists of numbers become `{"mean", "count"}`.
 *
 * @example readSignals({ info_gain_rewards: [0.1, 0.3] }) // { information_gains: [0.1, 0.3] }
 */
export function readSignals(record: JsonObject): JsonObject | null {
  const found: [SignalName, JsonValue][] = [];
  for (const [key, value] of Object.entries(record)) {
    const name = signalName(key);
    if (name !== null && value !== null && !found.some(([known]) => known === name))
      found.push([name, shortened(value)]);
  }
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** The stable name of a column, null where it is no signal. */
export function signalName(key: string): SignalName | null {
  const own = SIGNAL_NAMES.find((name) => name === key);
  if (own !== undefined) return own;
  return Object.hasOwn(SPELLINGS, key) ? (SPELLINGS[key] ?? null) : null;
}

function shortened(value: JsonValue): JsonValue {
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]));
  if (!isJsonArray(value) || value.length <= LONGEST_LIST) return value;
  const numbers = value.filter((item) => typeof item === 'number');
  if (numbers.length === 0) return { mean: null, count: value.length };
  return { mean: numbers.reduce((sum, item) => sum + item, 0) / numbers.length, count: value.length };
}

/** Everything of a record that has no field of its own: signals under `signals`, the rest as it is, nulls left out. */
export function restAsMetadata(record: JsonObject, known: ReadonlySet<string>): JsonObject {
  const rest = Object.entries(record).filter(
    ([key, value]) => !known.has(key) && value !== null && signalName(key) === null,
  );
  const signals = readSignals(record);
  return Object.fromEntries(signals === null ? rest : [...rest, ['signals', signals]]);
}
