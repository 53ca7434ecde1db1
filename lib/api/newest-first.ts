import { z } from 'zod';

import type { NewestFirstPosition } from '@/lib/db/queries/newest-first';

import { decodeCursor, encodeCursor, invalidCursor, refuseCursorWithOffset } from './cursor';
import type { Paging } from './paging';

/** One list that runs from the newest to the oldest: its name in cursors, and what its rows are called. */
export interface NewestFirstList {
  readonly order: string;
  /** With its article, such as `no import`. */
  readonly none: string;
}

/** Where a page begins, undefined for the first. @throws ApiError invalid_cursor */
export function positionAfterCursor(list: NewestFirstList, paging: Paging): NewestFirstPosition | undefined {
  refuseCursorWithOffset(paging);
  if (paging.cursor === undefined) return undefined;
  const { value, tieBreak } = decodeCursor(list.order, paging.cursor);
  const createdAt = new Date(typeof value === 'string' ? value : Number.NaN);
  const id = z.uuid().safeParse(tieBreak);
  if (Number.isNaN(createdAt.getTime()) || !id.success) {
    throw invalidCursor(paging.cursor, `the cursor names ${list.none}`);
  }
  return { createdAt, id: id.data };
}

/** The cursor of the page behind these rows; null where they do not fill theirs. */
export function cursorAfterRows(
  list: NewestFirstList,
  rows: readonly NewestFirstPosition[],
  limit: number,
): string | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return null;
  return encodeCursor(list.order, { value: last.createdAt.toISOString(), tieBreak: last.id });
}
