import { MATCHERS, SCOPES, type Matcher, type Scope } from '@/lib/core/entities/entity';

/** What is decided about a rollout before any threshold: codes stored in `RunColumns.verdict`. */
export const VERDICTS = ['correct', 'wrong', 'error_format', 'error_overlength', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Outcome of a rollout under definitions: codes are positions in this list. */
export const OUTCOMES = [
  'correct',
  'near_miss',
  'partial',
  'failure',
  'wrong',
  'error_format',
  'error_overlength',
  'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The value of an absent step, rollout index or token count in a column. */
export const ABSENT = -1;

/**
 * Everything about a run that its numbers need, one entry a rollout, in the order of rollout numbers:
 * entry i is rollout number n = i + 1. Small enough to hold a million rollouts in memory, so any definition can be
 * applied to all of them at once. Group and question numbers are dense from 0.
 */
export interface RunColumns {
  readonly length: number;
  readonly groupCount: number;
  readonly questionCount: number;
  /** Group number of each rollout. */
  readonly group: Int32Array;
  /** Question number of each rollout. */
  readonly question: Int32Array;
  /** Training step, ABSENT where the log has none. */
  readonly step: Int32Array;
  /** Index inside the group, from 0. */
  readonly rolloutIndex: Int32Array;
  /** Positions in VERDICTS. */
  readonly verdict: Uint8Array;
  readonly toolCalls: Int32Array;
  readonly turns: Int32Array;
  /** Prompt plus completion tokens, ABSENT where the log has none. */
  readonly tokens: Int32Array;
  /** The trainer's own reward, NaN where the log has none. */
  readonly rewardLogged: Float64Array;
  /** Gold entities of the rollout's question; 0 where it has none. */
  readonly entityCount: Uint16Array;
  /** Entities found per matcher and scope: 16 columns, at `matchedColumn(matcher, scope)`. */
  readonly matched: readonly Uint16Array[];
}

/** Position in `RunColumns.matched`, 0 to 15: matchers outer, scopes inner. */
export function matchedColumn(matcher: Matcher, scope: Scope): number {
  return MATCHERS.indexOf(matcher) * SCOPES.length + SCOPES.indexOf(scope);
}
