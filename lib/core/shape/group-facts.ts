import {
  CORRECT_KIND,
  KIND_CODE_OF_OUTCOME,
  NEAR_MISS_CODE,
  UNKNOWN_KIND,
  WRONG_KIND,
} from '@/lib/core/rewards/outcome-kinds';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

/** What some rollouts of one question came to. */
export interface GroupFacts {
  readonly size: number;
  readonly correct: number;
  readonly nearMiss: number;
  /** Wrong without an error and no near-miss. */
  readonly otherWrong: number;
  readonly error: number;
  readonly unknown: number;
  /** Correct by all with a known outcome, errors among them; Wilson 95 %. */
  readonly accuracy: Estimate;
  /** Near-misses by the wrong ones that have entities and no error; Wilson 95 %. */
  readonly nearMissShare: Estimate;
  /** gamma in [0, 1] over the rollouts that have entities; null where none has. */
  readonly matchRateMean: number | null;
  readonly matchRateMax: number | null;
  /** Null where there are no rollouts. */
  readonly toolCallsMean: number | null;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Counts, shares and means over some rollouts of a scored run.
 *
 * @param positions of the rollouts (number - 1), in any order, each once
 */
export function groupFacts(scored: ScoredRun, positions: readonly number[]): GroupFacts {
  const { columns, outcome, matchRate } = scored;
  const kinds = positions.map((position) => KIND_CODE_OF_OUTCOME[outcome[position] ?? 0] ?? UNKNOWN_KIND);
  const ofKind = (kind: number): number => kinds.filter((code) => code === kind).length;
  const nearMiss = positions.filter((position) => outcome[position] === NEAR_MISS_CODE).length;
  const wrong = ofKind(WRONG_KIND);
  const correct = ofKind(CORRECT_KIND);
  const unknown = ofKind(UNKNOWN_KIND);
  const known = positions.length - unknown;
  const judgedWrong = positions.filter(
    (position, at) => kinds[at] === WRONG_KIND && (columns.entityCount[position] ?? 0) > 0,
  ).length;
  const rates = positions.map((position) => matchRate[position] ?? Number.NaN).filter((rate) => !Number.isNaN(rate));
  return {
    size: positions.length,
    correct,
    nearMiss,
    otherWrong: wrong - nearMiss,
    error: known - correct - wrong,
    unknown,
    accuracy: wilsonInterval(correct, known),
    nearMissShare: wilsonInterval(nearMiss, judgedWrong),
    matchRateMean: mean(rates),
    matchRateMax: rates.length === 0 ? null : Math.max(...rates),
    toolCallsMean: mean(positions.map((position) => columns.toolCalls[position] ?? 0)),
  };
}
