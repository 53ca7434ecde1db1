import type { LoggedCall } from '@/lib/core/rollout/read-tool-call';
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
  readonly tool: LoggedCall | null;
  /** Entity, start, end of each mention, one after another: a long rollout has tens of thousands. */
  readonly mentions: readonly number[];
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

interface LongSpan {
  readonly kind: SpanKind;
  readonly text: string;
  readonly tool: LoggedCall | null;
  readonly mentions?: readonly Mention[];
}

/** A turn of the API as the transcript takes it, without what is not shown. */
export function transcriptTurn(turn: number, spans: readonly LongSpan[]): TranscriptTurn {
  return {
    turn,
    spans: spans.map(({ kind, text, tool, mentions = [] }) => ({
      kind,
      text,
      tool,
      mentions: mentions.flatMap(({ entity, start, end }) => [entity, start, end]),
    })),
  };
}

/** The mentions of a span, each as an object. */
export function mentionsOf({ mentions }: Pick<TranscriptSpan, 'mentions'>): readonly Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at + 2 < mentions.length; at += 3) {
    found.push({ entity: mentions[at] ?? 0, start: mentions[at + 1] ?? 0, end: mentions[at + 2] ?? 0 });
  }
  return found;
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
 * One pass over the borders, so that thousands of mentions in one text cost no more than reading them.
 */
export function segmentText(text: string, mentions: readonly Mention[]): readonly TextSegment[] {
  const borders = mentions.flatMap(({ entity, start, end }) => {
    const from = Math.max(0, start);
    const to = Math.min(text.length, end);
    return from < to
      ? [
          { at: from, entity, change: 1 },
          { at: to, entity, change: -1 },
        ]
      : [];
  });
  borders.sort((a, b) => a.at - b.at);
  const segments: TextSegment[] = [];
  const open = new Map<number, number>();
  let start = 0;
  const cutAt = (end: number) => {
    if (end === start) return;
    const entities = [...open.keys()].sort((a, b) => a - b);
    segments.push({ start, text: text.slice(start, end), entities });
    start = end;
  };
  for (const { at, entity, change } of borders) {
    cutAt(at);
    const depth = (open.get(entity) ?? 0) + change;
    if (depth > 0) open.set(entity, depth);
    else open.delete(entity);
  }
  cutAt(text.length);
  return segments;
}
