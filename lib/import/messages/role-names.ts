import type { JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';

/** Names under which tools write the roles. A role that is not here is an issue, never a guess. */
const ROLES: ReadonlyMap<string, RolloutMessage['role']> = new Map<string, RolloutMessage['role']>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['bot', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['tool-response', 'tool'],
  ['tool_response', 'tool'],
  ['tool_result', 'tool'],
  ['function', 'tool'],
  ['function_response', 'tool'],
  ['function_call_output', 'tool'],
  ['observation', 'tool'],
  ['environment', 'tool'],
  ['env', 'tool'],
  ['ipython', 'tool'],
]);

/** The role a log's word stands for, upper or lower case; null where it is none that is known. */
export function roleOf(word: JsonValue): RolloutMessage['role'] | null {
  return typeof word === 'string' ? (ROLES.get(word.toLowerCase()) ?? null) : null;
}
