import type { Comparison } from './comparison';
import {
  printedTable,
  type PrintedCell,
  type PrintedNumber,
  type PrintedRow,
  type PrintedTable,
} from './comparison-table';
import type { TableDetail } from './table-details';

/**
 * Any text as Markdown (GitHub's) that shows it: nothing in it is markup, a cell, a link or a line of its own.
 *
 * @example escapeMarkdown('a|b *c*') // 'a\\|b \\*c\\*'
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/\p{Cc}+/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll(/[\\`*_{}[\]()#+\-.!|~]/g, String.raw`\$&`)
      // Addresses become links by themselves.
      .replaceAll('://', '&#58;//')
      .replaceAll('@', '&#64;')
      .replaceAll(/\bwww\\\./gi, 'www&#46;')
  );
}

/** Our own words need only what a table and emphasis would read. */
function numberText({ value, interval }: PrintedNumber, mark: string): string {
  return `${value}${mark}${interval === null ? '' : ` [${interval.join(', ')}]`}`;
}

function cellText({ value, difference, isShown, p }: PrintedCell): string {
  if (value === null) return '–';
  if (difference === null) return numberText(value, '');
  return `${numberText(value, '')}; Δ ${numberText(difference, isShown ? String.raw`\*` : '')}${p === null ? '' : `, ${p.replace('<', '&lt;')}`}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A metric takes one line, and in a full table one more for each of its details. */
function rowLines({ hasSplits }: PrintedTable, row: PrintedRow): readonly string[] {
  const { split, metric, questions, cells, details } = row;
  const heading = hasSplits ? [split === null ? 'All questions' : escapeMarkdown(split)] : [];
  return [
    line([...heading, metric, String(questions), ...cells.map(cellText)]),
    ...details.map((detail) =>
      line([...heading, `${metric}: ${escapeMarkdown(detail.label)}`, '', ...detail.cells.map(detailText)]),
    ),
  ];
}

function detailText(cell: string | null): string {
  return cell === null ? '' : cell.replace('<', '&lt;');
}

/** A comparison as a Markdown table, and below it what it shows. */
export function comparisonMarkdown(comparison: Comparison, detail: TableDetail): string {
  const table = printedTable(comparison, detail);
  const heading = table.hasSplits ? ['Split'] : [];
  const lines = [
    line([...heading, 'Metric', 'n', ...table.sides.map(escapeMarkdown)]),
    line([...heading.map(() => ':--'), ':--', '--:', ...table.sides.map(() => '--:')]),
    ...table.rows.flatMap((row) => rowLines(table, row)),
    '',
    ...table.notes.map((note) => `- ${escapeMarkdown(note)}`),
  ];
  return `${lines.join('\n')}\n`;
}
