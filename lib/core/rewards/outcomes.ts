import type { MatchRates } from './match-rates';
import { OUTCOMES, VERDICTS, type RunColumns } from './run-columns';

const WRONG_VERDICT = VERDICTS.indexOf('wrong');
const FAILURE = OUTCOMES.indexOf('failure');
const PARTIAL = OUTCOMES.indexOf('partial');
const NEAR_MISS = OUTCOMES.indexOf('near_miss');
const WRONG = OUTCOMES.indexOf('wrong');

/** Outcome of each verdict; for `wrong` only where the question has no entities. */
const OUTCOME_OF_VERDICT = Uint8Array.from(VERDICTS, (verdict) => OUTCOMES.indexOf(verdict));

/**
 * Outcome of every rollout, as positions in OUTCOMES. A wrong rollout is a near-miss where gamma-hat >= threshold,
 * else partial where it found anything, else a failure; `wrong` where its question has no entities. In a group of one
 * gamma-hat says nothing, so gamma takes its place. At threshold 0 every wrong rollout with entities is a near-miss.
 *
 * @param threshold tau in [0, 1].
 */
export function decideOutcomes(columns: RunColumns, rates: MatchRates, threshold: number): Uint8Array {
  const { length, group, verdict, entityCount } = columns;
  const outcome = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    const code = verdict[at] ?? 0;
    outcome[at] = OUTCOME_OF_VERDICT[code] ?? WRONG;
    if (code !== WRONG_VERDICT || entityCount[at] === 0) continue;
    const alone = rates.groupSize[group[at] ?? 0] === 1;
    const rate = (alone ? rates.matchRate[at] : rates.matchRateNormalised[at]) ?? 0;
    if (rate >= threshold) outcome[at] = NEAR_MISS;
    else outcome[at] = rate > 0 ? PARTIAL : FAILURE;
  }
  return outcome;
}
