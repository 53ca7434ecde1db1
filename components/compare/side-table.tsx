import { LineSwatch } from '@/components/charts/line-swatch';
import { formatCount, NOT_DEFINED } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { Tip } from '@/components/tip/tip';
import type { SideLook } from './side-look';
import styles from './side-table.module.css';

/** A number of a side in words, or why there is none. */
export type SideCell = { readonly text: string; readonly below?: string } | { readonly because: string };

export interface SideRow {
  readonly label: string;
  readonly look: SideLook;
  readonly cells: readonly SideCell[];
}

interface SideTableProps {
  readonly caption: string;
  /** After the first, which names the sides. */
  readonly columns: readonly string[];
  readonly rows: readonly SideRow[];
}

/** An estimate with its interval and n, or the reason why it is not defined. */
export function estimateCell(
  {
    value,
    low,
    high,
    n,
  }: { readonly value: number | null; readonly low: number | null; readonly high: number | null; readonly n: number },
  format: (value: number | null) => string,
  because: string,
): SideCell {
  if (value === null) return { because };
  const interval = low === null || high === null ? 'no interval' : `${format(low)} to ${format(high)}`;
  return { text: format(value), below: `${interval}, n = ${formatCount(n)}` };
}

/** Numbers of the sides, a row each. */
export function SideTable({ caption, columns, rows }: SideTableProps) {
  return (
    <ScrollFrame label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {['Run', ...columns].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, look, cells }, at) => (
            <tr key={`${at} ${label}`}>
              <th scope="row">
                <LineSwatch look={look} /> {label}
              </th>
              {cells.map((cell, column) => (
                <td key={columns[column] ?? column}>
                  {'because' in cell ? (
                    <Tip text={`Not defined: ${cell.because}`}>{NOT_DEFINED}</Tip>
                  ) : (
                    <>
                      {cell.text}
                      {cell.below === undefined ? null : <span className={styles.below}>{cell.below}</span>}
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
