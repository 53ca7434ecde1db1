import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { expandMessage } from './expand-message';
import { readMessageContent } from './message-content';
import { roleOf } from './role-names';
import { readToolCalls } from './tool-calls';

export type MessagesResult =
  { readonly ok: true; readonly messages: RolloutMessage[] } | { readonly ok: false; readonly message: string };

/**
 * OpenAI-like messages as the canonical record has them.
 *
 * Content may be a string, null, a list of parts (texts joined by a newline, thinking parts become `reasoning_content`,
 * anything else leaves its type in brackets) or an object (kept as JSON). Results of tools among the parts become tool
 * messages (`expandMessage`). Tool calls may be objects, JSON strings, flat `{name, arguments}`, Inspect's
 * `{function, arguments}`, or all of them one JSON string. `reasoning`, `thinking` and `reasoning_details` are read as
 * `reasoning_content`. Other keys of a message are left out.
 * The result of a result is the same: reading twice changes nothing.
 *
 * @param value the list of messages
 * @param field its name, for the message
 */
export function normaliseMessages(value: JsonValue | undefined, field: string): MessagesResult {
  if (!isJsonArray(value))
    return { ok: false, message: `${field} is ${describeType(value)}; expected a list of messages` };
  const messages: RolloutMessage[] = [];
  for (const [index, item] of value.entries()) {
    const where = `${field}[${index}]`;
    if (!isJsonObject(item)) return { ok: false, message: `${where} is ${describeType(item)}; expected an object` };
    for (const part of expandMessage(item)) {
      const message = readMessage(part, where);
      if (typeof message === 'string') return { ok: false, message };
      messages.push(message);
    }
  }
  return { ok: true, messages };
}

/** One message, or what is wrong with it. */
function readMessage(item: JsonObject, where: string): RolloutMessage | string {
  const role = roleOf(item.role ?? null);
  if (role === null) return `${where}.role is ${shown(item.role)}; expected system, user, assistant or tool`;
  const { text, reasoning, toolUses } = readMessageContent(item.content);
  const calls = readToolCalls(item, where);
  if (typeof calls === 'string') return calls;
  const thought = firstText(item.reasoning_content, item.reasoning, item.thinking) ?? reasoning ?? detailsOf(item);
  const toolCalls: readonly ToolCall[] = toolUses.length === 0 ? calls : [...calls, ...toolUses];
  return {
    role,
    content: text === '' ? errorOf(item, role) : text,
    ...(thought === null ? {} : { reasoning_content: thought }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
    ...(typeof item.tool_call_id === 'string' ? { tool_call_id: item.tool_call_id } : {}),
    ...nameOf(item, role),
  };
}

/** The message's name; of a tool message Inspect writes it as `function`. */
function nameOf(item: JsonObject, role: RolloutMessage['role']): { readonly name?: string } {
  if (typeof item.name === 'string') return { name: item.name };
  return role === 'tool' && typeof item.function === 'string' ? { name: item.function } : {};
}

/** The error a tool gave back instead of a text (Inspect: `{type, message}`). */
function errorOf(item: JsonObject, role: RolloutMessage['role']): string {
  if (role !== 'tool' || !isJsonObject(item.error)) return '';
  return typeof item.error.message === 'string' ? item.error.message : '';
}

/** OpenRouter's list of thoughts; null where there is none in the clear. */
function detailsOf(item: JsonObject): string | null {
  if (!isJsonArray(item.reasoning_details)) return null;
  const texts = item.reasoning_details.flatMap((detail) => {
    const text = isJsonObject(detail) ? firstText(detail.text, detail.summary) : null;
    return text === null ? [] : [text];
  });
  return texts.length === 0 ? null : texts.join('\n');
}

function shown(role: JsonValue | undefined): string {
  return typeof role === 'string' ? `"${role.slice(0, 40)}"` : describeType(role);
}

function firstText(...values: readonly (JsonValue | undefined)[]): string | null {
  for (const value of values) {
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
