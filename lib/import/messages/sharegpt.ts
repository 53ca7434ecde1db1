import { readTaggedCall } from '@/lib/core/rollout/read-tool-call';
import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readMessageContent } from './message-content';
import type { MessagesResult } from './normalise-messages';
import { roleOf } from './role-names';

const CALL_ROLES: ReadonlySet<string> = new Set(['function_call', 'tool_call', 'function-call', 'tool-call']);
const AGENT_TAG = /<(?:tool_call|search|think)>/;

/**
 * ShareGPT's `conversations` (`from`, `value`) as messages: human, gpt, system, observation, and function_call, whose
 * value is the call as JSON, several in a list (LLaMA-Factory). A thought in front of the call stays in its content.
 *
 * @param conversations the list
 * @param system the record's own `system` text; null or blank where it has none
 */
export function messagesFromShareGpt(
  conversations: JsonValue | undefined,
  system: JsonValue | undefined,
): MessagesResult {
  if (!isJsonArray(conversations)) {
    return { ok: false, message: `conversations is ${describeType(conversations)}; expected a list of messages` };
  }
  const hasSystem = typeof system === 'string' && system.trim() !== '';
  const messages: RolloutMessage[] = hasSystem ? [{ role: 'system', content: system }] : [];
  for (const [index, item] of conversations.entries()) {
    const where = `conversations[${index}]`;
    if (!isJsonObject(item)) return { ok: false, message: `${where} is ${describeType(item)}; expected an object` };
    const message = readEntry(item);
    if (message === null) return { ok: false, message: `${where}.from is ${foundRole(item)}` };
    messages.push(message);
  }
  return { ok: true, messages };
}

function foundRole(item: JsonObject): string {
  const from = item.from ?? item.role;
  const found = typeof from === 'string' ? `"${from.slice(0, 40)}"` : describeType(from);
  return `${found}; expected human, gpt, system, function_call or observation`;
}

function readEntry(item: JsonObject): RolloutMessage | null {
  const from = item.from ?? item.role ?? null;
  const { text, reasoning } = readMessageContent(item.value ?? item.content);
  if (typeof from === 'string' && CALL_ROLES.has(from.toLowerCase())) return readCalls(text);
  const role = roleOf(from);
  if (role === null) return null;
  return { role, content: text, ...(reasoning === null ? {} : { reasoning_content: reasoning }) };
}

/** A text with calls as an assistant message; text with tags of its own is left as it is. */
function readCalls(text: string): RolloutMessage {
  const thoughtEnd = text.lastIndexOf('</think>');
  const start = thoughtEnd === -1 ? 0 : thoughtEnd + '</think>'.length;
  const calls = text.slice(start).trim();
  if (AGENT_TAG.test(calls) || calls === '') return { role: 'assistant', content: text };
  const toolCalls: readonly ToolCall[] = readTaggedCall(calls).map((call) => ({ type: 'function', function: call }));
  return { role: 'assistant', content: text.slice(0, start), tool_calls: toolCalls };
}
