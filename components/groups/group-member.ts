import type { Outcome } from '@/lib/core/rewards/run-columns';

/** A rollout as a column of its group's matrix. */
export interface GroupMember {
  readonly n: number;
  /** Index inside the group, from 0; shown from 1. */
  readonly rollout: number;
  readonly outcome: Outcome;
  readonly matchRate: number | null;
  readonly matchRateNormalised: number | null;
  readonly rewardLogged: number | null;
  readonly rewardGrpo: number | null;
  readonly rewardEGrpo: number | null;
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
  readonly toolCalls: number;
  readonly turns: number;
  /** Turns after its last new entity in the scope in force; null where the question has no entities. */
  readonly turnsAfter: number | null;
}
