/** One line of the bench table. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What the design promises; empty where it promises nothing. */
  readonly budget: string;
  readonly met: boolean | null;
}

export function figure(what: string, value: string, budget = '', met: boolean | null = null): Figure {
  return { what, value, budget, met };
}

/** Bytes as decimal megabytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** The value below which a share of the sorted values lies. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** A Markdown table, so that it can stand in the documentation as it was printed. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, budget, met }) => [
    what,
    value,
    budget,
    met === null ? '' : met ? 'met' : 'MISSED',
  ]);
  const head = ['what', 'measured', 'budget', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
