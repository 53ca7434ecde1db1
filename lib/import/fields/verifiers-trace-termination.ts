import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import { translateTermination } from './termination-words';

/** Limits of the framework (verifiers/v1/trace.py, `is_truncated`). */
const LIMITS: ReadonlyMap<string, string> = new Map([
  ['max_turns', 'tool_budget_exceeded'],
  ['max_input_tokens', 'context_exceeded'],
  ['max_output_tokens', 'context_exceeded'],
  ['max_total_tokens', 'context_exceeded'],
  ['compaction_failed', 'context_exceeded'],
]);

/**
 * How a verifiers v1 trace ended: its stop condition, else an error that no retry mended, else a last call that ran out of
 * tokens. `agent_completed` is an answer where one stands at the end. Null where none of these is logged.
 */
export function readTraceTermination(trace: JsonObject, messages: readonly RolloutMessage[]): string | null {
  const stop = typeof trace.stop_condition === 'string' ? trace.stop_condition : '';
  const limit = LIMITS.get(stop);
  if (limit !== undefined) return limit;
  if (stop.includes('timeout')) return 'timeout';
  const failed = trace.ok !== true && isJsonArray(trace.errors) && trace.errors.length > 0;
  if (failed || stop === 'error') return 'error';
  if (wasCutOff(trace)) return 'context_exceeded';
  if (stop === 'agent_completed' && endsWithAnswer(messages)) return 'answer';
  return stop === '' ? null : translateTermination(stop);
}

function wasCutOff({ calls }: JsonObject): boolean {
  const last = isJsonArray(calls) ? calls.findLast(isCallWithoutError) : undefined;
  return isJsonObject(last) && last.finish_reason === 'length';
}

function isCallWithoutError(call: JsonValue): boolean {
  return isJsonObject(call) && (call.error ?? null) === null;
}

function endsWithAnswer(messages: readonly RolloutMessage[]): boolean {
  const last = messages.at(-1);
  return last?.role === 'assistant' && (last.tool_calls ?? []).length === 0;
}
