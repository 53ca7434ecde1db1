import type { RolloutMessage } from '@/lib/core/rollout/rollout';

export const SPAN_KINDS = ['prompt', 'thought', 'query', 'observation', 'answer', 'text'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** What counts as a thought; see `readTranscript`. */
export const THOUGHT_RULES = ['auto', 'marked', 'assistant_text'] as const;
export type ThoughtRule = (typeof THOUGHT_RULES)[number];

export const THOUGHT_SOURCES = ['reasoning_content', 'think_tags', 'assistant_text', 'none'] as const;
export type ThoughtSource = (typeof THOUGHT_SOURCES)[number];

/** A piece of a rollout that is all of one kind. */
export interface TranscriptSpan {
  readonly kind: SpanKind;
  /** Number of the turn, from 1; 0 before the first assistant message. One assistant message is one turn. */
  readonly turn: number;
  /** Position of the message it comes from, from 0. */
  readonly message: number;
  readonly text: string;
  /** The call as the log wrote it; null on every span that is not a query. */
  readonly tool: { readonly name: string; readonly arguments: string } | null;
}

export interface Transcript {
  readonly spans: readonly TranscriptSpan[];
  /** Assistant messages. */
  readonly turns: number;
  /** Calls of real tools; a call that hands in the answer (ReAct's Finish) is none. */
  readonly toolCalls: number;
  readonly thoughtSource: ThoughtSource;
}

export function readTranscript(messages: readonly RolloutMessage[], thoughtRule: ThoughtRule): Transcript {
  void messages;
  void thoughtRule;
  return { spans: [], turns: 0, toolCalls: 0, thoughtSource: 'none' };
}
