import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * The mean log-probability of the tokens an agent sampled, as the signal `log_probabilities`, where a log keeps a list of
 * them with each of its turns. Null where it has none.
 *
 * @param turns the turns, each an object
 * @param field where in a turn the list stands
 * @example readMeanLogProbability([{ logprobs: [-1, -2] }], 'logprobs') // { log_probabilities: { mean: -1.5, count: 2 } }
 */
export function readMeanLogProbability(turns: JsonValue | undefined, field: string): JsonObject | null {
  let sum = 0;
  let count = 0;
  for (const turn of isJsonArray(turns) ? turns : []) {
    const values = isJsonObject(turn) ? turn[field] : null;
    for (const value of isJsonArray(values) ? values : []) {
      if (typeof value !== 'number') continue;
      sum += value;
      count += 1;
    }
  }
  return count > 0 && Number.isFinite(sum) ? { log_probabilities: { mean: sum / count, count } } : null;
}
