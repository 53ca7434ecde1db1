import { useEffect, useState } from 'react';
import { whenIdle } from '@/components/browser/idle-queue';
import { beforePrint } from '@/components/browser/use-near-viewport';

/** Cells that are drawn at once: more than fit on a screen. */
const FIRST_CELLS = 800;
const CELLS_A_TASK = 600;
/** How long the page is left alone before what is out of sight is drawn, unless its reader does something before. */
const LEFT_ALONE_MS = 1000;
const DEEDS = ['keydown', 'pointerdown', 'wheel', 'touchstart', 'focusin'] as const;

function rowsOf(cells: number, columns: number): number {
  return Math.max(1, Math.floor(cells / Math.max(1, columns)));
}

/** True once the reader has done something, or the page has stood for a second. */
function useReaderArrived(): boolean {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    const arrive = (): void => setArrived(true);
    // An address that names a cell is on its way there.
    const timer = setTimeout(arrive, location.hash === '' ? LEFT_ALONE_MS : 0);
    for (const deed of DEEDS) document.addEventListener(deed, arrive, { passive: true, once: true });
    return () => {
      clearTimeout(timer);
      for (const deed of DEEDS) document.removeEventListener(deed, arrive);
    };
  }, []);
  return arrived;
}

/**
 * How many rows of a wide table are drawn: those of the first screens at once, the rest in idle moments after the reader
 * has begun to read, so that thousands of cells out of sight hold up neither the page nor a key. Smaller tables are
 * drawn whole from the start.
 */
export function useDrawnRows(rows: number, columns: number): number {
  const [drawn, setDrawn] = useState(() => rowsOf(FIRST_CELLS, columns));
  const arrived = useReaderArrived();
  const isDue = arrived && drawn < rows;
  useEffect(() => {
    if (!isDue) return undefined;
    return whenIdle(() => setDrawn((before) => before + rowsOf(CELLS_A_TASK, columns)));
  }, [isDue, drawn, columns]);
  useEffect(() => beforePrint(() => setDrawn(rows)), [rows]);
  return Math.min(drawn, rows);
}
