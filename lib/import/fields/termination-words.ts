import { TERMINATIONS, type Termination } from '@/lib/core/rollout/rollout';

/** Words of Tongyi DeepResearch that mean one of ours (inference/react_agent.py at f72f75d8). */
const WORDS: Readonly<Record<string, Termination>> = {
  'answer not found': 'no_answer',
  'exceed available llm calls': 'tool_budget_exceeded',
  'No answer found after 2h30mins': 'timeout',
  'generate an answer as token limit reached': 'context_exceeded',
  'format error: generate an answer as token limit reached': 'format_error',
  // What its evaluation writes (evaluation/evaluate_deepsearch_official.py at f72f75d8).
  answered: 'answer',
  max_turns_reached: 'tool_budget_exceeded',
  max_tokens_reached: 'context_exceeded',
};

/** A log's word for how a rollout ended, in ours where it means one of ours, else as written. Null stays null. */
export function translateTermination(word: string | null): string | null {
  if (word === null || TERMINATIONS.some((termination) => termination === word)) return word;
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? word) : word;
}
