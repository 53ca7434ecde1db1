'use client';

import {
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
  type RowData,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import { compareSortValues, isDescending, nextSort, sortColumn, type DataColumn, type SortKey } from './data-column';
import styles from './data-table.module.css';
import { ScrollFrame } from './scroll-frame';

const features = tableFeatures({ columnVisibilityFeature });

interface DataTableProps<Row extends RowData> {
  /** Names the table for screen readers. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly hiddenColumns?: readonly string[];
  readonly sort: SortKey;
  readonly onSort: (sort: SortKey) => void;
  /** `page`: the rows come sorted. `here`: all rows are at hand and are sorted by `sortValue`. */
  readonly sorted: 'page' | 'here';
  /** True while other rows are on their way. */
  readonly busy?: boolean;
}

interface SortHeadProps {
  readonly column: Pick<DataColumn<never>, 'id' | 'label' | 'term' | 'numeric'>;
  readonly sort: SortKey;
  readonly onSort: ((sort: SortKey) => void) | null;
}

function SortHead({ column, sort, onSort }: SortHeadProps) {
  const label: ReactNode =
    column.term === undefined ? column.label : <DefinitionHint term={column.term}>{column.label}</DefinitionHint>;
  if (onSort === null) return <span className={styles.head}>{label}</span>;
  const active = sortColumn(sort) === column.id;
  const arrow = !active ? '↕' : isDescending(sort) ? '↓' : '↑';
  return (
    <span className={styles.head}>
      {label}
      <button
        type="button"
        className={styles.sort}
        data-active={active || undefined}
        aria-label={`Sort by ${column.label}`}
        onClick={() => onSort(nextSort(sort, column.id, column.numeric === true))}
      >
        {arrow}
      </button>
    </span>
  );
}

function ariaSort(column: { readonly id: string }, sort: SortKey): 'ascending' | 'descending' | undefined {
  if (sortColumn(sort) !== column.id) return undefined;
  return isDescending(sort) ? 'descending' : 'ascending';
}

function sortHere<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[], sort: SortKey): Row[] {
  const value = columns.find((column) => column.id === sortColumn(sort))?.sortValue;
  if (value === undefined) return [...rows];
  return [...rows].sort((a, b) => compareSortValues(value(a), value(b), isDescending(sort)));
}

/** A dense table with a sticky head that scrolls inside its frame. Columns, order and rows are decided by its owner. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { rows, columns, sort, sorted, hiddenColumns } = props;
  const data = useMemo(
    () => (sorted === 'here' ? sortHere(rows, columns, sort) : [...rows]),
    [rows, columns, sort, sorted],
  );
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.label, cell: (context) => column.cell(context.row.original) }),
    );
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries((hiddenColumns ?? []).map((id) => [id, false])),
    [hiddenColumns],
  );
  const table = useTable({ features, columns: definitions, data, getRowId: props.rowKey, state: { columnVisibility } });
  const columnOf = new Map(columns.map((column) => [column.id, column]));

  return (
    <ScrollFrame label={props.caption} busy={props.busy}>
      <table className={styles.table}>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = columnOf.get(header.id);
                if (column === undefined) return null;
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={column.numeric === true ? 'number' : undefined}
                    aria-sort={ariaSort(column, sort)}
                  >
                    <SortHead
                      column={column}
                      sort={sort}
                      onSort={column.sortValue === undefined ? null : props.onSort}
                    />
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => {
                const column = columnOf.get(cell.column.id);
                const className = column?.numeric === true ? 'number' : undefined;
                return column?.rowHeader === true ? (
                  <th key={cell.id} scope="row" className={className}>
                    <table.FlexRender cell={cell} />
                  </th>
                ) : (
                  <td key={cell.id} className={className}>
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
