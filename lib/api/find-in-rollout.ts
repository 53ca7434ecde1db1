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
  /** Number of the first place answered, where no turn is named. */
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
 * beyond the last place the page begins at the first place again.
 *
 * @throws ApiError run_not_found, rollout_not_found
 */
export async function findInRollout(runId: number, n: number, request: FindRequest): Promise<FoundInRollout> {
  const { spans } = (await loadReadableRollout(runId, n, 'exact')).transcript;
  const query = { text: request.q, matchCase: request.matchCase === 1 };
  const counts = await countCache.get(`${runId}:${n}:${request.matchCase}:${request.q}`, () =>
    Uint32Array.from(spans, ({ text }) => countText(text, query)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const before = request.turn === undefined ? request.from : placesBefore(spans, counts, request.turn);
  const from = request.turn !== undefined && before >= total ? 0 : before;
  return { total, from, places: placesFrom(spans, counts, query, { from, limit: request.limit }) };
}
