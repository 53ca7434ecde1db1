import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { firstText } from './loose-fields';

/**
 * The conversation of one trajectory, as messages still to be read. `chat_completions` is cumulative, so that of the last
 * step that has one is the whole of it. Compact episodes keep every message once in `message_nodes` and a reference to the
 * last one in each step (rllm/eval/episode_compact.py). Steps of neither kind have what was sent (`input`) and answered
 * (`output`), or observation and model response.
 *
 * @returns Null where a compact episode refers to messages that it does not have.
 */
export function conversationOfTrajectory(trajectory: JsonObject): readonly JsonValue[] | null {
  const steps = isJsonArray(trajectory.steps) ? trajectory.steps.filter(isJsonObject) : [];
  const chat = steps.findLast((step) => isUsable(step.chat_completions) || isJsonArray(step.chat_completions_ref));
  if (chat !== undefined) {
    if (isJsonArray(chat.chat_completions)) return withLastAnswer(chat, chat.chat_completions);
    return expandChain(referenceOf(chat), trajectory.message_nodes);
  }
  const last = steps.at(-1);
  if (last !== undefined && isUsable(last.input) && isJsonArray(last.input)) return [...last.input, ...answerOf(last)];
  return steps.flatMap((step) => [...askedOf(step), ...answerOf(step)]);
}

function isUsable(value: JsonValue | undefined): boolean {
  return (isJsonArray(value) && value.length > 0) || isJsonObject(value);
}

/** Where the conversation is what the model was sent, its answer stands in `model_response` only. */
function withLastAnswer(step: JsonObject, messages: readonly JsonValue[]): readonly JsonValue[] {
  const last = messages.at(-1);
  const isAnswered = isJsonObject(last) && (last.role === 'assistant' || last.role === 'tool');
  const response = firstText(step, ['model_response']);
  return isAnswered || response === null ? messages : [...messages, { role: 'assistant', content: response }];
}

function askedOf(step: JsonObject): readonly JsonValue[] {
  const asked = step.observation ?? step.input ?? null;
  if (asked === null || asked === '') return [];
  return [{ role: 'user', content: typeof asked === 'string' ? asked : JSON.stringify(asked) }];
}

function answerOf(step: JsonObject): readonly JsonValue[] {
  const answer = [step.model_response, step.output, step.action].find(
    (value) => value !== undefined && value !== null && value !== '',
  );
  if (answer === undefined || answer === null) return [];
  if (isJsonObject(answer) && typeof answer.role === 'string') return [answer];
  return [{ role: 'assistant', content: typeof answer === 'string' ? answer : JSON.stringify(answer) }];
}

/** `[leaf, length]`, inside of `chat_completions` or, in early files, beside it. */
function referenceOf(step: JsonObject): JsonValue {
  const inside = isJsonObject(step.chat_completions) ? step.chat_completions.messages_ref : undefined;
  return inside ?? step.chat_completions_ref ?? null;
}

/** Walks from the last message to the first. Null where the chain is broken, turns in a circle or has another length. */
function expandChain(reference: JsonValue, nodes: JsonValue | undefined): readonly JsonValue[] | null {
  if (!isJsonArray(reference) || !isJsonObject(nodes)) return null;
  const [leaf = null, length = null] = reference;
  const messages: JsonValue[] = [];
  const seen = new Set<JsonValue>();
  let id = leaf;
  while (id !== null && !seen.has(id)) {
    seen.add(id);
    const node = nodeOf(nodes, id);
    if (node === null) return null;
    messages.push(node.m ?? null);
    id = node.p ?? null;
  }
  return id === null && messages.length === length ? messages.reverse() : null;
}

function nodeOf(nodes: JsonObject, id: JsonValue): JsonObject | null {
  const node = typeof id === 'string' && Object.hasOwn(nodes, id) ? nodes[id] : null;
  return isJsonObject(node) ? node : null;
}
