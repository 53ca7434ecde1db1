import type { RolloutMessage } from './rollout';
import { callText, isAnswerCall, readTaggedCall, type LoggedCall } from './read-tool-call';
import { isBlank, splitAssistantText, splitObservationText, type TaggedSegment } from './tagged-text';

/** `text` is what an assistant wrote that is none of the others. Only the middle four are searched for entities. */
export const SPAN_KINDS = ['prompt', 'thought', 'query', 'observation', 'answer', 'text'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/**
 * What counts as a thought.
 * - `marked`: reasoning_content and think tags only
 * - `assistant_text`: these, and what the assistant writes outside tags
 * - `auto`: `marked` if this rollout marks any thought, else `assistant_text`
 */
export const THOUGHT_RULES = ['auto', 'marked', 'assistant_text'] as const;
export type ThoughtRule = (typeof THOUGHT_RULES)[number];

/** Where a rollout's thoughts come from; the first that applies. */
export const THOUGHT_SOURCES = ['reasoning_content', 'think_tags', 'assistant_text', 'none'] as const;
export type ThoughtSource = (typeof THOUGHT_SOURCES)[number];

/** A piece of a rollout that is all of one kind. */
export interface TranscriptSpan {
  readonly kind: SpanKind;
  /**
   * Number of the turn, from 1; 0 before the first assistant message. One assistant message is one turn; what comes
   * after it, up to the next one, belongs to its turn.
   */
  readonly turn: number;
  /** Position of the message it comes from, from 0. */
  readonly message: number;
  /** Never empty but for a call or an answer that is. Of a call with JSON arguments, what it asks (`callText`). */
  readonly text: string;
  /** The call as the log wrote it; null on every span that is not a query. */
  readonly tool: LoggedCall | null;
}

export interface Transcript {
  readonly spans: readonly TranscriptSpan[];
  /** Assistant messages. */
  readonly turns: number;
  /** Calls of tools. A call that hands in the answer (`isAnswerCall`: ReAct's Finish, submit, ...) is an answer, not a tool call. */
  readonly toolCalls: number;
  readonly thoughtSource: ThoughtSource;
}

/**
 * Reads the messages of a rollout as spans of one kind each, in the order they were written; everything but tags and
 * white space stays visible in some span.
 *
 * - Thoughts: see THOUGHT_RULES. The last thought, just before the answer, counts.
 * - Queries: structured tool calls, and the tags `tool_call`, `search`, `access` and their like. Where a message has
 *   structured calls, `tool_call` tags in its content are the same calls once more and are kept as `text`.
 * - Observations: tool messages, and user messages after the first assistant message that hold an observation's tag;
 *   other user messages are prompts. So is a tool message before any assistant message.
 * - Answers: the tags `answer` and `finish`, calls that hand in the answer; and, where a rollout has neither, the plain
 *   text of the last assistant message if it calls no tool, nothing is observed after it, and either thoughts are marked
 *   (by the rollout, or by the rule `marked`) or tools were called before it. Without marks and tools it is all there is,
 *   and counts as thought.
 *
 * @returns No spans and no turns for no messages.
 * @example
 * readTranscript([{ role: 'assistant', content: '<think>A ship.</think><answer>Tegetthoff</answer>' }], 'auto')
 * // spans: thought 'A ship.' and answer 'Tegetthoff', both of turn 1; turns 1, toolCalls 0, thoughtSource 'think_tags'
 */
export function readTranscript(messages: readonly RolloutMessage[], thoughtRule: ThoughtRule): Transcript {
  const reader = new TranscriptReader();
  for (const message of messages) reader.read(message);
  return reader.finish(thoughtRule);
}

type Draft = { -readonly [Key in keyof TranscriptSpan]: TranscriptSpan[Key] };

class TranscriptReader {
  readonly #spans: Draft[] = [];
  /** The spans of plain assistant text, whose kind is decided at the end. */
  readonly #plain: Draft[] = [];
  #message = -1;
  #turns = 0;
  #toolCalls = 0;
  #hasReasoning = false;
  #hasThinkTags = false;
  #hasAnswer = false;
  /** Position of the latest assistant message, as long as it calls no tool and nothing is observed after it; else -1. */
  #closingMessage = -1;

  read(message: RolloutMessage): void {
    this.#message += 1;
    if (message.role === 'assistant') this.#readAssistant(message);
    else if (this.#turns === 0 || message.role === 'system') this.#addVisible('prompt', message.content);
    else if (message.role === 'tool') this.#addVisible('observation', message.content);
    else this.#readUser(message.content);
  }

  finish(rule: ThoughtRule): Transcript {
    const isMarked = this.#hasReasoning || this.#hasThinkTags;
    const plainIsThought = rule === 'assistant_text' || (rule === 'auto' && !isMarked);
    const closesWithAnswer = !this.#hasAnswer && (isMarked || rule === 'marked' || this.#toolCalls > 0);
    for (const span of this.#plain) {
      if (closesWithAnswer && span.message === this.#closingMessage) span.kind = 'answer';
      else if (plainIsThought) span.kind = 'thought';
    }
    const thoughtSource = this.#markedSource() ?? this.#plainSource();
    return { spans: this.#spans, turns: this.#turns, toolCalls: this.#toolCalls, thoughtSource };
  }

  #plainSource(): ThoughtSource {
    return this.#plain.some(({ kind }) => kind === 'thought') ? 'assistant_text' : 'none';
  }

  #markedSource(): ThoughtSource | null {
    if (this.#hasReasoning) return 'reasoning_content';
    return this.#hasThinkTags ? 'think_tags' : null;
  }

  #readAssistant(message: RolloutMessage): void {
    this.#turns += 1;
    this.#closingMessage = this.#message;
    if (this.#addVisible('thought', message.reasoning_content ?? '')) this.#hasReasoning = true;
    const calls = message.tool_calls ?? [];
    for (const segment of splitAssistantText(message.content)) this.#addSegment(segment, calls.length > 0);
    for (const call of calls) this.#addCall(call.function);
  }

  #addSegment(segment: TaggedSegment, hasStructuredCalls: boolean): void {
    const { kind, tag, text } = segment;
    if (kind === 'plain') this.#plain.push(this.#add('text', text));
    else if (kind !== 'query') this.#addTagged(kind, text);
    else if (tag !== 'tool_call')
      this.#addQuery({ name: tag === 'access' ? 'access' : 'search', arguments: text }, text);
    else if (hasStructuredCalls) this.#addVisible('text', text);
    else for (const call of readTaggedCall(text)) this.#addCall(call);
  }

  #addTagged(kind: 'thought' | 'observation' | 'answer', text: string): void {
    this.#add(kind, text);
    if (kind === 'thought') this.#hasThinkTags = true;
    else if (kind === 'answer') this.#hasAnswer = true;
    else this.#closingMessage = -1;
  }

  #addCall(call: LoggedCall): void {
    const text = callText(call.arguments);
    if (isAnswerCall(call.name)) this.#addTagged('answer', text);
    else this.#addQuery({ name: call.name, arguments: call.arguments }, text);
  }

  #addQuery(tool: LoggedCall, text: string): void {
    this.#add('query', text).tool = tool;
    this.#toolCalls += 1;
    this.#closingMessage = -1;
  }

  /** A user message after the first assistant message: what a tool gave back if it holds an observation's tag. */
  #readUser(content: string): void {
    for (const { kind, text } of splitObservationText(content)) {
      this.#addVisible(kind === 'observation' ? 'observation' : 'prompt', text);
    }
  }

  /** Adds a span if there is anything to see in it, and says whether there was. */
  #addVisible(kind: SpanKind, text: string): boolean {
    if (isBlank(text)) return false;
    this.#add(kind, text);
    if (kind === 'observation') this.#closingMessage = -1;
    return true;
  }

  #add(kind: SpanKind, text: string): Draft {
    const span: Draft = { kind, turn: this.#turns, message: this.#message, text, tool: null };
    this.#spans.push(span);
    return span;
  }
}
