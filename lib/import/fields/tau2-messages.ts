import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { argumentsText } from '@/lib/import/messages/tool-calls';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Messages of tau2 in the shape of OpenAI's. A tool's message names its call in `id`; several results may come in one
 * message (`tool_messages`). In tau2 the simulated user has tools too: those calls and results are no act and no
 * observation of the agent, so they are written into the user's messages.
 */
export function openTau2Messages(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonArray(value) ? value.flatMap(openMessage) : value;
}

function openMessage(message: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(message)) return [message];
  if (message.role === 'tool' && isJsonArray(message.tool_messages)) return message.tool_messages.flatMap(openMessage);
  if (message.role === 'tool') return [openResult(message)];
  if (message.role === 'user' && isJsonArray(message.tool_calls)) return [withCallsAsText(message, message.tool_calls)];
  return [message.role === 'assistant' ? withThought(message) : message];
}

/** What the model thought stands only in the model service's own answer, `raw_data`. */
function withThought(message: JsonObject): JsonObject {
  if (message.reasoning_content !== undefined || !isJsonObject(message.raw_data)) return message;
  const answer = isJsonObject(message.raw_data.message) ? message.raw_data.message : message.raw_data;
  const thought = thoughtOf(answer);
  return thought === null ? message : { ...message, reasoning_content: thought };
}

function thoughtOf({ reasoning_content: reasoning, thinking_blocks: blocks }: JsonObject): string | null {
  if (typeof reasoning === 'string' && reasoning.trim() !== '') return reasoning;
  const texts = (isJsonArray(blocks) ? blocks : []).flatMap((block) =>
    isJsonObject(block) && typeof block.thinking === 'string' ? [block.thinking] : [],
  );
  const text = texts.join('\n\n');
  return text.trim() === '' ? null : text;
}

function openResult(message: JsonObject): JsonObject {
  if (message.requestor !== 'user') return { ...message, tool_call_id: message.id ?? null };
  const text = typeof message.content === 'string' ? message.content : JSON.stringify(message.content ?? '');
  return { role: 'user', content: `[result of the user's call] ${text}` };
}

function withCallsAsText(message: JsonObject, calls: readonly JsonValue[]): JsonObject {
  const written = calls.map((call) =>
    isJsonObject(call) && typeof call.name === 'string'
      ? `[the user calls ${call.name} ${argumentsText(call.arguments)}]`
      : `[the user calls ${JSON.stringify(call)}]`,
  );
  const said = typeof message.content === 'string' && message.content !== '' ? [message.content] : [];
  return { role: 'user', content: [...said, ...written].join('\n') };
}
