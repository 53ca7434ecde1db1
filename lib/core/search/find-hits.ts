import type { SpanKind, TranscriptSpan } from '@/lib/core/rollout/transcript';

import { cutSnippet, type Snippet } from './cut-snippet';

/** One place in a rollout where a search found something. */
export interface SearchHit {
  readonly turn: number;
  /** Position of the message in the rollout, from 0. */
  readonly message: number;
  readonly spanKind: SpanKind;
  /** Position of the span among those of the rollout, from 0. */
  readonly span: number;
  /** UTF-16 offsets in the span's text. */
  readonly start: number;
  readonly end: number;
  readonly snippet: Snippet;
}

export interface FoundHits {
  /** All hits of the rollout. */
  readonly total: number;
  /** The first of them. */
  readonly hits: readonly SearchHit[];
}

export interface HitSearch {
  /** With the flag `g`: what `compileSearch` gives. */
  readonly expression: RegExp;
  /** Only spans of this kind; null takes all. */
  readonly kind: SpanKind | null;
  /** How many hits are kept; all are counted. */
  readonly keep: number;
  /** Called before each span and each match; false ends the search there. */
  readonly goOn: () => boolean;
}

/**
 * Every match in the spans of a rollout, in order. A match lies within one span; matches do not overlap, and a match of
 * no characters is none. What stands in no span (the tags themselves) is not searched.
 *
 * @example findHits([thought('A ship. A SHIP.')], { expression: /ship/giu, kind: null, keep: 1, goOn: () => true })
 * // total 2, the first hit from 2 to 6
 */
export function findHits(spans: readonly TranscriptSpan[], { expression, kind, keep, goOn }: HitSearch): FoundHits {
  const hits: SearchHit[] = [];
  let total = 0;
  for (const [span, { kind: spanKind, turn, message, text }] of spans.entries()) {
    if (kind !== null && spanKind !== kind) continue;
    if (!goOn()) break;
    expression.lastIndex = 0;
    if (!expression.test(text)) continue;
    expression.lastIndex = 0;
    for (const { 0: match, index: start } of text.matchAll(expression)) {
      if (!goOn()) break;
      if (match === '') continue;
      total += 1;
      if (hits.length >= keep) continue;
      const end = start + match.length;
      hits.push({ turn, message, spanKind, span, start, end, snippet: cutSnippet(text, start, end) });
    }
  }
  return { total, hits };
}
