import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { argumentsText } from '@/lib/import/messages/tool-calls';
import { CLASS_KEY, parsePythonRepr } from '@/lib/import/python/python-repr';
import type { JsonObject, JsonValue, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { firstText, textOrNull } from './read-parts';

/** Where the code of a code agent begins; what stands before it is the thought. */
const CODE_START = /(?:^|\n)\s*(?:Code:|<code>|```(?:py|python)?\s*\n)/;
/** Under this name stands a step that could not be read; its text may hold anything. */
const UNREAD = 'unread_step';

export interface SmolagentsTurns {
  readonly messages: readonly RolloutMessage[];
  /** Steps that could not be read and stand as their text. */
  readonly unread: number;
}

/**
 * The steps of a smolagents run as messages: tasks as the user's, plans as thoughts, actions as thought and tool calls,
 * observations and errors as tool messages. A step is Python's writing of a dataclass (`str(step)`), or an object.
 *
 * A step that cannot be read is shown as a tool message with its whole text, so that nothing in it counts as a thought.
 */
export function readSmolagentsSteps(steps: readonly JsonValue[]): SmolagentsTurns {
  let unread = 0;
  const messages = steps.flatMap((step, index) => {
    const opened = typeof step === 'string' ? parsePythonRepr(step) : step;
    const turn = isJsonObject(opened) ? readStep(opened, index + 1) : null;
    if (turn !== null) return turn;
    unread += 1;
    const content = typeof step === 'string' ? step : JSON.stringify(step);
    return [{ role: 'tool', name: UNREAD, content }] as const;
  });
  return { messages, unread };
}

/** Null where the object is no step that is known. */
function readStep(step: JsonObject, number: number): readonly RolloutMessage[] | null {
  const { [CLASS_KEY]: name } = step;
  if (name === 'SystemPromptStep') return spoken('system', step.system_prompt);
  if (name === 'TaskStep' || (name === undefined && typeof step.task === 'string')) return spoken('user', step.task);
  if (name === 'PlanningStep' || (name === undefined && typeof step.plan === 'string')) return readPlan(step);
  if (name === 'FinalAnswerStep') return spoken('assistant', step.output ?? step.final_answer);
  const isAction =
    name === 'ActionStep' || ['tool_calls', 'model_output', 'observations'].some((key) => step[key] !== undefined);
  return isAction ? readAction(step, number) : null;
}

function spoken(role: RolloutMessage['role'], value: JsonValue | undefined): readonly RolloutMessage[] {
  if (value === undefined || value === null) return [];
  return [{ role, content: typeof value === 'string' ? value : JSON.stringify(value) }];
}

/** Facts and plan are what the model wrote for itself. */
function readPlan(step: JsonObject): readonly RolloutMessage[] {
  const text = [step.facts, step.plan].flatMap((part) => textOrNull(part) ?? []).join('\n\n');
  return text === '' ? [] : [{ role: 'assistant', content: '', reasoning_content: text }];
}

function readAction(step: JsonObject, number: number): readonly RolloutMessage[] {
  const calls = readCalls(step.tool_calls, number);
  const written = firstText(step, ['model_output', 'llm_output']);
  const answered: { readonly tool_call_id?: string } = calls[0]?.id === undefined ? {} : { tool_call_id: calls[0].id };
  const error = errorText(step.error);
  const observed = [firstText(step, ['observations', 'observation']), error === null ? null : `Error: ${error}`];
  const results = observed.flatMap((text): readonly RolloutMessage[] =>
    text === null ? [] : [{ role: 'tool', content: text, ...answered }],
  );
  return [...readWritten(written, calls), ...results];
}

/** With a call, the text before the code is the thought, and the code is the call's; without one it is all said. */
export function readWritten(written: string | null, calls: readonly ToolCall[]): readonly RolloutMessage[] {
  if (calls.length === 0) return written === null ? [] : [{ role: 'assistant', content: written }];
  const code = written === null ? null : CODE_START.exec(written);
  const before = (written ?? '').slice(0, code?.index ?? undefined).trim();
  const thought = before.replace(/^Thought:\s*/, '');
  return [
    { role: 'assistant', content: '', ...(thought === '' ? {} : { reasoning_content: thought }), tool_calls: calls },
  ];
}

export function readCalls(value: JsonValue | undefined, number: number): readonly ToolCall[] {
  if (!isJsonArray(value)) return [];
  return value.filter(isJsonObject).flatMap((call, index): readonly ToolCall[] => {
    const inner = isJsonObject(call.function) ? call.function : call;
    if (typeof inner.name !== 'string') return [];
    const id = typeof call.id === 'string' ? call.id : `call_${number}_${index + 1}`;
    // The code of a code agent is text, not JSON.
    const code = typeof inner.arguments === 'string' ? { code: inner.arguments } : inner.arguments;
    return [{ id, type: 'function', function: { name: inner.name, arguments: argumentsText(code) } }];
  });
}

/** An error is an object, or Python's writing of an exception: its first argument is the message. */
function errorText(error: JsonValue | undefined): string | null {
  if (error === undefined || error === null) return null;
  if (!isJsonObject(error)) return typeof error === 'string' ? error : JSON.stringify(error);
  return firstText(error, ['message', '0']) ?? textOrNull(error[CLASS_KEY]) ?? JSON.stringify(error);
}
