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

/** Up to this many rollouts are compared each with each; more are sorted. */
const COMPARED = 64;

type AdvantageOf = (position: number) => number;

function rankByComparing(members: Int32Array, of: AdvantageOf, ranks: Int32Array): void {
  for (const position of members) {
    const own = of(position);
    let larger = 0;
    for (const other of members) if (of(other) - own > EQUAL_WITHIN) larger += 1;
    if (!Number.isNaN(own)) ranks[position] = larger;
  }
}

function rankBySorting(members: Int32Array, of: AdvantageOf, ranks: Int32Array): void {
  const sorted = members.filter((position) => !Number.isNaN(of(position))).sort((a, b) => of(b) - of(a));
  let larger = 0;
  for (const position of sorted) {
    while (of(sorted[larger] ?? position) - of(position) > EQUAL_WITHIN) larger += 1;
    ranks[position] = larger;
  }
}

/** Writes for each rollout of a group how many of it have an advantage larger by more than 1e-12. */
function rankInPlace(members: Int32Array, advantages: Float64Array, ranks: Int32Array): void {
  const of = (position: number): number => advantages[position] ?? Number.NaN;
  if (members.length <= COMPARED) rankByComparing(members, of, ranks);
  else rankBySorting(members, of, ranks);
}

/** A run under definitions never changes, and a list is asked for page by page. */
const known = new WeakMap<ScoredRun, Uint8Array>();

/**
 * 1 for each rollout whose rank by advantage inside its group is another under E-GRPO than under GRPO. Its rank is the
 * number of rollouts of the group with an advantage larger by more than 1e-12, so equal ones share a rank. 0 where an
 * advantage is not defined.
 */
export function rankChanges(scored: ScoredRun): Uint8Array {
  const before = known.get(scored);
  if (before !== undefined) return before;
  const changes = computeRankChanges(scored);
  known.set(scored, changes);
  return changes;
}

function computeRankChanges(scored: ScoredRun): Uint8Array {
  const { positions, starts } = byGroup(scored);
  const { length, groupCount } = scored.columns;
  const grpo = new Int32Array(length).fill(-1);
  const eGrpo = new Int32Array(length).fill(-1);
  for (let g = 0; g < groupCount; g += 1) {
    const members = positions.subarray(starts[g], starts[g + 1]);
    rankInPlace(members, scored.advantageGrpo, grpo);
    rankInPlace(members, scored.advantageEGrpo, eGrpo);
  }
  const changed = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    if (grpo[at] !== -1 && eGrpo[at] !== -1 && grpo[at] !== eGrpo[at]) changed[at] = 1;
  }
  return changed;
}
