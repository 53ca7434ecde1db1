import { useCallback, type KeyboardEvent } from 'react';
import { showCell } from './show-cell';

/** Rows that PageUp and PageDown jump over. */
const PAGE_ROWS = 10;

interface Step {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null where it is no key of the grid. Out of range is brought back by the caller. */
function stepOf(event: KeyboardEvent, row: number, column: number): Step | null {
  switch (event.key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'PageUp':
      return { row: row - PAGE_ROWS, column };
    case 'PageDown':
      return { row: row + PAGE_ROWS, column };
    case 'Home':
      return { row: event.ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: event.ctrlKey ? Infinity : row, column: Infinity };
    default:
      return null;
  }
}

function within(value: number, length: number): number {
  return Math.max(0, Math.min(value, length - 1));
}

/** Makes one cell of a table its only tab stop, focuses it and brings it into sight. */
export function focusCell(table: HTMLTableElement, cell: HTMLTableCellElement): void {
  for (const stop of table.querySelectorAll('[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
  cell.setAttribute('tabindex', '0');
  cell.focus({ preventScroll: true });
  showCell(table, cell);
}

/** The cell an event happened in, with the row it stands in. */
function cellOf(target: EventTarget): { cell: HTMLTableCellElement; row: HTMLTableRowElement } | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('th, td') : null;
  const row = cell?.closest('tr') ?? null;
  return cell === null || row === null ? null : { cell, row };
}

/** Where a key leads from a cell of a table; null where it is no key of the grid. */
function cellAfter(event: KeyboardEvent<HTMLTableElement>, cell: HTMLTableCellElement, row: HTMLTableRowElement) {
  const { rows } = event.currentTarget;
  const step = stepOf(event, row.rowIndex, cell.cellIndex);
  const nextRow = step === null ? undefined : rows[within(step.row, rows.length)];
  return step === null ? null : (nextRow?.cells[within(step.column, nextRow.cells.length)] ?? null);
}

/**
 * Keys of a table that is a grid: arrows, Home, End (with Ctrl: of the grid), PageUp and PageDown move between cells;
 * Enter follows the link or presses the button of the cell. Cells are found in the document, so that a move draws nothing
 * anew however many cells there are.
 *
 * @returns a handler for the table; every row must have the same columns
 */
export function useGridKeys(): (event: KeyboardEvent<HTMLTableElement>) => void {
  return useCallback((event) => {
    if (event.metaKey || event.altKey) return;
    const at = cellOf(event.target);
    if (at === null) return;
    const opens = event.key === 'Enter' && event.target === at.cell;
    const next = opens ? null : cellAfter(event, at.cell, at.row);
    if (opens) at.cell.querySelector<HTMLElement>('a, button')?.click();
    if (next !== null) focusCell(event.currentTarget, next);
    if (opens || next !== null) event.preventDefault();
  }, []);
}
