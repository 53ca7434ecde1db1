import { ABSENT } from '@/lib/core/rewards/run-columns';

/** Step and question of each group of a run, by group number. */
export interface StepsOfGroups {
  readonly length: number;
  /** ABSENT where the log has no steps. */
  readonly stepOfGroup: ArrayLike<number>;
  readonly questionOfGroup: ArrayLike<number>;
}

export interface NeighbourSteps {
  /** Group of the same question at the nearest earlier step; null where there is none. */
  readonly previous: number | null;
  readonly next: number | null;
}

/**
 * The groups of the same question at the steps before and after that of a group. Of several groups of the question at a
 * step the first counts.
 */
export function neighbourSteps({ length, stepOfGroup, questionOfGroup }: StepsOfGroups, group: number): NeighbourSteps {
  const stepAt = (at: number): number => stepOfGroup[at] ?? ABSENT;
  const here = stepAt(group);
  let previous: number | null = null;
  let next: number | null = null;
  if (here === ABSENT) return { previous, next };
  for (let other = 0; other < length; other += 1) {
    const step = stepAt(other);
    if (step === ABSENT || questionOfGroup[other] !== questionOfGroup[group]) continue;
    if (step < here && (previous === null || step > stepAt(previous))) previous = other;
    if (step > here && (next === null || step < stepAt(next))) next = other;
  }
  return { previous, next };
}
