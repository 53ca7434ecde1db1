import type { Outcome } from '@/lib/core/rewards/run-columns';
import type { SpanKind } from '@/lib/core/rollout/transcript';

/** A place in a trajectory where something was found. */
export interface FoundHit {
  readonly turn: number;
  readonly spanKind: SpanKind;
  /** Position of the span among those of the rollout, and UTF-16 offset in its text. */
  readonly span: number;
  readonly start: number;
  readonly snippet: { readonly before: string; readonly match: string; readonly after: string };
}

/** A rollout in which something was found. */
export interface FoundRollout {
  readonly n: number;
  readonly step: number | null;
  readonly outcome: Outcome;
  readonly questionId: string | null;
  readonly question: string | null;
  /** All of them, listed or not. */
  readonly hitsTotal: number;
  readonly hits: readonly FoundHit[];
}
