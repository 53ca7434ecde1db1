import type { Termination } from '@/lib/core/rollout/rollout';
import type { Verdict } from './run-columns';

/** Terminations that are an error whatever the answer says (E-GRPO, arXiv 2510.24694, Eq. 5). */
const ERROR_VERDICTS: ReadonlyMap<string, Verdict> = new Map<Termination, Verdict>([
  ['format_error', 'error_format'],
  ['context_exceeded', 'error_overlength'],
  ['tool_budget_exceeded', 'error_overlength'],
  ['timeout', 'error_overlength'],
]);

/**
 * What is decided about a rollout before any threshold. Errors are tested first: a truncated or ill-formed rollout is
 * an error even if a judge would accept its text. `no_answer`, `error` and words that only this log uses decide
 * nothing; correctness then does.
 *
 * @param termination One of TERMINATIONS, the log's own word, or null where the log says nothing.
 * @param correct Null where nothing decides it; the verdict is then `unknown`.
 * @example decideVerdict('format_error', true) // 'error_format'
 */
export function decideVerdict(termination: string | null, correct: boolean | null): Verdict {
  const error = termination === null ? undefined : ERROR_VERDICTS.get(termination);
  if (error !== undefined) return error;
  if (correct === null) return 'unknown';
  return correct ? 'correct' : 'wrong';
}
