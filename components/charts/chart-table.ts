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

/** The table as RFC 4180 text. */
export function csvOf(table: ChartTable): string {
  const lines = [table.columns, ...table.rows.map((row) => [row.label, ...row.cells])];
  return `${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}
