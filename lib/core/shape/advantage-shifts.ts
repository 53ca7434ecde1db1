import { EQUAL_WITHIN } from '@/lib/core/rewards/group-scores';

/** What GRPO and E-GRPO say of one rollout of a group. */
export interface TwoAdvantages {
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
}

/** Places in a group, best first, from 1: several where rollouts are tied. */
export interface RankRange {
  readonly first: number;
  readonly last: number;
}

/** What changes for a rollout when E-GRPO pays the group instead of GRPO. */
export interface AdvantageShift {
  /** -1, 0, 1; values within 1e-12 of 0 count as 0. */
  readonly signGrpo: number;
  readonly signEGrpo: number;
  readonly rankGrpo: RankRange;
  readonly rankEGrpo: RankRange;
  readonly signChanges: boolean;
  /** 1 where the middle of its places rises, -1 where it falls, 0 where it stays: breaking a tie moves its ends. */
  readonly rankMoves: number;
}

function signOf(value: number): number {
  return Math.abs(value) <= EQUAL_WITHIN ? 0 : Math.sign(value);
}

function rankIn(values: readonly number[], value: number): RankRange {
  const better = values.filter((other) => other - value > EQUAL_WITHIN).length;
  const equal = values.filter((other) => Math.abs(other - value) <= EQUAL_WITHIN).length;
  return { first: better + 1, last: better + equal };
}

/**
 * Sign and rank of every rollout's advantage under both methods. Ranks are taken among the rollouts that have both
 * advantages, ties share their places.
 *
 * @returns one a rollout; null where an advantage is not defined
 */
export function advantageShifts(group: readonly TwoAdvantages[]): readonly (AdvantageShift | null)[] {
  const defined = group.flatMap(({ advantageGrpo, advantageEGrpo }) =>
    advantageGrpo === null || advantageEGrpo === null ? [] : [{ grpo: advantageGrpo, eGrpo: advantageEGrpo }],
  );
  const grpo = defined.map((pair) => pair.grpo);
  const eGrpo = defined.map((pair) => pair.eGrpo);
  return group.map(({ advantageGrpo, advantageEGrpo }) => {
    if (advantageGrpo === null || advantageEGrpo === null) return null;
    const rankGrpo = rankIn(grpo, advantageGrpo);
    const rankEGrpo = rankIn(eGrpo, advantageEGrpo);
    const signGrpo = signOf(advantageGrpo);
    const signEGrpo = signOf(advantageEGrpo);
    const risen = rankGrpo.first + rankGrpo.last - rankEGrpo.first - rankEGrpo.last;
    return {
      signGrpo,
      signEGrpo,
      rankGrpo,
      rankEGrpo,
      signChanges: signGrpo !== signEGrpo,
      rankMoves: Math.sign(risen),
    };
  });
}
