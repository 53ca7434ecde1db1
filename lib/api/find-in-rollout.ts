import { countText, findText, type TextQuery } from '@/lib/core/rollout/find-text';
import type { TranscriptSpan } from '@/lib/core/rollout/transcript';

import { processCache } from './cache/process-cache';
import { loadReadableRollout } from './readable-rollout';
import type { FoundInRollout } from './schemas/rollout-turns';

export interface FindRequest {
  readonly q: string;
  /** 1 or 0. */
  readonly matchCase: number;
  /** Answers places from the first in this turn on. */
  readonly turn?: number | undefined;
  /** Answers places from an offset in this span on. */
  readonly span?: number | undefined;
  /** UTF-16 offset in the text of that span. */
  readonly start?: number | undefined;
  /** Number of the first place answered, where neither turn nor span is named. */
  readonly from: number;
  readonly limit: number;
}

const COUNT_CACHE_NUMBERS = 4_000_000;

/** Places by span of the texts looked for last: going from place to place asks for the same ones again. */
const countCache = processCache<Uint32Array>('counts of finds', COUNT_CACHE_NUMBERS, (counts) => counts.length + 100);

/** Places before the first span of a turn or of a later one. */
function placesBefore(spans: readonly TranscriptSpan[], counts: Uint32Array, turn: number): number {
  let before = 0;
  for (const [at, span] of spans.entries()) {
    if (span.turn >= turn) break;
    before += counts[at] ?? 0;
  }
  return before;
}

/** Places before an offset in a span; one that reaches beyond the offset is not before it. */
function placesBeforeOffset(
  spans: readonly TranscriptSpan[],
  counts: Uint32Array,
  query: TextQuery,
  { span, start }: { readonly span: number; readonly start: number },
): number {
  const before = counts.subarray(0, span).reduce((sum, count) => sum + count, 0);
  const own = spans[span];
  if (own === undefined) return before;
  const places = findText(own.text, query, { skip: 0, limit: counts[span] ?? 0 });
  const reaches = places.findIndex(({ end }) => end > start);
  return before + (reaches === -1 ? places.length : reaches);
}

/** Number of the first place that is answered; round the end it is the first of all. */
function firstPlace(spans: readonly TranscriptSpan[], counts: Uint32Array, request: FindRequest): number {
  const { span, start = 0, turn, from } = request;
  if (span === undefined && turn === undefined) return from;
  const before =
    span === undefined
      ? placesBefore(spans, counts, turn ?? 0)
      : placesBeforeOffset(spans, counts, queryOf(request), { span, start });
  return before >= counts.reduce((sum, count) => sum + count, 0) ? 0 : before;
}

function queryOf({ q, matchCase }: FindRequest): TextQuery {
  return { text: q, matchCase: matchCase === 1 };
}

function placesFrom(
  spans: readonly TranscriptSpan[],
  counts: Uint32Array,
  query: TextQuery,
  { from, limit }: { readonly from: number; readonly limit: number },
): FoundInRollout['places'] {
  const places: FoundInRollout['places'] = [];
  let passed = 0;
  for (const [span, { turn, text }] of spans.entries()) {
    const count = counts[span] ?? 0;
    const skip = Math.max(0, from - passed);
    passed += count;
    if (skip >= count) continue;
    const found = findText(text, query, { skip, limit: limit - places.length });
    places.push(...found.map(({ start, end }, at) => ({ turn, span, at: skip + at, start, end })));
    if (places.length >= limit) break;
  }
  return places;
}

/**
 * Looks for a text in all spans of a rollout: how many places there are, and a page of them in reading order. With a turn
 * or a span beyond the last place the page begins at the first place again.
 *
 * @throws ApiError run_not_found, rollout_not_found
 */
export async function findInRollout(runId: number, n: number, request: FindRequest): Promise<FoundInRollout> {
  const { spans } = (await loadReadableRollout(runId, n, 'exact')).transcript;
  const query = queryOf(request);
  const counts = await countCache.get(`${runId}:${n}:${request.matchCase}:${request.q}`, () =>
    Uint32Array.from(spans, ({ text }) => countText(text, query)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const from = firstPlace(spans, counts, request);
  return { total, from, places: placesFrom(spans, counts, query, { from, limit: request.limit }) };
}
