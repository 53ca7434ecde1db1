import type { Outcome } from '@/lib/core/rewards/run-columns';

/** What became of a question on one side. */
export interface MovedSide {
  readonly outcome: Outcome;
  readonly rollouts: number;
  readonly known: number;
  readonly correct: number;
  readonly matchRate: number | null;
  readonly toolCalls: number | null;
  readonly toolCallsCorrect: number | null;
  readonly questionNo: number;
  /** Number of a rollout that has the outcome. */
  readonly shown: number | null;
  /** The latest by step, the latest first; `total` counts all of the side. */
  readonly groups: {
    readonly total: number;
    readonly latest: readonly { readonly group: number; readonly step: number | null }[];
  };
}

/** One row of the list of questions that moved. */
export interface MovedRow {
  readonly questionId: string | null;
  readonly question: string | null;
  readonly baseline: MovedSide;
  readonly against: MovedSide;
  /** The other side minus the baseline. */
  readonly difference: {
    readonly accuracy: number | null;
    readonly matchRate: number | null;
    readonly toolCalls: number | null;
    readonly toolCallsCorrect: number | null;
  };
  readonly disagreement: number | null;
}
