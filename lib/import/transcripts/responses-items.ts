import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { readMessageContent } from '@/lib/import/messages/message-content';
import { roleOf } from '@/lib/import/messages/role-names';
import { argumentsText } from '@/lib/import/messages/tool-calls';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';

/**
 * Items of OpenAI's Responses API as messages: what was sent (`input`, a text or a list of items) and what came back
 * (`output`, the items of the response, or of the whole loop as NeMo Gym and BrowseComp-Plus log them).
 *
 * Items: message (roles and parts as in a chat), reasoning (its content, else its summary), function_call and
 * custom_tool_call, their outputs, the calls of hosted tools (web_search_call and every other `*_call`, with the results
 * they carry), and BrowseComp-Plus's `tool_call` and `output_text`. Reasoning, text and the calls behind them are one
 * assistant message; reasoning or text behind a call begins the next. An item that is none of these stays visible as a
 * system message with its JSON, which counts as no turn.
 *
 * @returns Never null and never throws: a value that is no list of items gives no messages.
 * @example
 * messagesFromResponses('Who?', [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Look.' }] },
 *   { type: 'function_call', call_id: 'c', name: 'search', arguments: '{"q":"x"}' },
 *   { type: 'function_call_output', call_id: 'c', output: 'y' }])
 * // user 'Who?', assistant with reasoning_content 'Look.' and the call, tool 'y'
 */
export function messagesFromResponses(
  input: JsonValue | undefined,
  output: JsonValue | undefined,
): readonly RolloutMessage[] {
  const reader = new ResponsesReader();
  if (typeof input === 'string') reader.say('user', input);
  else reader.readAll(input);
  if (typeof output === 'string') reader.say('assistant', output);
  else reader.readAll(output);
  return reader.finish();
}

/** The assistant message that is still being put together. */
interface OpenMessage {
  reasoning: string[];
  content: string;
  calls: ToolCall[];
}

class ResponsesReader {
  readonly #messages: RolloutMessage[] = [];
  #open: OpenMessage | null = null;

  readAll(items: JsonValue | undefined): void {
    for (const item of isJsonArray(items) ? items : []) {
      if (typeof item === 'string') this.say('user', item);
      else if (isJsonObject(item)) this.#readItem(item, typeof item.type === 'string' ? item.type : 'message');
    }
  }

  finish(): readonly RolloutMessage[] {
    this.#close();
    return this.#messages;
  }

  /** Adds a text of one role; blank text is left out. */
  say(role: RolloutMessage['role'], content: string, callId: JsonValue = null): void {
    if (content.trim() === '') return;
    if (role !== 'assistant') {
      this.#close();
      this.#messages.push({ role, content, ...(typeof callId === 'string' ? { tool_call_id: callId } : {}) });
      return;
    }
    if (this.#open !== null && (this.#open.content !== '' || this.#open.calls.length > 0)) this.#close();
    this.#opened().content = content;
  }

  #readItem(item: JsonObject, type: string): void {
    if (type === 'message') this.#readMessage(item);
    else if (type === 'reasoning') this.#think(reasoningOf(item));
    else if (type === 'output_text') this.say('assistant', textOf(item.text ?? item.output));
    else if (type.endsWith('_call_output')) this.say('tool', textOf(item.output), item.call_id ?? null);
    else if (type.endsWith('_call')) this.#call(item, type);
    else this.say('system', JSON.stringify(item));
  }

  #readMessage(item: JsonObject): void {
    const role = roleOf(item.role ?? null);
    if (role === null) {
      this.say('system', JSON.stringify(item));
      return;
    }
    const { text, reasoning } = readMessageContent(item.content);
    if (reasoning !== null) this.#think(reasoning);
    this.say(role, text, item.call_id ?? item.tool_call_id ?? null);
  }

  #think(thought: string): void {
    if (thought.trim() === '') return;
    if (this.#open !== null && (this.#open.content !== '' || this.#open.calls.length > 0)) this.#close();
    this.#opened().reasoning.push(thought);
  }

  #call(item: JsonObject, type: string): void {
    const callId = item.call_id ?? item.id ?? null;
    this.#opened().calls.push({
      ...(typeof callId === 'string' ? { id: callId } : {}),
      type: 'function',
      function: { name: nameOfCall(item, type), arguments: argumentsOfCall(item) },
    });
    this.say('tool', resultOfCall(item), callId);
  }

  #opened(): OpenMessage {
    this.#open ??= { reasoning: [], content: '', calls: [] };
    return this.#open;
  }

  #close(): void {
    if (this.#open === null) return;
    const { reasoning, content, calls } = this.#open;
    this.#open = null;
    this.#messages.push({
      role: 'assistant',
      content,
      ...(reasoning.length === 0 ? {} : { reasoning_content: reasoning.join('\n') }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    });
  }
}

/** The reasoning itself where the log has it, else its summary. Encrypted reasoning is no text. */
function reasoningOf(item: JsonObject): string {
  for (const value of [item.content, item.summary, item.text, item.output]) {
    const text = textOf(value);
    if (text.trim() !== '') return text;
  }
  return '';
}

/** A text, the texts of a list of parts, or the JSON of anything else. */
function textOf(value: JsonValue | undefined): string {
  const { text, reasoning } = readMessageContent(value);
  return reasoning === null ? text : [reasoning, text].filter((part) => part !== '').join('\n');
}

function nameOfCall(item: JsonObject, type: string): string {
  for (const name of [item.name, item.tool_name]) if (typeof name === 'string') return name;
  const action = isJsonObject(item.action) ? item.action.type : null;
  if (type === 'web_search_call' && typeof action === 'string' && action !== 'search') return action;
  return type.slice(0, -'_call'.length);
}

/** What a call asks: its arguments, or of a hosted tool what its item says it did. */
function argumentsOfCall(item: JsonObject): string {
  const given = item.arguments ?? item.input ?? item.action ?? item.queries ?? item.code;
  if (!isJsonObject(given) || given !== item.action) return argumentsText(given);
  const { type: _type, sources: _sources, ...asked } = given;
  return JSON.stringify(asked);
}

/** What a hosted tool found, where its item carries it. */
function resultOfCall(item: JsonObject): string {
  for (const value of [item.output, item.outputs, item.results, item.result, item.error]) {
    const text = textOf(value);
    if (text.trim() !== '') return text;
  }
  const sources = isJsonObject(item.action) && isJsonArray(item.action.sources) ? item.action.sources : [];
  return sources
    .flatMap((source) => (isJsonObject(source) && typeof source.url === 'string' ? [source.url] : []))
    .join('\n');
}
