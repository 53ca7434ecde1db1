import type { FoundRollout } from '@/components/search/found-rollout';
import type { SearchEvent } from '@/lib/api/schemas/search';

/** How far a search is. The last five are ends. */
export type SearchStatus = 'idle' | 'running' | 'complete' | 'limit' | 'stopped' | 'failed' | 'cancelled' | 'refused';

export interface SearchCounts {
  readonly rolloutsSearched: number;
  readonly rolloutsTotal: number;
  readonly bytesSearched: number;
  readonly hits: number;
  readonly rolloutsWithHits: number;
}

/** What a page shows of a search. */
export interface SearchView {
  readonly status: SearchStatus;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly message: string | null;
  /** Where in the expression it went wrong; null where that is not known. */
  readonly position: number | null;
  readonly counts: SearchCounts | null;
  /** Whether the search broke off between two reports of the server: at least so much was searched. */
  readonly isPartial: boolean;
  readonly rollouts: readonly FoundRollout[];
}

export const IDLE: SearchView = {
  status: 'idle',
  message: null,
  position: null,
  counts: null,
  isPartial: false,
  rollouts: [],
};
export const STARTED: SearchView = { ...IDLE, status: 'running' };

function countsOf(event: SearchCounts): SearchCounts {
  const { rolloutsSearched, rolloutsTotal, bytesSearched, hits, rolloutsWithHits } = event;
  return { rolloutsSearched, rolloutsTotal, bytesSearched, hits, rolloutsWithHits };
}

/** The view after some more lines of the stream. Rollouts that got nothing new stay the same objects. */
export function withEvents(view: SearchView, events: readonly SearchEvent[]): SearchView {
  const rollouts = [...view.rollouts];
  let { status, message, counts } = view;
  for (const event of events) {
    switch (event.kind) {
      case 'rollout':
        rollouts.push({ ...event, hits: [], hitsTotal: event.hits });
        break;
      case 'hit': {
        const last = rollouts.at(-1);
        if (last?.n === event.n) rollouts[rollouts.length - 1] = { ...last, hits: [...last.hits, event] };
        break;
      }
      case 'end':
        status = event.reason;
        message = event.detail;
        counts = countsOf(event);
        break;
      case 'progress':
        counts = countsOf(event);
        break;
    }
  }
  return { ...view, status, message, counts, rollouts };
}

/** A stream that ended without saying how was broken off. */
export function withoutEnd(view: SearchView): SearchView {
  return brokenOff(view, 'failed', 'The connection to the server broke off.');
}

/**
 * A running search that was broken off. The server says how far it is only now and then, and no more once it is left: the
 * hits that arrived are what counts, and a rollout that has some was searched. Any other view stays as it is.
 */
export function brokenOff(view: SearchView, status: 'cancelled' | 'failed', message: string | null): SearchView {
  if (view.status !== 'running') return view;
  const { counts, rollouts } = view;
  if (counts === null) return { ...view, status, message, isPartial: true };
  const arrived = {
    hits: rollouts.reduce((sum, { hitsTotal }) => sum + hitsTotal, 0),
    rolloutsWithHits: rollouts.length,
    rolloutsSearched: Math.max(counts.rolloutsSearched, rollouts.length),
  };
  return { ...view, status, message, isPartial: true, counts: { ...counts, ...arrived } };
}
