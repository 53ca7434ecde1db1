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

/** The table as RFC 4180 text. */
export function csvOf(table: ChartTable): string {
  const lines = [table.columns, ...table.rows.map((row) => [labelText(row.label), ...row.cells.map(cellText)])];
  return `${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}
