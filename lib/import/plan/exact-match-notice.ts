import type { Notice } from '@/lib/import/importer';

/**
 * What must be said where only the comparison of predictions with gold answers decides correctness and not one agrees:
 * predictions that are whole sentences look so, and counting them as wrong would be a guess.
 *
 * @param compared rollouts decided by comparison
 * @param equal how many of them agree
 * @returns null where there is nothing to say
 */
export function exactMatchNotice(compared: number, equal: number): Notice | null {
  if (compared === 0 || equal > 0) return null;
  const message =
    'No prediction equals a gold answer, and the log has no verdict, so its rollouts count as wrong. Predictions that are sentences look like this: choose a column that decides correctness, and import again.';
  return { code: 'exact_match_never', message };
}
