import { isJsonObject } from '@/lib/import/json/json-value';
import { readMessageContent } from '@/lib/import/messages/message-content';
import { parsePythonRepr } from '@/lib/import/python/python-repr';
import type { JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import { readCalls, readWritten } from './smolagents-steps';

const CALLING = 'Calling tools:';
const CALL_ID = /^Call id: (\S{1,200})\r?\n/;
const OBSERVATION = /^Observation:\s*\n/;

/**
 * Steps that are the chat an agent's memory makes of itself (`write_memory_to_messages`), as smolagents' benchmark writes
 * them: what the model said, then its calls as Python's writing of a list under the role `tool-call`, then the results
 * under `tool-response`. Calls and what was said before them become one message.
 *
 * @returns null where the steps are no such chat
 */
export function readSmolagentsChat(steps: readonly JsonValue[]): readonly RolloutMessage[] | null {
  const chat = steps.filter((step) => isJsonObject(step) && typeof step.role === 'string');
  if (chat.length === 0 || chat.length !== steps.length) return null;
  const messages: RolloutMessage[] = [];
  for (const [index, step] of chat.entries()) if (isJsonObject(step)) addInPlace(messages, step, index + 1);
  return messages;
}

function addInPlace(messages: RolloutMessage[], step: JsonObject, number: number): void {
  const { text } = readMessageContent(step.content);
  switch (step.role) {
    case 'system':
    case 'user':
      messages.push({ role: step.role, content: text });
      return;
    case 'tool-call':
      addCallsInPlace(messages, text, number);
      return;
    case 'tool-response':
      messages.push(
        readResult(
          text,
          messages.findLast(({ role }) => role === 'assistant'),
        ),
      );
      return;
    default:
      messages.push({ role: 'assistant', content: text });
  }
}

/** The calls belong to what the model said just before. */
function addCallsInPlace(messages: RolloutMessage[], text: string, number: number): void {
  const listed = text.startsWith(CALLING) ? parsePythonRepr(text.slice(CALLING.length).trim()) : undefined;
  const calls = readCalls(listed, number);
  if (calls.length === 0) {
    messages.push({ role: 'assistant', content: text });
    return;
  }
  const last = messages.at(-1);
  const isSaid = last?.role === 'assistant' && last.tool_calls === undefined;
  if (isSaid) messages.pop();
  messages.push(...readWritten(isSaid ? last.content : null, calls));
}

/** Errors name the call they answer; observations follow the only one. */
function readResult(text: string, caller: RolloutMessage | undefined): RolloutMessage {
  const named = CALL_ID.exec(text);
  const id = named?.[1] ?? caller?.tool_calls?.[0]?.id;
  const content = text.slice(named?.[0].length ?? 0).replace(OBSERVATION, '');
  return { role: 'tool', content, ...(id === undefined ? {} : { tool_call_id: id }) };
}
