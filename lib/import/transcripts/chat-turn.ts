import type { RolloutMessage } from '@/lib/core/rollout/rollout';

/** A stretch of a transcript that its chat template gives to one role, white space around it left out. */
export interface ChatTurn {
  readonly role: RolloutMessage['role'];
  readonly text: string;
}

/** The words chat templates write for the roles. A Map: the words come from the log. */
const ROLE_OF_WORD: ReadonlyMap<string, RolloutMessage['role']> = new Map<string, RolloutMessage['role']>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['ipython', 'tool'],
  ['observation', 'tool'],
  ['function', 'tool'],
  ['environment', 'tool'],
]);

/** The role a template's word stands for; null where it is none. */
export function roleOfWord(word: string): RolloutMessage['role'] | null {
  return ROLE_OF_WORD.get(word.trim().toLowerCase()) ?? null;
}
