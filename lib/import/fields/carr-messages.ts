import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Messages of CaRR in the shape of OpenAI's: a tool call names itself in `tool_call_id`, and a tool's message holds the
 * results of several calls as a list of `{tool_call_id, output}`, each of which becomes a message.
 */
export function openCarrMessages(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonArray(value) ? value.flatMap(openMessage) : value;
}

function openMessage(message: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(message)) return [message];
  if (message.role === 'tool' && isJsonArray(message.content) && message.content.every(isResult)) {
    return message.content.filter(isJsonObject).map((result) => ({
      role: 'tool',
      tool_call_id: result.tool_call_id ?? null,
      content: result.output ?? null,
    }));
  }
  if (!isJsonArray(message.tool_calls)) return [message];
  return [{ ...message, tool_calls: message.tool_calls.map(withId) }];
}

function isResult(item: JsonValue): boolean {
  return isJsonObject(item) && Object.hasOwn(item, 'output');
}

function withId(call: JsonValue): JsonValue {
  if (!isJsonObject(call) || call.id !== undefined || call.tool_call_id === undefined) return call;
  const named: JsonObject = { ...call, id: call.tool_call_id };
  return named;
}
