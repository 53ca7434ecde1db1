import { splitAssistantText, splitObservationText } from '@/lib/core/rollout/tagged-text';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readMessageContent } from './message-content';

/**
 * ASearcher's `memory` of a training rollout as messages: `prompt` records are cut by their chat template, each `llm_gen`
 * is an assistant message (one turn), `search_results` and `webpage` are tool messages without their tags. Entries of
 * another type are tool messages under that name. Token arrays are not looked at.
 *
 * @returns No message where `memory` is no list. Never throws.
 */
export function messagesFromAsearcherMemory(memory: JsonValue | undefined): readonly RolloutMessage[] {
  const messages: RolloutMessage[] = [];
  for (const record of isJsonArray(memory) ? memory : []) {
    if (!isJsonObject(record)) continue;
    const { text } = readMessageContent(record.text ?? record.short_text);
    if (text.trim() === '') continue;
    if (record.type === 'prompt') for (const message of messagesFromPromptAndOutput(text, '')) messages.push(message);
    else if (record.type === 'llm_gen') messages.push({ role: 'assistant', content: text.trim() });
    else messages.push({ role: 'tool', content: insideTags(text), ...nameOf(record.type) });
  }
  return messages;
}

/**
 * ASearcher's `prompt` and `history` of an evaluation rollout as messages. The calls of an `llm_response` stand in its text
 * as tags; only where they do not, they are taken from its `tool_calls`.
 *
 * @param prompt the prompt's text; null where the row has none
 * @returns Only the prompt where `history` is no list. Never throws.
 */
export function messagesFromAsearcherHistory(
  prompt: JsonValue | undefined,
  history: JsonValue | undefined,
): readonly RolloutMessage[] {
  const messages = typeof prompt === 'string' ? [...messagesFromPromptAndOutput(prompt, '')] : [];
  for (const entry of isJsonArray(history) ? history : []) {
    if (!isJsonObject(entry)) continue;
    const { text } = readMessageContent(entry.text);
    if (entry.type === 'llm_response') messages.push(readResponse(entry, text));
    else if (entry.type === 'search_result')
      messages.push({ role: 'tool', content: searchText(entry), name: 'search' });
    else if (entry.type === 'page_access') messages.push({ role: 'tool', content: pageText(entry), name: 'access' });
    else if (entry.type === 'prompt')
      for (const message of messagesFromPromptAndOutput(text, '')) messages.push(message);
    else messages.push({ role: 'tool', content: text === '' ? JSON.stringify(entry) : text, ...nameOf(entry.type) });
  }
  return messages;
}

function readResponse(entry: JsonObject, text: string): RolloutMessage {
  const message: RolloutMessage = { role: 'assistant', content: text.trim() };
  const acts = splitAssistantText(text).some(({ kind }) => kind === 'query' || kind === 'answer');
  const calls = isJsonArray(entry.tool_calls) && !acts ? entry.tool_calls.flatMap(readCall) : [];
  return calls.length === 0 ? message : { ...message, tool_calls: calls };
}

/** `{ type: 'search', query }`, `{ type: 'access', url }` or `{ type: 'answer', answer }`. */
function readCall(call: JsonValue): readonly ToolCall[] {
  if (!isJsonObject(call) || typeof call.type !== 'string') return [];
  const { type, ...asked } = call;
  return [{ type: 'function', function: { name: type, arguments: JSON.stringify(asked) } }];
}

/** Each document under its address. */
function searchText(entry: JsonObject): string {
  const documents = isJsonArray(entry.documents) ? entry.documents : [entry.documents ?? null];
  const urls = isJsonArray(entry.urls) ? entry.urls : [];
  const texts = documents.map((document, index) => {
    const url = urls[index];
    const { text } = readMessageContent(document);
    return typeof url === 'string' && url !== '' ? `${url}\n${text}` : text;
  });
  return texts.filter((text) => text !== '').join('\n\n');
}

function pageText(entry: JsonObject): string {
  const page = readMessageContent(entry.page).text;
  return typeof entry.url === 'string' && entry.url !== '' ? `${entry.url}\n${page}` : page;
}

function insideTags(text: string): string {
  return splitObservationText(text)
    .map((segment) => segment.text.trim())
    .join('\n');
}

function nameOf(type: JsonValue | undefined): { readonly name?: string } {
  if (type === 'search_results') return { name: 'search' };
  if (type === 'webpage') return { name: 'access' };
  return typeof type === 'string' ? { name: type } : {};
}
