'use client';

import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { rowOfTurn, type Row } from './outline';
import { useReader } from './reader-context';
import { barsPx, placeOfRow, type ReadingPlace } from './reading-place';

/** A line so far below the bars; the turn it lies in is the one that is read. */
export const READING_LINE_PX = 40;

type VirtualRows = Virtualizer<Window, HTMLLIElement>;

/** The place of a turn on the screen: of its row at the reading line, else of its first one. */
function placeNow(rows: readonly Row[], virtual: VirtualRows, turn: number): ReadingPlace | null {
  const edge = scrollY + barsPx();
  const line = virtual.getVirtualItemForOffset(edge + READING_LINE_PX);
  const row = line !== undefined && rows[line.index]?.turn === turn ? line.index : rowOfTurn(rows, turn);
  const item = virtual.measurementsCache[row];
  return item === undefined ? null : placeOfRow({ turn, row }, item.start - edge, item.size);
}

/**
 * Follows the place that is read, and keeps it where it is when the window becomes wider or narrower.
 *
 * @returns says the place; null while the list is still on its way to one
 */
export function useReadingPlace(rows: readonly Row[], virtual: VirtualRows): () => ReadingPlace | null {
  const reader = useReader();
  const last = useRef<ReadingPlace | null>(null);
  useEffect(() => {
    let width = innerWidth;
    const record = () => {
      const { target, currentTurn } = reader.state();
      if (target?.kind !== 'place') last.current = placeNow(rows, virtual, currentTurn);
    };
    const onResize = () => {
      if (innerWidth === width) return;
      width = innerWidth;
      const place = last.current;
      // Above the turns is the head of the page, which stays by itself.
      if (place === null || (place.row === 0 && place.belowPx > 0)) return;
      reader.keep({ ...place, belowPx: Math.min(place.belowPx, innerHeight / 2) });
    };
    record();
    const stop = reader.subscribe(record);
    addEventListener('scroll', record, { passive: true });
    addEventListener('resize', onResize);
    return () => {
      stop();
      removeEventListener('scroll', record);
      removeEventListener('resize', onResize);
    };
  }, [reader, rows, virtual]);
  return useCallback(() => {
    const { target } = reader.state();
    if (target?.kind === 'place') return target.place;
    return target === null ? last.current : null;
  }, [reader]);
}
