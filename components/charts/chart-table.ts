/** The numbers of a chart as rows: what the table view and the CSV show. */
export interface ChartTable {
  /** The first column holds the row's label. */
  readonly columns: readonly string[];
  readonly rows: readonly ChartTableRow[];
}

export interface ChartTableRow {
  readonly key: string;
  readonly label: string;
  /** Formatted, one per column after the first. */
  readonly cells: readonly string[];
  /** The same as numbers for programs: fractions and whole precision; null where there is none. Downloads take these. */
  readonly values?: readonly (number | string | null)[];
  /** The rollouts behind the row; null where there is no such list. */
  readonly href: string | null;
}

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A label may be the name of a run or an entity: one that a spreadsheet would run as a formula gets an apostrophe. */
function labelText(label: string): string {
  return /^[=+\-@\t\r]/.test(label) ? `'${label}` : label;
}

/** A true minus sign is for readers; programs want a hyphen. */
function cellText(cell: string): string {
  return cell.replace(/^−(?=[\d.])/, '-');
}

function valueText(value: number | string | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : labelText(value);
}

function fieldsOf({ label, cells, values }: ChartTableRow): readonly string[] {
  return [labelText(label), ...(values === undefined ? cells.map(cellText) : values.map(valueText))];
}

/**
 * The table as RFC 4180 text: raw values where rows have them.
 *
 * @param provenance what it was computed from and how; a last column repeats it, since CSV has no comments
 */
export function csvOf(table: ChartTable, provenance = ''): string {
  const rows = [table.columns, ...table.rows.map(fieldsOf)];
  const lines =
    provenance === '' ? rows : rows.map((row, at) => [...row, at === 0 ? 'Computed from' : labelText(provenance)]);
  return `${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}
