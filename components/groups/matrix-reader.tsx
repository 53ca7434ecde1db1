'use client';

import { useEffect, useState, type RefObject } from 'react';
import styles from './group-matrix.module.css';

/** Row, column and meaning of a cell, from the words the cells carry for screen readers. */
function wordsOf(table: HTMLTableElement, target: EventTarget | null): string | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('td, th') : null;
  const row = cell?.closest('tr') ?? null;
  if (cell === null || row === null) return null;
  const textOf = (head: HTMLTableCellElement | undefined): string =>
    head?.getAttribute('aria-label') ?? head?.textContent ?? '';
  const column = textOf(table.rows[0]?.cells[cell.cellIndex]);
  if (cell.cellIndex === 0) return textOf(cell);
  if (row.rowIndex === 0) return column;
  return `${textOf(row.cells[0])} × ${column}: ${textOf(cell)}`;
}

/**
 * Says in a line of its own what the cell under the pointer or the focus means. Screen readers read the cells
 * themselves, so the line is hidden from them.
 */
export function MatrixReader({
  table,
  empty,
}: {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Shown while no cell is pointed at. */
  readonly empty: string;
}) {
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    const element = table.current;
    if (element === null) return undefined;
    const read = (event: Event) => setWords(wordsOf(element, event.target));
    element.addEventListener('pointerover', read);
    element.addEventListener('focusin', read);
    return () => {
      element.removeEventListener('pointerover', read);
      element.removeEventListener('focusin', read);
    };
  }, [table]);
  return (
    <p className={styles.reader} aria-hidden="true" data-print="omit">
      {words ?? empty}
    </p>
  );
}
