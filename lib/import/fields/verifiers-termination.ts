import type { JsonObject, RolloutMessage } from '@/lib/core/rollout/rollout';
import { translateTermination } from './termination-words';

/**
 * How a verifiers rollout ended. `is_truncated` and an error stand above the stop condition; a single-turn environment
 * stops at `max_turns_reached` with its answer given, so that word means the budget only where no answer stands at the
 * end. Other words are kept as written; null where the row has none of these fields, as before v0.1.8.
 */
export function readVerifiersTermination(record: JsonObject, completion: readonly RolloutMessage[]): string | null {
  if (record.is_truncated === true) return 'context_exceeded';
  const stop = readStopCondition(record);
  if (stop !== null && isOverlength(stop)) return 'context_exceeded';
  if (stop !== null && stop.includes('timeout')) return 'timeout';
  if (hasError(record)) return 'error';
  return stop === null ? null : translateStopCondition(stop, completion);
}

/** An empty stop condition is none. */
function readStopCondition({ stop_condition: stop }: JsonObject): string | null {
  return typeof stop === 'string' && stop !== '' ? stop : null;
}

function translateStopCondition(stop: string, completion: readonly RolloutMessage[]): string | null {
  if (stop === 'has_error') return 'error';
  if (stop === 'no_tools_called') return 'answer';
  if (stop === 'max_turns_reached') return endsWithAnswer(completion) ? 'answer' : 'tool_budget_exceeded';
  return translateTermination(stop);
}

function isOverlength(stop: string): boolean {
  return stop === 'prompt_too_long' || stop === 'max_total_completion_tokens_reached' || stop.includes('truncated');
}

function hasError(record: JsonObject): boolean {
  const { error } = record;
  return error !== undefined && error !== null && error !== false && error !== '';
}

function endsWithAnswer(completion: readonly RolloutMessage[]): boolean {
  const last = completion.at(-1);
  return last?.role === 'assistant' && (last.tool_calls ?? []).length === 0;
}
