import { outcomesOfKind } from '@/lib/core/rewards/outcome-kinds';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import { fisherExact } from '@/lib/core/statistics/fisher-exact';
import { holmAdjusted } from '@/lib/core/statistics/holm';

const WRONG: readonly Outcome[] = outcomesOfKind('wrong');

/** From this p on, a difference is not told from chance. */
const SIGNIFICANT = 0.05;

function isSignificant(pValue: number | null): boolean {
  return pValue !== null && pValue < SIGNIFICANT;
}

/**
 * Whether so many rollouts can show anything among so many entities: the lowest p there is, that of an entity which all
 * correct ones found and no wrong one, is below 0.05 after Holm.
 *
 * @param entities >= 1; the lowest of so many p is multiplied by their number
 */
export function canSeparate(correct: number, wrong: number, entities: number): boolean {
  const lowest = fisherExact({ leftHits: correct, leftTotal: correct, rightHits: 0, rightTotal: wrong });
  return isSignificant(lowest * entities);
}

/** How well finding one entity tells the correct rollouts of a group from the wrong ones. */
export interface EntitySeparation {
  readonly correctFound: number;
  readonly correct: number;
  readonly wrongFound: number;
  /** Wrong rollouts without an error; errors and unknown outcomes are left out of both sides. */
  readonly wrong: number;
  /** Share of correct rollouts that found it minus share of wrong ones, in [-1, 1]; null where a side is empty. */
  readonly difference: number | null;
  /** Fisher's exact test, two-sided, not corrected for the number of entities; null where a side is empty. */
  readonly pValue: number | null;
  /** Its p stays below SIGNIFICANT after Holm over the entities of the group, whichever side found it more often. */
  readonly stands: boolean;
}

/**
 * One separation an entity. All entities count as tested, also one that all rollouts found: which of them could differ
 * was not known before.
 *
 * @param outcomes one a rollout
 * @param found one row an entity, one boolean a rollout
 */
export function separateEntities(
  outcomes: readonly Outcome[],
  found: readonly (readonly boolean[])[],
): readonly EntitySeparation[] {
  const correct = outcomes.filter((outcome) => outcome === 'correct').length;
  const wrong = outcomes.filter((outcome) => WRONG.includes(outcome)).length;
  const counted = found.map((row) => {
    const correctFound = outcomes.filter((outcome, at) => outcome === 'correct' && row[at] === true).length;
    const wrongFound = outcomes.filter((outcome, at) => WRONG.includes(outcome) && row[at] === true).length;
    const compared = correct > 0 && wrong > 0;
    const table = { leftHits: correctFound, leftTotal: correct, rightHits: wrongFound, rightTotal: wrong };
    return {
      correctFound,
      correct,
      wrongFound,
      wrong,
      difference: compared ? correctFound / correct - wrongFound / wrong : null,
      pValue: compared ? fisherExact(table) : null,
    };
  });
  const adjusted = holmAdjusted(counted.map(({ pValue }) => pValue));
  return counted.map((row, at) => ({ ...row, stands: isSignificant(adjusted[at] ?? null) }));
}
