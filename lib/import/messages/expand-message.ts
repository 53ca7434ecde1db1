import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * A message that holds what several messages say, taken apart; any other message as it is.
 *
 * - a tool message whose content is a list of `{tool_call_id, output}` (CaRR, GLM): one tool message each
 * - results of tools among the parts (Anthropic's `tool_result` and `web_search_tool_result`, Inspect's `tool_use` with
 *   its `result`): tool messages, and what stands before and behind them messages of their own
 */
export function expandMessage(item: JsonObject): readonly JsonObject[] {
  if (!isJsonArray(item.content)) return [item];
  const outputs = readOutputs(item.content);
  if (outputs !== null) return outputs.map((output) => ({ ...item, ...output }));
  if (!item.content.some((part) => isJsonObject(part) && (isResult(part) || isUseWithResult(part)))) return [item];
  return splitParts(item, item.content);
}

/** Null where a part is no output of a call, or there is none. */
function readOutputs(parts: readonly JsonValue[]): readonly JsonObject[] | null {
  const outputs: JsonObject[] = [];
  for (const part of parts) {
    if (!isJsonObject(part) || !Object.hasOwn(part, 'output') || !Object.hasOwn(part, 'tool_call_id')) return null;
    if (Object.hasOwn(part, 'type')) return null;
    outputs.push({ role: 'tool', content: part.output ?? null, tool_call_id: part.tool_call_id ?? null });
  }
  return outputs.length === 0 ? null : outputs;
}

function isResult(part: JsonObject): boolean {
  return typeof part.type === 'string' && part.type.endsWith('tool_result');
}

function isUseWithResult(part: JsonObject): boolean {
  return part.type === 'tool_use' && (isSaid(part.result) || isSaid(part.error));
}

function isSaid(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

function splitParts(item: JsonObject, parts: readonly JsonValue[]): readonly JsonObject[] {
  const { reasoning_content, reasoning, thinking, tool_calls, ...rest } = item;
  const messages: JsonObject[] = [];
  let own: JsonValue[] = [];
  // Thoughts of the message as a whole come first, its calls last, as they do where it is one message.
  let thoughts = present({ reasoning_content, reasoning, thinking });
  const flush = (calls: JsonObject): void => {
    const extra = { ...thoughts, ...calls };
    if (own.length > 0 || Object.keys(extra).length > 0) messages.push({ ...rest, ...extra, content: own });
    own = [];
    thoughts = {};
  };
  for (const part of parts) {
    if (isJsonObject(part) && isResult(part)) {
      flush({});
      messages.push(toolMessage(part.content ?? part.output, part.tool_use_id ?? part.tool_call_id));
    } else {
      own.push(part);
      if (!isJsonObject(part) || !isUseWithResult(part)) continue;
      flush({});
      messages.push(toolMessage(isSaid(part.result) ? part.result : part.error, part.id));
    }
  }
  flush(present({ tool_calls }));
  return messages;
}

function present(fields: { readonly [key: string]: JsonValue | undefined }): JsonObject {
  const kept: { [key: string]: JsonValue } = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined && isSaid(value)) kept[key] = value;
  return kept;
}

function toolMessage(content: JsonValue | undefined, callId: JsonValue | undefined): JsonObject {
  return { role: 'tool', content: content ?? null, tool_call_id: callId ?? null };
}
