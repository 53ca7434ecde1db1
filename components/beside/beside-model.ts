import type { FoundBy } from '@/lib/core/compare/compare-entities';
import type { RowReason } from '@/lib/core/compare/row-reasons';
import type { Outcome } from '@/lib/core/rewards/run-columns';

export type Side = 'left' | 'right';

/** What a turn did, with the beginnings of its texts. */
export interface SideTurn {
  readonly turn: number;
  readonly calls: readonly {
    readonly tool: string;
    readonly queries: readonly string[];
    readonly addresses: readonly string[];
  }[];
  /** Positions of entities. */
  readonly found: readonly number[];
  readonly seen: readonly number[];
  readonly answer: string | null;
  readonly thought: string;
  readonly thoughtLength: number;
  readonly observationLength: number;
  readonly cut: boolean;
}

/** One of the two rollouts. */
export interface SideRollout {
  readonly run: { readonly id: number; readonly name: string };
  readonly n: number;
  readonly group: number;
  readonly rollout: number;
  readonly step: number | null;
  readonly outcome: Outcome;
  readonly matched: number;
  readonly entities: number;
  readonly matchRate: number | null;
  readonly matchRateNormalised: number | null;
  readonly rewardLogged: number | null;
  readonly rewardGrpo: number | null;
  readonly rewardEGrpo: number | null;
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
  readonly toolCalls: number;
  readonly turns: number;
  readonly termination: string | null;
  readonly prediction: string | null;
  /** Gold entities of its own run's question, which mentions in its turns point to. */
  readonly entityNames: readonly string[];
  readonly turnList: readonly SideTurn[];
}

/** A row of the alignment (lib/core/compare/align-rollouts). */
export interface BesideRow {
  readonly left: number | null;
  readonly right: number | null;
  readonly similarity: number | null;
  readonly shared: boolean;
  readonly reasons: readonly RowReason[];
}

export interface BesideStretch {
  readonly shared: boolean;
  readonly start: number;
  readonly rows: number;
}

/** The rows of both rollouts (lib/core/compare/align-rollouts). */
export interface BesideAlignment {
  readonly rows: readonly BesideRow[];
  readonly stretches: readonly BesideStretch[];
  /** Position of the first row that only one rollout has a turn in. */
  readonly firstDivergence: number | null;
}

export interface EntityOfBoth {
  readonly entity: number;
  readonly foundBy: FoundBy;
  readonly left: { readonly found: number | null; readonly seen: number | null };
  readonly right: { readonly found: number | null; readonly seen: number | null };
}
