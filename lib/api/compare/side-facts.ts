import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import { countQuestions, countSide } from '@/lib/core/compare-runs/side-facts';
import { formatSideName, formatSteps } from '@/lib/core/compare-runs/side-name';

import type { LoadedSides } from './load-sides';

/** What each side of a comparison is, and how much of it is compared. */
export function sideFacts({ sides, questions, shared }: LoadedSides): readonly ComparedSideFacts[] {
  return sides.map(({ name, loaded, positions }, side) => ({
    name: formatSideName(name),
    run: { id: loaded.run.id, name: loaded.run.name },
    steps: formatSteps(name.steps) || null,
    ...countSide(loaded.scored.columns, positions, shared[side] ?? new Int32Array()),
    questions: countQuestions(questions, side),
  }));
}
