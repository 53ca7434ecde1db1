import { foldCase } from '@/lib/core/entities/fold-text';
import { foldCaseWithOffsets } from '@/lib/core/entities/fold-with-offsets';

/** What a reader looks for. Without `matchCase` both sides are read in Unicode lower case. */
export interface TextQuery {
  /** Never empty. */
  readonly text: string;
  readonly matchCase: boolean;
}

/** A place in a text: UTF-16 offsets, `end` exclusive. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
}

function* offsetsOf(wanted: string, text: string): Generator<number> {
  if (wanted === '') throw new RangeError('a query needs a text');
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) yield at;
}

/** How often a text holds the query; places that overlap count once, from the left. */
export function countText(text: string, query: TextQuery): number {
  const searched = query.matchCase ? text : foldCase(text);
  const wanted = query.matchCase ? query.text : foldCase(query.text);
  let count = 0;
  for (const _ of offsetsOf(wanted, searched)) count += 1;
  return count;
}

/**
 * The places of a text that hold the query, from `skip` on, at most `limit` of them, in order. As many in all as
 * `countText` counts.
 *
 * @throws RangeError for an empty query
 * @example findText('A ship, a Ship', { text: 'ship', matchCase: false }, { skip: 1, limit: 9 }) // [{ start: 10, end: 14 }]
 */
export function findText(
  text: string,
  query: TextQuery,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): readonly TextPlace[] {
  const searched = query.matchCase ? text : foldCase(text);
  const wanted = query.matchCase ? query.text : foldCase(query.text);
  const offsets: number[] = [];
  let passed = 0;
  for (const offset of offsetsOf(wanted, searched)) {
    if (offsets.length >= limit) break;
    if (passed >= skip) offsets.push(offset);
    passed += 1;
  }
  // Lower case is never shorter, so that equal lengths mean equal offsets.
  if (searched.length === text.length) return offsets.map((start) => ({ start, end: start + wanted.length }));
  const { starts, ends } = foldCaseWithOffsets(text);
  return offsets.map((at) => {
    const start = starts[at] ?? 0;
    return { start, end: ends[at + wanted.length - 1] ?? start };
  });
}
