import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readMessageContent } from './message-content';
import { roleOf } from './role-names';
import { readToolCalls } from './tool-calls';

export type MessagesResult =
  { readonly ok: true; readonly messages: RolloutMessage[] } | { readonly ok: false; readonly message: string };

/**
 * OpenAI-like messages as the canonical record has them.
 *
 * Content may be a string, null, a list of parts (texts joined by a newline, thinking parts become `reasoning_content`,
 * anything else leaves its type in brackets) or an object (kept as JSON). Tool calls may be objects, JSON strings or flat
 * `{name, arguments}`. `reasoning` and `thinking` are read as `reasoning_content`. Other keys of a message are left out.
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
    const message = readMessage(item, where);
    if (typeof message === 'string') return { ok: false, message };
    messages.push(message);
  }
  return { ok: true, messages };
}

/** One message, or what is wrong with it. */
function readMessage(item: JsonObject, where: string): RolloutMessage | string {
  const role = roleOf(item.role ?? null);
  if (role === null) {
    const found = typeof item.role === 'string' ? `"${item.role.slice(0, 40)}"` : describeType(item.role);
    return `${where}.role is ${found}; expected system, user, assistant or tool`;
  }
  const { text, reasoning, toolUses } = readMessageContent(item.content);
  const calls = readToolCalls(item, where);
  if (typeof calls === 'string') return calls;
  const thought = firstText(item.reasoning_content, item.reasoning, item.thinking) ?? reasoning;
  const toolCalls: readonly ToolCall[] = toolUses.length === 0 ? calls : [...calls, ...toolUses];
  return {
    role,
    content: text,
    ...(thought === null ? {} : { reasoning_content: thought }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
    ...(typeof item.tool_call_id === 'string' ? { tool_call_id: item.tool_call_id } : {}),
    ...(typeof item.name === 'string' ? { name: item.name } : {}),
  };
}

function firstText(...values: readonly (JsonValue | undefined)[]): string | null {
  for (const value of values) {
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
