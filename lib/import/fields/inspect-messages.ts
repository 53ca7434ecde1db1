import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { normaliseMessages, type MessagesResult } from '@/lib/import/messages/normalise-messages';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

const ATTACHMENT = 'attachment://';
/** How Inspect wrote references before it called them attachments. */
const OLD_ATTACHMENT = 'tc://';
/** Where the parts of a message have their text. */
const TEXT_KEYS = ['text', 'reasoning', 'summary', 'result'] as const;

/** A text, or what it refers to where it is nothing but a reference to an attachment that the sample has. */
export function resolveAttachment(text: string, attachments: JsonObject): string {
  const prefix = [ATTACHMENT, OLD_ATTACHMENT].find((protocol) => text.startsWith(protocol));
  if (prefix === undefined) return text;
  const hash = text.slice(prefix.length);
  const found = Object.hasOwn(attachments, hash) ? attachments[hash] : undefined;
  return typeof found === 'string' ? found : text;
}

/**
 * Messages of an Inspect sample as the canonical record has them, references to attachments resolved where a text is one.
 * Images stay what they are: parts whose type alone is shown.
 *
 * @param value the list of messages
 * @param attachments the sample's `attachments`, text by hash
 * @param field name of the list, for the message
 */
export function readInspectMessages(
  value: JsonValue | undefined,
  attachments: JsonObject,
  field: string,
): MessagesResult {
  if (!isJsonArray(value) || Object.keys(attachments).length === 0) return normaliseMessages(value, field);
  return normaliseMessages(
    value.map((message) => (isJsonObject(message) ? resolved(message, attachments) : message)),
    field,
  );
}

function resolved(message: JsonObject, attachments: JsonObject): JsonObject {
  const { content } = message;
  if (typeof content === 'string') return { ...message, content: resolveAttachment(content, attachments) };
  if (!isJsonArray(content)) return message;
  return { ...message, content: content.map((part) => (isJsonObject(part) ? resolvedPart(part, attachments) : part)) };
}

function resolvedPart(part: JsonObject, attachments: JsonObject): JsonObject {
  const texts = TEXT_KEYS.flatMap((key) => {
    const value = part[key];
    return typeof value === 'string' ? [[key, resolveAttachment(value, attachments)] as const] : [];
  });
  return { ...part, ...Object.fromEntries(texts) };
}
