'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { TurnNumbers } from '@/lib/core/rollout/turn-numbers';
import { estimateRow, estimateTop, rowOfSpan, rowOfTurn, rowsOf, type Row } from './outline';
import { reachTarget, spanOfTarget } from './reach-target';
import { useReader, useReaderState, useReleaseOnScroll } from './reader-context';
import type { Reader, Target } from './reader';
import { barsPx } from './reading-place';
import styles from './turn-list.module.css';
import { TurnRow } from './turn-row';
import { READING_LINE_PX, useReadingPlace } from './use-reading-place';
import { useTurnInHash } from './use-turn-in-hash';

interface TurnListProps {
  readonly entityNames: readonly string[];
  /** What the log says of each turn, from turn 1; null where it says nothing. */
  readonly numbers: readonly TurnNumbers[] | null;
  /** Texts as they were written, without formatting. */
  readonly raw: boolean;
}

/** Turns around those seen whose text is asked for ahead. */
const TURNS_AHEAD = 20;
const TURNS_BEHIND = 8;
/** How long a place is looked for that is not drawn. */
const PATIENCE_MS = 15_000;
/** What a server draws, for a screen of which it knows nothing. */
const FIRST_SCREEN = { width: 1000, height: 900 };
/** The last row fills about such a screen. */
const LAST_ROW_PX = 750;

/** Distance of the list from the top of the page; what stands above it may grow. */
function useListTop(list: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const { current } = list;
      if (current !== null) setTop(Math.round(current.getBoundingClientRect().top + scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
}

function useVirtualRows(rows: readonly Row[], reader: Reader, top: number) {
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which nothing here uses
  return useWindowVirtualizer<HTMLLIElement>({
    count: rows.length,
    estimateSize: (index) => {
      const row = rows[index];
      const height = row === undefined ? 0 : estimateRow(reader.outline, row);
      // The last row fills what is below the bars, so that it can be scrolled up to them.
      return index === rows.length - 1 ? Math.max(height, LAST_ROW_PX) : height;
    },
    overscan: 1,
    scrollMargin: top,
    scrollPaddingStart: barsPx(),
    initialRect: FIRST_SCREEN,
    initialOffset: () => estimateTop(reader.outline, rows, rowOfTurn(rows, reader.state().currentTurn)),
  });
}
type VirtualRows = ReturnType<typeof useVirtualRows>;

/**
 * Keeps what is read in its place when a row above turns out taller or shorter than it was taken for. A row ends above the
 * reader where it ends behind the bars, so that the turn that was jumped to stays right below them.
 */
function useSteadyPlace(virtual: VirtualRows): void {
  useLayoutEffect(() => {
    // A setting of the library that is no option of it.
    const steady: Pick<VirtualRows, 'shouldAdjustScrollPositionOnItemSizeChange'> = {
      shouldAdjustScrollPositionOnItemSizeChange: (item, _delta, { itemSizeCache, scrollOffset }) => {
        const top = scrollOffset ?? 0;
        return itemSizeCache.has(item.key) ? item.end <= top + barsPx() + 1 : item.start < top;
      },
    };
    Object.assign(virtual, steady);
  }, [virtual]);
}

/** Says which turns are wanted, and which one is read. */
function useWantedTurns(rows: readonly Row[], virtual: VirtualRows): void {
  const reader = useReader();
  const items = virtual.getVirtualItems();
  const from = rows[items[0]?.index ?? 0]?.turn ?? 0;
  const to = rows[items.at(-1)?.index ?? 0]?.turn ?? 0;
  useEffect(() => {
    reader.store.want({ from, to }, { from: from - TURNS_BEHIND, to: to + TURNS_AHEAD });
  }, [reader, from, to]);
  useEffect(() => {
    const onScroll = () => {
      const item = virtual.getVirtualItemForOffset(scrollY + barsPx() + READING_LINE_PX);
      const row = item === undefined ? undefined : rows[item.index];
      if (row !== undefined) reader.scrolledTo(row.turn);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, [reader, rows, virtual]);
}

function rowOfTarget(rows: readonly Row[], target: Target): number {
  if (target.kind === 'place') return target.place.row;
  const span = spanOfTarget(target);
  return span === null ? rowOfTurn(rows, target.turn) : rowOfSpan(rows, span);
}

/** Goes where the reader is sent: first to the row, then, frame by frame as it is loaded and drawn, to the place in it. */
function useTarget(list: RefObject<HTMLElement | null>, rows: readonly Row[], virtual: VirtualRows): void {
  const reader = useReader();
  const target = useReaderState((state) => state.target);
  useEffect(() => {
    const { current } = list;
    if (target === null || current === null) return undefined;
    const row = rowOfTarget(rows, target);
    const isDrawn = current.querySelector(`[data-index="${row}"]`) !== null;
    if (target.kind === 'turn' || !isDrawn) virtual.scrollToIndex(row, { align: 'start' });
    const end = performance.now() + PATIENCE_MS;
    let frame = 0;
    const look = () => {
      if (reader.state().target !== target) return;
      if (performance.now() > end || reachTarget(current, reader, target) === 'reached') reader.reached();
      else frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [list, reader, rows, target, virtual]);
}

/** The turns of a rollout, of which only those near the screen are there. */
export function TurnList({ entityNames, numbers, raw }: TurnListProps) {
  const reader = useReader();
  const list = useRef<HTMLOListElement>(null);
  const rows = useMemo(() => rowsOf(reader.outline), [reader]);
  const top = useListTop(list);
  const virtual = useVirtualRows(rows, reader, top);
  useSteadyPlace(virtual);
  useReleaseOnScroll();
  useWantedTurns(rows, virtual);
  useTarget(list, rows, virtual);
  useTurnInHash(useReadingPlace(rows, virtual));
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <ol ref={list} className={styles.list} aria-label="Turns" style={{ paddingTop: before, paddingBottom: after }}>
      {items.map(({ index }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <TurnRow
            key={index}
            row={row}
            index={index}
            rows={rows.length}
            entityNames={entityNames}
            numbers={numbers?.[row.turn - 1] ?? null}
            raw={raw}
            measure={virtual.measureElement}
          />
        );
      })}
    </ol>
  );
}
