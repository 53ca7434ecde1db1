import { applyFilter, type TableMatch } from '@/lib/core/filter/apply-filter';
import { tableTermsOf } from '@/lib/core/filter/filter-node';
import type { FilterError, FilterNode } from '@/lib/core/filter/filter-term';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import { hasPosition, positionsOf, setWhere, type RolloutSet } from '@/lib/core/filter/rollout-set';

import { lookUpTerms, type FilterNotice } from './filter-lookups';
import { ApiError } from './problem';
import type { LoadedRun } from './scored-run';
import type { SortedList } from './sorted-page';

/** The rollouts that a filter selects, and what in the filter the run does not know. */
export interface Selection {
  /** Null where the filter is empty, so all are. */
  readonly set: RolloutSet | null;
  readonly notices: readonly FilterNotice[];
}

function sentenceOf({ word, message, suggestion }: FilterError): string {
  return `at "${word}": ${message}${suggestion === null ? '' : `; did you mean ${suggestion}?`}`;
}

/** @throws ApiError invalid_filter with the place of the first wrong word, and all of them under `errors` */
export function readFilter(filter: string): FilterNode {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'filter') return parsed.filter;
  const { error, errors } = parsed;
  throw new ApiError('invalid_filter', sentenceOf(error), {
    parameter: 'filter',
    value: filter,
    position: error.position,
    length: error.length,
    errors,
  });
}

const NO_QUESTION: TableMatch = { over: 'questions', questions: new Set() };

/**
 * The rollouts that a filter's text selects.
 *
 * @throws ApiError invalid_filter
 */
export async function selectWithNotices(loaded: LoadedRun, filter: string): Promise<Selection> {
  const node = readFilter(filter);
  if (node.kind === 'all' && node.of.length === 0) return { set: null, notices: [] };
  const lookups = await lookUpTerms(loaded, tableTermsOf(node));
  const set = applyFilter(loaded.scored, node, (term) => lookups.get(term)?.match ?? NO_QUESTION);
  return { set, notices: [...lookups.values()].flatMap(({ notices }) => notices) };
}

/**
 * Positions of the rollouts that a filter's text selects, ascending; null where the filter is empty, so all are.
 *
 * @throws ApiError invalid_filter
 */
export async function selectRollouts(loaded: LoadedRun, filter: string): Promise<Int32Array | null> {
  const { set } = await selectWithNotices(loaded, filter);
  return set === null ? null : positionsOf(set);
}

/** The groups that have a rollout which a filter selects. @throws ApiError invalid_filter */
export async function selectGroups(loaded: LoadedRun, filter: string): Promise<Selection> {
  const { set, notices } = await selectWithNotices(loaded, filter);
  if (set === null) return { set, notices };
  const { group, groupCount } = loaded.scored.columns;
  const wanted = new Uint8Array(groupCount);
  group.forEach((groupNo, position) => {
    if (hasPosition(set, position)) wanted[groupNo] = 1;
  });
  return { set: setWhere(groupCount, (groupNo) => wanted[groupNo] === 1), notices };
}

/** A sorted list with only what is selected in it. */
export function narrowList(list: SortedList, set: RolloutSet | null): SortedList {
  if (set === null) return list;
  return { values: list.values, positions: list.positions.filter((position) => hasPosition(set, position)) };
}
