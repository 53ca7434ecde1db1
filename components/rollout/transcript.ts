import type { SpanKind } from '@/lib/core/rollout/transcript';

/** Where an entity's name stands in a text: UTF-16 offsets, `entity` is a position in the list of entities. */
export interface Mention {
  readonly entity: number;
  readonly start: number;
  readonly end: number;
}

/** A piece of a turn: one thought, one tool call, one observation, ... */
export interface TranscriptSpan {
  readonly kind: SpanKind;
  readonly text: string;
  /** The call as the log wrote it; null where the span is no tool call. */
  readonly tool: { readonly name: string; readonly arguments: string } | null;
  readonly mentions: readonly Mention[];
}

export interface TranscriptTurn {
  /** From 1; 0 for what stands before the first turn. */
  readonly turn: number;
  readonly spans: readonly TranscriptSpan[];
}

export interface FirstTurns {
  readonly thoughts: number | null;
  readonly queries: number | null;
  readonly observations: number | null;
  readonly answer: number | null;
}

export interface EntityWithFirstTurns {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly firstTurn: FirstTurns;
}

/** A stretch of text and the entities it mentions; no entities where it is plain. */
export interface TextSegment {
  readonly start: number;
  readonly text: string;
  readonly entities: readonly number[];
}

/**
 * Cuts a text at the borders of its mentions, so that overlapping mentions are both kept: a stretch inside two names
 * carries both entities. Mentions that leave the text are cut to it. The segments joined give the text back.
 */
export function segmentText(text: string, mentions: readonly Mention[]): readonly TextSegment[] {
  const inside = mentions.flatMap(({ entity, start, end }) => {
    const from = Math.max(0, start);
    const to = Math.min(text.length, end);
    return from < to ? [{ entity, start: from, end: to }] : [];
  });
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const segments: TextSegment[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const covering = inside.filter((mention) => mention.start <= start && mention.end >= end);
    const entities = [...new Set(covering.map((mention) => mention.entity))].sort((a, b) => a - b);
    segments.push({ start, text: text.slice(start, end), entities });
  }
  return segments;
}
