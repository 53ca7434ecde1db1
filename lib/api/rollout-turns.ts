import type { Matcher } from '@/lib/core/entities/entity';
import { cutWindow } from '@/lib/core/rollout/cut-window';
import { entityTrails } from '@/lib/core/rollout/entity-trails';

import { ApiError } from './problem';
import { loadReadableRollout, mentionObjects, type ReadableRollout } from './readable-rollout';
import {
  SPAN_CHARACTERS,
  WINDOW_CHARACTERS,
  WINDOW_TURNS,
  type RolloutOutline,
  type SpanPart,
  type TurnWindow,
} from './schemas/rollout-turns';

const TOOL_NAME_CHARACTERS = 500;
const LIMITS = { turns: WINDOW_TURNS, characters: WINDOW_CHARACTERS, spanCharacters: SPAN_CHARACTERS };

/** The turns of a rollout without their texts, and where along them each entity is mentioned. */
export function outlineOf({ transcript, turnIndex, question, mentionsOf }: ReadableRollout): RolloutOutline {
  const { spans } = transcript;
  const mentioned = spans.map(({ turn, kind }, span) => ({ turn, kind, mentions: mentionsOf(span) }));
  return {
    turns: transcript.turns,
    characters: spans.reduce((sum, { text }) => sum + text.length, 0),
    turnList: turnIndex.turns.map((turn, at) => {
      const first = turnIndex.starts[at] ?? 0;
      const own = spans.slice(first, turnIndex.starts[at + 1]);
      return {
        turn,
        spans: own.map(({ kind, tool, text }, offset) => ({
          span: first + offset,
          kind,
          tool: tool === null ? null : tool.name.slice(0, TOOL_NAME_CHARACTERS),
          length: text.length,
        })),
      };
    }),
    trails: entityTrails(mentioned, question.entities.length),
  };
}

/** A part of a span: its text in [start, start + characters) and the mentions that touch it. */
function spanPart(readable: ReadableRollout, number: number, start: number, characters: number): SpanPart {
  const span = readable.transcript.spans[number];
  if (span === undefined) throw new RangeError(`span ${number} is not there`);
  const text = span.text.slice(start, start + characters);
  const mentions = mentionObjects(readable.mentionsOf(number))
    .filter((mention) => mention.start < start + text.length && mention.end > start)
    .map(({ entity, start: from, end }) => ({
      entity,
      start: Math.max(0, from - start),
      end: Math.min(text.length, end - start),
    }));
  const tool =
    span.tool === null
      ? null
      : {
          name: span.tool.name.slice(0, TOOL_NAME_CHARACTERS),
          arguments: span.tool.arguments.slice(0, Math.max(characters, TOOL_NAME_CHARACTERS)),
        };
  return { span: number, kind: span.kind, tool, length: span.text.length, start, text, mentions };
}

/** The texts of some turns, as many as fit into an answer. */
export function windowOf(
  readable: ReadableRollout,
  range: { readonly from: number; readonly to: number },
  limits = LIMITS,
): TurnWindow {
  const { transcript, turnIndex } = readable;
  const window = cutWindow(turnIndex, (span) => transcript.spans[span]?.text.length ?? 0, range, limits);
  const last = window.at(-1)?.turn;
  return {
    turnList: window.map(({ turn, spans }) => ({
      turn,
      spans: spans.map(({ span, characters }) => spanPart(readable, span, 0, characters)),
    })),
    next: last === undefined ? null : (turnIndex.turns.find((turn) => turn > last) ?? null),
  };
}

/** @throws ApiError run_not_found, rollout_not_found */
export async function readRolloutOutline(runId: number, n: number, matcher: Matcher): Promise<RolloutOutline> {
  return outlineOf(await loadReadableRollout(runId, n, matcher));
}

interface TurnsRequest {
  readonly from: number;
  readonly to: number;
  readonly matcher: Matcher;
}

/** Texts and mentions of the turns `from` to `to`, or of the first of them. @throws ApiError run_not_found, rollout_not_found */
export async function readTurns(runId: number, n: number, { matcher, ...range }: TurnsRequest): Promise<TurnWindow> {
  return windowOf(await loadReadableRollout(runId, n, matcher), range);
}

/** Which span of which rollout. */
interface SpanName {
  readonly runId: number;
  readonly n: number;
  readonly span: number;
}

interface SpanRequest {
  readonly from: number;
  readonly length: number;
  readonly matcher: Matcher;
}

/** A part of one span. @throws ApiError run_not_found, rollout_not_found, span_not_found */
export async function readSpan({ runId, n, span }: SpanName, request: SpanRequest): Promise<SpanPart> {
  const readable = await loadReadableRollout(runId, n, request.matcher);
  const { spans } = readable.transcript;
  if (span >= spans.length) throw new ApiError('span_not_found', `rollout ${n} has ${spans.length} spans, no ${span}`);
  return spanPart(readable, span, request.from, request.length);
}
