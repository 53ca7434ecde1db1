import type { Comparison } from './comparison';
import {
  printedTable,
  type PrintedCell,
  type PrintedNumber,
  type PrintedRow,
  type PrintedTable,
} from './comparison-table';
import type { PrintedDetail, TableDetail } from './table-details';

/** From this many sides on the table is scaled to the width of the text. */
const WIDE_SIDES = 4;

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\{`,
  '}': String.raw`\}`,
  $: String.raw`\$`,
  '&': String.raw`\&`,
  '#': String.raw`\#`,
  '%': String.raw`\%`,
  _: String.raw`\_`,
  '^': String.raw`\textasciicircum{}`,
  '~': String.raw`\textasciitilde{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '|': String.raw`\textbar{}`,
  '"': String.raw`\textquotedbl{}`,
  '`': String.raw`\textasciigrave{}`,
  // Two or three in a row are otherwise set as a dash.
  '-': '-{}',
  '−': '$-$',
  γ: String.raw`$\gamma$`,
};

/**
 * Any text as LaTeX that prints it: nothing in it is a command, an argument, a comment or a line of its own.
 *
 * @example escapeLatex('50% of a_b') // '50\\% of a\\_b'
 */
export function escapeLatex(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/γ\u0302|[\\{}$&#%_^~<>|"`−γ]|-(?=-)/gu, (found) => SPECIAL[found] ?? String.raw`$\hat{\gamma}$`);
}

/** Braces keep a cell that begins with a bracket or a star from becoming an argument of the line break before it. */
function cellText(text: string): string {
  return `{${escapeLatex(text)}}`;
}

function numberText({ value, interval }: PrintedNumber, mark: string, p: string | null): string {
  const range = interval === null ? [] : [`[${interval.map(escapeLatex).join(', ')}]`];
  const behind = [...range, ...(p === null ? [] : [escapeLatex(p)])].join(', ');
  return `${escapeLatex(value)}${mark}${behind === '' ? '' : ` {\\footnotesize ${behind}}`}`;
}

function differenceText({ difference, isShown, p }: PrintedCell): string {
  return difference === null ? '' : numberText(difference, isShown ? '$^{*}$' : '', p);
}

/** The one symbol among our own labels is set as one. */
function detailLine({ label, cells }: PrintedDetail): string {
  const name = escapeLatex(label).replace(String.raw`d\_z`, '$d_z$');
  const texts = cells.map((cell) => (cell === null ? '' : `{\\footnotesize ${escapeLatex(cell)}}`));
  return `${[`\\quad ${name}`, '', ...texts].join(' & ')} \\\\`;
}

/** A metric takes two lines, its values and below them the differences to the baseline, and in a full table more. */
function rowLines(row: PrintedRow): readonly string[] {
  return [...numberLines(row), ...row.details.map(detailLine)];
}

function numberLines({ metric, questions, cells }: PrintedRow): readonly string[] {
  const values = cells.map(({ value }) => (value === null ? '--' : numberText(value, '', null)));
  const differences = cells.map(differenceText);
  const first = `${[cellText(metric), String(questions), ...values].join(' & ')} \\\\`;
  if (differences.every((text) => text === '')) return [first];
  return [first, `${[String.raw`\quad difference`, '', ...differences].join(' & ')} \\\\`];
}

function bodyLines({ rows, hasSplits, sides }: PrintedTable): readonly string[] {
  const lines: string[] = [];
  let heading: string | null | undefined;
  for (const row of rows) {
    if (hasSplits && row.split !== heading) {
      if (heading !== undefined) lines.push(String.raw`\midrule`);
      heading = row.split;
      lines.push(`\\multicolumn{${sides.length + 2}}{l}{\\textit{${escapeLatex(row.split ?? 'All questions')}}} \\\\`);
    }
    lines.push(...rowLines(row));
  }
  return lines;
}

/** A comparison as a LaTeX table (booktabs) that says below itself what it shows. */
export function comparisonLatex(comparison: Comparison, detail: TableDetail): string {
  const table = printedTable(comparison, detail);
  const isWide = table.sides.length > WIDE_SIDES;
  const lines = [
    `% Made by Nearmiss. Needs \\usepackage{booktabs}${isWide ? ' and \\usepackage{graphicx}' : ''}.`,
    String.raw`\begin{table}[t]`,
    String.raw`\centering`,
    String.raw`\small`,
    ...(isWide ? [String.raw`\resizebox{\textwidth}{!}{%`] : []),
    `\\begin{tabular}{lr${'r'.repeat(table.sides.length)}}`,
    String.raw`\toprule`,
    `${['Metric', 'n', ...table.sides.map(cellText)].join(' & ')} \\\\`,
    String.raw`\midrule`,
    ...bodyLines(table),
    String.raw`\bottomrule`,
    `\\end{tabular}${isWide ? '}' : ''}`,
    `\\caption{${escapeLatex(table.notes.join(' '))}}`,
    String.raw`\end{table}`,
  ];
  return `${lines.join('\n')}\n`;
}
