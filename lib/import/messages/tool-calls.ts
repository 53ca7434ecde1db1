import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { JsonObject, JsonValue, ToolCall } from '@/lib/core/rollout/rollout';

const NONE: readonly ToolCall[] = [];

/**
 * The tool calls of a message: `tool_calls` as objects, JSON strings, flat `{name, arguments}`, Inspect's
 * `{function: name, arguments}`, all of them in one JSON string (a column of a table), or the older single
 * `function_call`. Absent, null and a blank string mean none. Answers what is wrong as a string.
 */
export function readToolCalls(message: JsonObject, where: string): readonly ToolCall[] | string {
  const value = typeof message.tool_calls === 'string' ? parseCalls(message.tool_calls) : message.tool_calls;
  if (value === undefined || value === null) return readFunctionCall(message.function_call, where);
  if (!isJsonArray(value)) return `${where}.tool_calls is ${describeType(value)}; expected a list`;
  const calls: ToolCall[] = [];
  for (const [index, item] of value.entries()) {
    const call = readToolCall(item, `${where}.tool_calls[${index}]`);
    if (typeof call === 'string') return call;
    calls.push(call);
  }
  return calls;
}

function readFunctionCall(value: JsonValue | undefined, where: string): readonly ToolCall[] | string {
  if (value === undefined || value === null) return NONE;
  const call = readToolCall(value, `${where}.function_call`);
  return typeof call === 'string' ? call : [call];
}

function readToolCall(item: JsonValue, where: string): ToolCall | string {
  const call = typeof item === 'string' ? parseText(item) : item;
  if (!isJsonObject(call)) {
    return `${where} is ${describeType(item)}${typeof item === 'string' ? ' that is not JSON' : ''}; expected a tool call`;
  }
  const inner = isJsonObject(call.function) ? call.function : call;
  const name = [inner.name, call.function, call.tool_name].find((value) => typeof value === 'string');
  if (typeof name !== 'string') return `${where} names no tool; its name is ${describeType(inner.name)}`;
  return {
    ...(typeof call.id === 'string' ? { id: call.id } : {}),
    type: 'function',
    function: { name, arguments: argumentsText(inner.arguments ?? inner.parameters ?? inner.args ?? inner.input) },
  };
}

/** Null for a blank text; a text that is no JSON stays one and is an issue. */
function parseCalls(text: string): JsonValue {
  return text.trim() === '' ? null : parseText(text);
}

function parseText(text: string): JsonValue {
  const result = parseJson(Buffer.from(text, 'utf8'), 0);
  return result.ok ? result.value : text;
}

/** Arguments as text: a string as the log wrote it (it may be broken JSON, which models do write), else its JSON; absent is empty. */
export function argumentsText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
