import { decodeCursor, encodeCursor, invalidCursor, refuseCursorWithOffset } from './cursor';

/** Which page of a list is asked for: the first, the one behind a cursor, or the one at an offset. */
export interface Paging {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly offset?: number | undefined;
}

/** Number after which a page of a list ordered by one whole number starts; undefined on the first page. */
export function numberAfterCursor(order: string, paging: Paging): number | undefined {
  refuseCursorWithOffset(paging);
  if (paging.cursor === undefined) return undefined;
  const { tieBreak } = decodeCursor(order, paging.cursor);
  if (!Number.isSafeInteger(tieBreak)) throw invalidCursor(paging.cursor, 'the cursor names no number');
  return Number(tieBreak);
}

/** Cursor behind the last item of a full page; null where the page was not full, so nothing follows. */
export function cursorAfterNumber(order: string, items: readonly unknown[], limit: number, last: number | undefined) {
  return items.length < limit || last === undefined ? null : encodeCursor(order, { value: null, tieBreak: last });
}
