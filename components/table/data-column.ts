import type { ReactNode } from 'react';
import type { GlossaryTerm } from '@/components/definitions/glossary';

/** One column of a `DataTable`. */
export interface DataColumn<Row> {
  readonly id: string;
  /** Head of the column, also its name in the column choice. */
  readonly label: string;
  readonly term?: GlossaryTerm;
  readonly cell: (row: Row) => ReactNode;
  /** Right-aligned with tabular figures. */
  readonly numeric?: boolean;
  /** The value rows are sorted by; null goes last. A column without it cannot be sorted. */
  readonly sortValue?: (row: Row) => number | string | null;
  /** Marks the cell that names the row. */
  readonly rowHeader?: boolean;
  /** Cannot be hidden by the column choice. */
  readonly fixed?: boolean;
}

/** `-` stands before the id of a column sorted from high to low, as in the API's `sort`. */
export type SortKey = string;

export function sortColumn(sort: SortKey): string {
  return sort.replace(/^-/, '');
}

export function isDescending(sort: SortKey): boolean {
  return sort.startsWith('-');
}

/** What a click on a column's head asks for: numbers from high to low first, then the other way round. */
export function nextSort(sort: SortKey, columnId: string, numeric: boolean): SortKey {
  if (sortColumn(sort) !== columnId) return numeric ? `-${columnId}` : columnId;
  return isDescending(sort) ? columnId : `-${columnId}`;
}

/** Order of two values of a sorted column; null last in both directions. */
export function compareSortValues(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
  return descending ? -order : order;
}
