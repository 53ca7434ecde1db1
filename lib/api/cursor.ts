import { z } from 'zod';

import { ApiError } from './problem';

/** Where a page of a list ended: the sort value of its last item (null where the item has none) and its number. */
export interface CursorPosition {
  readonly value: number | string | null;
  readonly tieBreak: number | string;
}

const cursorSchema = z.tuple([
  z.string(),
  z.union([z.number(), z.string()]).nullable(),
  z.union([z.number(), z.string()]),
]);

/**
 * A cursor names a place in an order, not a row count, so items added or removed before it move nothing.
 *
 * @param order Name of list and sort; a cursor is good for the order it was made in only.
 */
export function encodeCursor(order: string, { value, tieBreak }: CursorPosition): string {
  return Buffer.from(JSON.stringify([order, value, tieBreak])).toString('base64url');
}

function readCursor(text: string): z.infer<typeof cursorSchema> | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** @throws ApiError invalid_cursor where the text is no cursor, or one of another order */
export function decodeCursor(order: string, text: string): CursorPosition {
  const cursor = readCursor(text);
  if (cursor === null) throw invalidCursor(text, 'this is not a cursor that a list has given');
  const [cursorOrder, value, tieBreak] = cursor;
  if (cursorOrder !== order)
    throw invalidCursor(text, `the cursor belongs to the order "${cursorOrder}", not "${order}"`);
  return { value, tieBreak };
}

export function invalidCursor(value: string, detail: string): ApiError {
  return new ApiError('invalid_cursor', detail, { parameter: 'cursor', value });
}

/** @throws ApiError invalid_parameter where a request has both a cursor and an offset */
export function refuseCursorWithOffset(paging: {
  readonly cursor?: string | undefined;
  readonly offset?: number | undefined;
}): void {
  if (paging.cursor === undefined || paging.offset === undefined) return;
  throw new ApiError('invalid_parameter', 'a request follows a cursor or jumps to an offset, not both', {
    parameter: 'offset',
    value: String(paging.offset),
  });
}
