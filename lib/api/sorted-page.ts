import { decodeCursor, encodeCursor, invalidCursor, refuseCursorWithOffset } from './cursor';
import type { Paging } from './paging';
import { ApiError } from './problem';

/** Everything of a list in the order of a sort: a value for each number from 0 (NaN where there is none), and the order. */
export interface SortedList {
  readonly values: Float64Array;
  readonly positions: Int32Array;
}

export interface Sort<Name extends string> {
  readonly by: Name;
  readonly descending: boolean;
}

/** A `sort` parameter by the list of allowed names. @throws ApiError invalid_parameter */
export function readSort<const Name extends string>(sort: string, names: readonly Name[]): Sort<Name> {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const by = names.find((known) => known === name);
  if (by !== undefined) return { by, descending };
  throw new ApiError('invalid_parameter', `"${sort}" is no value for "sort"`, { parameter: 'sort', value: sort });
}

interface Place {
  readonly value: number | null;
  readonly position: number;
}

/**
 * First index in a sorted list that stands behind a place, by the list's own rule: value in its direction, ties by
 * position, missing values (null, NaN) last in both directions. Works for places that are not in the list.
 */
export function indexBehind(list: SortedList, descending: boolean, place: Place): number {
  let low = 0;
  let high = list.positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = list.positions[middle] ?? 0;
    const value = list.values[position] ?? Number.NaN;
    if (standsBehind({ value, position }, place, descending)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function standsBehind(item: Place, place: Place, descending: boolean): boolean {
  const value = item.value ?? Number.NaN;
  const placeValue = place.value ?? Number.NaN;
  const missing = Number.isNaN(value);
  if (missing !== Number.isNaN(placeValue)) return missing;
  if (missing || value === placeValue) return item.position > place.position;
  return descending ? value < placeValue : value > placeValue;
}

function startIndex(list: SortedList, order: string, descending: boolean, paging: Paging): number {
  refuseCursorWithOffset(paging);
  if (paging.cursor === undefined) return paging.offset ?? 0;
  const { value, tieBreak } = decodeCursor(order, paging.cursor);
  if (typeof value === 'string' || typeof tieBreak === 'string') {
    throw invalidCursor(paging.cursor, 'the cursor names no item of this list');
  }
  return indexBehind(list, descending, { value, position: tieBreak });
}

/**
 * One page of a sorted list.
 *
 * @param order Name of list and sort, which its cursors carry.
 * @throws ApiError invalid_cursor, invalid_parameter
 */
export function pageOfSortedList(list: SortedList, order: string, descending: boolean, paging: Paging) {
  const start = startIndex(list, order, descending, paging);
  const positions = list.positions.subarray(start, start + paging.limit);
  const total = list.positions.length;
  const last = positions.at(-1);
  const value = last === undefined ? Number.NaN : (list.values[last] ?? Number.NaN);
  const nextCursor =
    last === undefined || start + positions.length >= total
      ? null
      : encodeCursor(order, { value: Number.isNaN(value) ? null : value, tieBreak: last });
  return { positions, nextCursor, total };
}
