import type { FoundHits } from '@/lib/core/search/find-hits';
import type { SearchQuery } from '@/lib/core/search/search-query';
import type { ThoughtRule } from '@/lib/core/rollout/transcript';

/** A search as a thread gets it. */
export interface SearchTask {
  readonly kind: 'search';
  readonly databaseUrl: string;
  readonly runId: number;
  readonly thoughtRule: ThoughtRule;
  readonly query: SearchQuery;
  /** Rollouts to search, ascending. */
  readonly numbers: Int32Array;
  /** The search ends when it has handed out this many hits. */
  readonly limit: number;
  /** Hits of one rollout that are handed out. */
  readonly hitsPerRollout: number;
  /** The search is stopped after this long; null never stops it. */
  readonly longestMs: number | null;
  /** Memory shared with the thread: see CONTROL. */
  readonly control: Int32Array;
}

export type ThreadOrder = SearchTask | { readonly kind: 'end' };

/** Places in the shared memory of a search. */
export const CONTROL = {
  /** 1 once the search is to end. */
  cancelled: 0,
  /** Counts up whenever the search has got on. */
  beat: 1,
  /** The rollout that is being searched; 0 in between. */
  rollout: 2,
} as const;

export interface SearchCounts {
  readonly rolloutsSearched: number;
  /** Bytes of their messages, unpacked. */
  readonly bytesSearched: number;
  /** All hits, handed out or not. */
  readonly hits: number;
  readonly rolloutsWithHits: number;
}

export interface FoundRollout extends FoundHits {
  readonly n: number;
}

/** What a thread says. Every search ends with `end`, `overdue` or `failed`, a cancelled one too. */
export type ThreadReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'found'; readonly rollout: FoundRollout; readonly counts: SearchCounts }
  | { readonly kind: 'progress'; readonly counts: SearchCounts }
  | { readonly kind: 'end'; readonly reason: 'complete' | 'limit' | 'cancelled'; readonly counts: SearchCounts }
  /** It took longer than it may. */
  | { readonly kind: 'overdue'; readonly ms: number; readonly counts: SearchCounts }
  | { readonly kind: 'failed'; readonly code: 'expression_too_large' | 'internal'; readonly message: string };
