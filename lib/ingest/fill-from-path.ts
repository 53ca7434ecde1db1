import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import type { PathFacts } from '@/lib/import/paths/path-facts';

/** A rollout with what only its path says; what the record says wins. */
export function fillFromPath(
  rollout: ImportedRollout,
  facts: PathFacts,
): { readonly rollout: ImportedRollout; readonly indexIsHint: boolean } {
  const { step, split, questionId } = facts;
  const indexIsHint = rollout.rolloutIndex === null && facts.rolloutIndex !== null;
  if (step === null && split === null && questionId === null && !indexIsHint) return { rollout, indexIsHint: false };
  return {
    rollout: {
      ...rollout,
      step: rollout.step ?? step,
      split: rollout.split ?? split,
      questionId: rollout.questionId ?? questionId,
      rolloutIndex: rollout.rolloutIndex ?? facts.rolloutIndex,
    },
    indexIsHint,
  };
}
