import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { firstText } from './loose-fields';

/**
 * The conversation of one trajectory, as messages still to be read. `chat_completions` is cumulative, so that of the last
 * step that has one is the whole of it. Compact episodes keep every message once in `message_nodes` and a reference to the
 * last one in each step (rllm/eval/episode_compact.py). Steps of neither kind have what was sent (`input`) and answered
 * (`output`), or observation and model response.
 */
export function conversationOfTrajectory(trajectory: JsonObject): JsonValue {
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

/** Walks from the last message to the first; a chain that is broken or turns in a circle ends there. */
function expandChain(reference: JsonValue, nodes: JsonValue | undefined): readonly JsonValue[] {
  if (!isJsonArray(reference) || !isJsonObject(nodes)) return [];
  const messages: JsonValue[] = [];
  const seen = new Set<string>();
  let id = reference[0] ?? null;
  while (typeof id === 'string' && !seen.has(id) && Object.hasOwn(nodes, id)) {
    seen.add(id);
    const node = nodes[id];
    if (!isJsonObject(node)) break;
    messages.push(node.m ?? null);
    id = node.p ?? null;
  }
  return messages.reverse();
}
