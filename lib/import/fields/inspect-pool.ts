import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * The conversation of a sample: its `messages`; where it has none and pools its messages (logs of version 3:
 * `events_data.messages`, before that `message_pool`), what the last call of the model was sent, and its answer.
 * `undefined` where the sample has neither.
 */
export function conversationOf(sample: JsonObject): JsonValue | undefined {
  if (isJsonArray(sample.messages) && sample.messages.length > 0) return sample.messages;
  const pool = isJsonObject(sample.events_data) ? sample.events_data.messages : sample.message_pool;
  const events = isJsonArray(sample.events) ? sample.events : [];
  const last = events.findLast((event) => isJsonObject(event) && event.event === 'model');
  if (!isJsonObject(last)) return sample.messages;
  const sent = isJsonArray(last.input) && last.input.length > 0 ? last.input : expandRefs(last.input_refs, pool);
  const answer = firstChoice(last.output);
  return sent.length === 0 && answer === null ? sample.messages : [...sent, ...(answer === null ? [] : [answer])];
}

/** `[[start, end], ...]` into the pool; ranges outside of it are left out. */
function expandRefs(refs: JsonValue | undefined, pool: JsonValue | undefined): readonly JsonValue[] {
  if (!isJsonArray(refs) || !isJsonArray(pool)) return [];
  const messages: JsonValue[] = [];
  for (const ref of refs) {
    const [start, end] = isJsonArray(ref) ? ref : [];
    if (typeof start !== 'number' || typeof end !== 'number') continue;
    // Overlapping ranges of a damaged log must not grow without bound.
    if (messages.length > 10 * pool.length) break;
    for (const message of pool.slice(start, end)) messages.push(message);
  }
  return messages;
}

/** The message of the first choice of a model's output; null where it has none. */
export function firstChoice(output: JsonValue | undefined): JsonObject | null {
  const choices = isJsonObject(output) && isJsonArray(output.choices) ? output.choices : [];
  const [choice] = choices;
  return isJsonObject(choice) && isJsonObject(choice.message) ? choice.message : null;
}
