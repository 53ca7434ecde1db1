import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BesideItem } from './beside-items';

/** Fewer rows than this are all drawn, so that the browser's own search finds them. */
const ALL_DRAWN = 60;
const OVERSCAN = 6;
const ESTIMATED_ROW_PX = 150;
const ESTIMATED_FOLD_PX = 44;
const GAP_PX = 10;
/** Height of what stays on top: the bar of every page, the names of the sides, and a little air. */
const BAR_PX = 96;
/** What the server draws, and the browser first. */
const FIRST_RECT = { width: 1200, height: 1000 };

/** In a hook of its own, since its functions change with every scroll. */
function useVirtualRows(items: readonly BesideItem[], margin: number) {
  // oxlint-disable-next-line react/incompatible-library -- a warning to the React Compiler, which nothing here is built with
  return useWindowVirtualizer<HTMLLIElement>({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'fold' ? ESTIMATED_FOLD_PX : ESTIMATED_ROW_PX),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: items.length <= ALL_DRAWN ? ALL_DRAWN : OVERSCAN,
    gap: GAP_PX,
    scrollMargin: margin,
    scrollPaddingStart: BAR_PX,
    initialRect: FIRST_RECT,
    initialOffset: 0,
    useFlushSync: false,
  });
}

/** A windowed list of rows in the page's own scroll, with one row that the keys act on. */
export function useRowList(items: readonly BesideItem[]) {
  const list = useRef<HTMLOListElement>(null);
  const [margin, setMargin] = useState(0);
  const awaited = useRef<string | null>(null);
  const virtual = useVirtualRows(items, margin);

  useLayoutEffect(() => {
    const measure = () => {
      const { current } = list;
      if (current !== null) setMargin(Math.round(current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // What stands above the list (definitions, partners) may grow later.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  // The row to go to may be drawn only once the scroll has come near it.
  useEffect(() => {
    const element = awaited.current === null ? null : document.getElementById(awaited.current);
    if (element === null) return;
    awaited.current = null;
    element.focus({ preventScroll: true });
  });

  const goTo = useCallback(
    (index: number) => {
      const key = items[index]?.key;
      if (key === undefined) return;
      const element = document.getElementById(key);
      if (element === null) awaited.current = key;
      else element.focus({ preventScroll: true });
      virtual.scrollToIndex(index, { align: 'start' });
    },
    [items, virtual],
  );
  return { list, margin, virtual, goTo };
}
