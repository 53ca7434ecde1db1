import { isJsonArray } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** What a log keeps with one turn; null or absent where it keeps nothing. */
export interface TurnSignals {
  readonly tokens?: number | null;
  readonly seconds?: number | null;
  readonly logProbability?: number | null;
}

/** A rollout of more turns has no use for them one by one, and they would dominate its size. */
const MOST_TURNS = 5000;

/**
 * The numbers a log keeps with each of its turns, as the signals `token_counts`, `turn_seconds` and
 * `turn_log_probabilities`: lists with one entry a turn. A list in which no turn has a number is left out.
 *
 * @param turns one entry for each assistant message that the importer makes, in order
 * @example turnSignals([{ tokens: 40 }, {}]) // { token_counts: [40, null] }
 */
export function turnSignals(turns: readonly TurnSignals[]): JsonObject {
  if (turns.length > MOST_TURNS) return {};
  const columns: readonly (readonly [string, readonly (number | null)[]])[] = [
    ['token_counts', turns.map(({ tokens }) => finite(tokens))],
    ['turn_seconds', turns.map(({ seconds }) => finite(seconds))],
    ['turn_log_probabilities', turns.map(({ logProbability }) => finite(logProbability))],
  ];
  return Object.fromEntries(columns.filter(([, values]) => values.some((value) => value !== null)));
}

function finite(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** A number of tokens or seconds as a log writes it; null for anything else, and for what is below 0. */
export function amount(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Mean of a list of numbers; null where it is none, or empty, or holds anything else. */
export function meanOf(values: JsonValue | undefined): number | null {
  if (!isJsonArray(values) || values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += typeof value === 'number' ? value : Number.NaN;
  return Number.isFinite(sum) ? sum / values.length : null;
}
