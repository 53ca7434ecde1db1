import { useEffect, useState } from 'react';
import { whenIdle } from '@/components/browser/idle-queue';

/** Cells that are drawn at once: more than fit on a screen. */
const FIRST_CELLS = 800;
const CELLS_A_TASK = 600;

function rowsOf(cells: number, columns: number): number {
  return Math.max(1, Math.floor(cells / Math.max(1, columns)));
}

/**
 * How many rows of a wide table are drawn: those of the first screens at once, the rest in idle moments right after, so
 * that thousands of cells neither hold up the page nor a key. Smaller tables are drawn whole from the start.
 */
export function useDrawnRows(rows: number, columns: number): number {
  const [drawn, setDrawn] = useState(() => rowsOf(FIRST_CELLS, columns));
  const isWhole = drawn >= rows;
  useEffect(() => {
    if (isWhole) return undefined;
    return whenIdle(() => setDrawn((before) => before + rowsOf(CELLS_A_TASK, columns)));
  }, [isWhole, drawn, columns]);
  return Math.min(drawn, rows);
}
