import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue, ToolCall } from '@/lib/core/rollout/rollout';
import { argumentsText } from './tool-calls';

export interface MessageContent {
  readonly text: string;
  /** Text of thinking parts; null where there is none. */
  readonly reasoning: string | null;
  /** Tool calls written as content parts. */
  readonly toolUses: readonly ToolCall[];
}

const NONE: readonly ToolCall[] = [];

/** The content of a message: a string, nothing, a list of parts, or a value kept as JSON. */
export function readMessageContent(content: JsonValue | undefined): MessageContent {
  if (typeof content === 'string') return { text: content, reasoning: null, toolUses: NONE };
  if (content === undefined || content === null) return { text: '', reasoning: null, toolUses: NONE };
  if (!isJsonArray(content)) return { text: looseText(content), reasoning: null, toolUses: NONE };
  return readParts(content);
}

function readParts(parts: readonly JsonValue[]): MessageContent {
  const texts: string[] = [];
  const thoughts: string[] = [];
  const toolUses: ToolCall[] = [];
  for (const part of parts) {
    if (!isJsonObject(part)) texts.push(looseText(part));
    else if (isThought(part)) thoughts.push(thoughtOf(part));
    else if (isToolUse(part.type) && typeof part.name === 'string') toolUses.push(toolUse(part, part.name));
    else texts.push(textOf(part) ?? placeholder(part));
  }
  return { text: texts.join('\n'), reasoning: thoughts.length === 0 ? null : thoughts.join('\n'), toolUses };
}

function isThought(part: JsonObject): boolean {
  return part.type === 'thinking' || part.type === 'reasoning';
}

function isToolUse(type: JsonValue | undefined): boolean {
  return type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use' || type === 'tool_call';
}

function textOf(part: JsonObject): string | null {
  for (const key of ['text', 'thinking', 'reasoning', 'content', 'refusal']) {
    const value = part[key];
    if (typeof value === 'string') return value;
  }
  return null;
}

/**
 * A thought's text: its own, that of its parts (Mistral), or its summary where the thought itself is empty or, in
 * Inspect's words, redacted, which leaves it as an encrypted block.
 */
function thoughtOf(part: JsonObject): string {
  const own = part.redacted === true ? '' : (textOf(part) ?? partsText(part.thinking));
  return own === '' ? partsText(part.summary) : own;
}

function partsText(value: JsonValue | undefined): string {
  return isJsonArray(value) || typeof value === 'string' ? readMessageContent(value).text : '';
}

/** A part without text, such as an image, leaves its type so that the reader sees something stood there. */
function placeholder(part: JsonObject): string {
  return typeof part.type === 'string' && part.type !== 'text' ? `[${part.type}]` : JSON.stringify(part);
}

function toolUse(part: JsonObject, name: string): ToolCall {
  return {
    ...(typeof part.id === 'string' ? { id: part.id } : {}),
    type: 'function',
    function: { name, arguments: argumentsText(part.input ?? part.arguments ?? part.args) },
  };
}

function looseText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
