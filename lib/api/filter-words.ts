import { OFFERED_LABELS } from '@/lib/core/labels/offered-labels';
import {
  findColumnWords,
  findEntityNames,
  findLabelWords,
  findQuestionIds,
  type WordColumn,
  type WordCount,
} from '@/lib/db/queries/filter-words';

import { processCache } from './cache/process-cache';
import { findVisibleRun } from './scored-run';
import type { FilterWords, WordsOf } from './schemas/filter-words';

/** Columns have few different words; a log that has more of them is offered the frequent ones. */
const MOST_COLUMN_WORDS = 500;

export interface FilterWordsRequest {
  readonly field: WordsOf;
  readonly prefix: string;
  readonly limit: number;
}

/** What the log says never changes, so the words of a column are counted once. */
const columnWords = processCache<readonly WordCount[]>('words of columns', 200_000, (words) => words.length + 1);
const entityNames = processCache<readonly WordCount[]>('names of entities', 20_000, (words) => words.length + 1);

function containing(words: readonly WordCount[], { prefix, limit }: FilterWordsRequest): readonly WordCount[] {
  const wanted = prefix.toLowerCase();
  const hits = words.filter(({ word }) => word.toLowerCase().includes(wanted));
  const begins = hits.filter(({ word }) => word.toLowerCase().startsWith(wanted));
  return [...begins, ...hits.filter((hit) => !begins.includes(hit))].slice(0, limit);
}

async function labels(runId: number, request: FilterWordsRequest): Promise<FilterWords['items']> {
  const used = await findLabelWords(runId, MOST_COLUMN_WORDS);
  const offered = OFFERED_LABELS.filter(({ label }) => used.every(({ word }) => word !== label));
  const all = [...used, ...offered.map(({ label }) => ({ word: label, count: 0 }))];
  return containing(all, request).map((item) => ({
    ...item,
    means: OFFERED_LABELS.find(({ label }) => label === item.word)?.means ?? null,
  }));
}

function plain(words: readonly WordCount[]): FilterWords['items'] {
  return words.map((item) => ({ ...item, means: null }));
}

/**
 * Words that stand in a run and that a filter can name in a field: entities, question ids, terminations, splits, labels
 * (the offered ones too, used or not).
 *
 * @throws ApiError run_not_found
 */
export async function listFilterWords(runId: number, request: FilterWordsRequest): Promise<FilterWords> {
  const { revision } = await findVisibleRun(runId);
  const { field, prefix, limit } = request;
  const ofColumn = (column: WordColumn) =>
    columnWords.get(`${runId}:${revision}:${column}`, () => findColumnWords(runId, column, MOST_COLUMN_WORDS));
  switch (field) {
    case 'entity':
    case 'missing':
    case 'seen':
    case 'searched': {
      const key = `${runId}:${revision}:${limit}:${prefix.toLowerCase()}`;
      const names = await entityNames.get(key, () => findEntityNames(runId, prefix, limit));
      return { items: plain(names), counted: 'questions' };
    }
    case 'id':
      return { items: plain(await findQuestionIds(runId, prefix, limit)), counted: 'questions' };
    case 'termination':
    case 'split':
      return { items: plain(containing(await ofColumn(field), request)), counted: 'rollouts' };
    case 'label':
      return { items: await labels(runId, request), counted: 'rollouts' };
  }
}
