import { applyFilter } from '@/lib/core/filter/apply-filter';
import type { QuestionTerm } from '@/lib/core/filter/filter-term';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import { findQuestionNumbersById, findQuestionNumbersByText } from '@/lib/db/queries/questions';

import { ApiError } from './problem';
import type { LoadedRun } from './scored-run';

function findQuestions(runId: number, term: QuestionTerm): Promise<ReadonlySet<number>> {
  return term.kind === 'questionText'
    ? findQuestionNumbersByText(runId, term.text)
    : findQuestionNumbersById(runId, term.ids);
}

/**
 * Positions of the rollouts that a filter's text selects, ascending; null where the filter is empty, so all are.
 *
 * @throws ApiError invalid_filter with the position of the wrong word
 */
export async function selectRollouts(loaded: LoadedRun, filter: string): Promise<Int32Array | null> {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'error') {
    const { position, word, message } = parsed.error;
    throw new ApiError('invalid_filter', `at "${word}": ${message}`, { parameter: 'filter', value: filter, position });
  }
  const { terms } = parsed;
  if (terms.length === 0) return null;
  const matches = new Map<QuestionTerm, ReadonlySet<number>>();
  for (const term of terms) {
    if (term.kind !== 'questionText' && term.kind !== 'questionId') continue;
    matches.set(term, await findQuestions(loaded.run.id, term));
  }
  return applyFilter(loaded.scored, terms, (term) => matches.get(term) ?? new Set());
}
