import type { JsonObject, JsonValue } from './rollout';

/** What a log says of one turn; null where it says nothing. */
export interface TurnNumbers {
  /** Tokens the model wrote in the turn. */
  readonly tokens: number | null;
  readonly seconds: number | null;
  /** Mean log-probability of the tokens the model wrote, <= 0 in an honest log. */
  readonly logProbability: number | null;
  /** What the turn added to the (log-)probability of the gold answer, in the log's own unit (IGPO, r^IG_t). */
  readonly informationGain: number | null;
}

type Column = readonly (number | null)[];

/**
 * The numbers a log keeps by turn, read from `metadata.signals`: `token_counts`, `turn_seconds`,
 * `turn_log_probabilities` or `log_probabilities`, `information_gains` or `gold_log_probabilities`.
 *
 * A list is by turn only where its length says so; nothing is stretched or guessed:
 * - as many entries as turns: one each. An entry that is a list of numbers (log-probabilities of its tokens) is its mean
 * - gains with one entry less than turns: the last turn, which answers, has none (IGPO defines r^IG_t for 1 <= t < T)
 * - `gold_log_probabilities` are those before each turn; the gain of turn t is what turn t + 1 begins with less what turn t
 *   began with, and the last turn has none
 * Any other list (per token, per message, totals) is left alone. Values that are no finite number are null.
 *
 * @param turns number of turns of the rollout
 * @returns One entry a turn, the first for turn 1; null where the log has no number for any of them.
 * @example
 * readTurnNumbers({ signals: { token_counts: [40, 12], information_gains: [0.2] } }, 2)
 * // [{ tokens: 40, seconds: null, logProbability: null, informationGain: 0.2 }, { tokens: 12, ... null }]
 */
export function readTurnNumbers(metadata: JsonObject, turns: number): readonly TurnNumbers[] | null {
  const signals = metadata['signals'];
  if (turns < 1 || !isObject(signals)) return null;
  const tokens = byTurn(signals['token_counts'], turns);
  const seconds = byTurn(signals['turn_seconds'], turns);
  const logProbabilities =
    byTurn(signals['turn_log_probabilities'], turns) ?? byTurn(signals['log_probabilities'], turns);
  const gains = gainsByTurn(signals, turns);
  if ([tokens, seconds, logProbabilities, gains].every((column) => column === null)) return null;
  return Array.from({ length: turns }, (_, index) => ({
    tokens: tokens?.[index] ?? null,
    seconds: seconds?.[index] ?? null,
    logProbability: logProbabilities?.[index] ?? null,
    informationGain: gains?.[index] ?? null,
  }));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A list with one entry a turn; null for anything else, and where no entry is a number. */
function byTurn(value: JsonValue | undefined, turns: number): Column | null {
  if (!isList(value) || value.length !== turns) return null;
  const column = value.map(numberOf);
  return column.every((entry) => entry === null) ? null : column;
}

function numberOf(value: JsonValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (!isList(value) || value.length === 0) return null;
  let sum = 0;
  for (const entry of value) sum += typeof entry === 'number' ? entry : Number.NaN;
  return Number.isFinite(sum) ? sum / value.length : null;
}

function gainsByTurn(signals: JsonObject, turns: number): Column | null {
  const logged = signals['information_gains'];
  const gains = byTurn(logged, turns) ?? byTurn(logged, turns - 1);
  if (gains !== null) return gains;
  const gold = byTurn(signals['gold_log_probabilities'], turns);
  if (gold === null || turns < 2) return null;
  return gold.slice(0, -1).map((before, index) => {
    const after = gold[index + 1] ?? null;
    return before === null || after === null ? null : after - before;
  });
}
