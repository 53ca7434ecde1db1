import type { RowReason } from '@/lib/core/compare/row-reasons';

/** What a reason for putting two turns into one row is called. */
export const REASON_WORDS: Readonly<Record<RowReason, string>> = {
  same_query: 'same query',
  similar_query: 'similar query',
  related_query: 'query with common words',
  same_page: 'same page',
  same_document: 'same page, another part',
  different_results: 'different results',
  same_entity: 'same entity found',
  both_correct: 'both answers right',
  same_answer: 'same answer',
  both_answer: 'both answer',
  similar_thought: 'similar thought',
  only_left_found: 'new entity left only',
  only_right_found: 'new entity right only',
};
