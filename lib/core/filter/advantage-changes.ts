import { EQUAL_WITHIN } from '@/lib/core/rewards/group-scores';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

/** Sign of an advantage: +1, 0 or -1; what lies within 1e-12 of 0 is 0. */
function signOf(advantage: number): number {
  return Math.abs(advantage) <= EQUAL_WITHIN ? 0 : Math.sign(advantage);
}

/**
 * True where an advantage has another sign under E-GRPO than under GRPO: from 0 to +, from - to 0 and so on count as well
 * as from - to +. False where one of them is not defined.
 */
export function flipsSign({ advantageGrpo, advantageEGrpo }: ScoredRun, position: number): boolean {
  const grpo = advantageGrpo[position] ?? Number.NaN;
  const eGrpo = advantageEGrpo[position] ?? Number.NaN;
  return !Number.isNaN(grpo) && !Number.isNaN(eGrpo) && signOf(grpo) !== signOf(eGrpo);
}

/** Positions of rollouts, those of one group beside each other. */
function byGroup({ columns }: ScoredRun): { readonly positions: Int32Array; readonly starts: Int32Array } {
  const { length, group, groupCount } = columns;
  const starts = new Int32Array(groupCount + 1);
  for (let at = 0; at < length; at += 1) {
    const next = (group[at] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let g = 0; g < groupCount; g += 1) starts[g + 1] = (starts[g + 1] ?? 0) + (starts[g] ?? 0);
  const free = starts.slice();
  const positions = new Int32Array(length);
  for (let at = 0; at < length; at += 1) {
    const g = group[at] ?? 0;
    positions[free[g] ?? 0] = at;
    free[g] = (free[g] ?? 0) + 1;
  }
  return { positions, starts };
}

/** Writes for each of some rollouts how many of them have an advantage larger by more than 1e-12. */
function rankInPlace(members: readonly number[], advantages: Float64Array, ranks: Int32Array): void {
  const of = (position: number): number => advantages[position] ?? Number.NaN;
  const sorted = members.filter((position) => !Number.isNaN(of(position))).toSorted((a, b) => of(b) - of(a));
  let larger = 0;
  for (const [at, position] of sorted.entries()) {
    while (of(sorted[larger] ?? position) - of(position) > EQUAL_WITHIN && larger < at) larger += 1;
    ranks[position] = larger;
  }
}

/**
 * 1 for each rollout whose rank by advantage inside its group is another under E-GRPO than under GRPO. Its rank is the
 * number of rollouts of the group with an advantage larger by more than 1e-12, so equal ones share a rank. 0 where an
 * advantage is not defined.
 */
export function rankChanges(scored: ScoredRun): Uint8Array {
  const { positions, starts } = byGroup(scored);
  const { length, groupCount } = scored.columns;
  const grpo = new Int32Array(length).fill(-1);
  const eGrpo = new Int32Array(length).fill(-1);
  for (let g = 0; g < groupCount; g += 1) {
    const members = [...positions.subarray(starts[g], starts[g + 1])];
    rankInPlace(members, scored.advantageGrpo, grpo);
    rankInPlace(members, scored.advantageEGrpo, eGrpo);
  }
  return Uint8Array.from(grpo, (rank, at) => (rank >= 0 && eGrpo[at] !== -1 && rank !== eGrpo[at] ? 1 : 0));
}
