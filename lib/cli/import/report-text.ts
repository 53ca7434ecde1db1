import { importReportSchema, type ImportReportDocument, type ImportStatusReport } from '@/lib/api/schemas/import';
import { countWords, quantityWords } from '@/lib/import/words/number-words';
import { correctnessWords, groupingWords, leftOutWords, thoughtWords } from '@/lib/import/words/preview-words';

import { oneLine } from './terminal-text';

const LEFT_OUT_SHOWN = 5;
const LONGEST_LINE = 400;

/** What an import that succeeded made of its files, a few lines a run. */
export function reportText(finished: ImportStatusReport): string {
  const parsed = importReportSchema.safeParse(finished.report);
  const runs = parsed.success ? parsed.data.runs.flatMap(runLines) : [];
  const leftOut = parsed.success ? leftOutLines(parsed.data.leftOut) : [];
  return [...runs, ...issueLines(finished.issues), ...leftOut].map((line) => oneLineKeepingIndent(line)).join('\n');
}

function oneLineKeepingIndent(line: string): string {
  const indent = line.length - line.trimStart().length;
  return ' '.repeat(indent) + oneLine(line, LONGEST_LINE);
}

function runLines(run: ImportReportDocument['runs'][number]): readonly string[] {
  const { questions, fromEntitySet, fromLog } = run.entities;
  return [
    `Imported ${run.name}: ${quantityWords(run.rollouts, 'rollout')} of ${quantityWords(run.files, 'file')} (${run.label})`,
    `  Grouped ${groupingWords(run.grouping)}`,
    `  Correctness: ${correctnessWords(run.correctness)}; thoughts from: ${thoughtWords(run.thoughts.sources)}`,
    `  Gold entities: for ${countWords(fromEntitySet + fromLog)} of ${quantityWords(questions, 'question')}`,
    ...run.notices.map(({ message }) => `  Note: ${message}`),
  ];
}

function issueLines({ total, byCode, first }: ImportStatusReport['issues']): readonly string[] {
  if (total === 0) return [];
  const codes = Object.entries(byCode).map(([code, count]) => `${countWords(count)} ${code}`);
  const [example] = first;
  const such = example === undefined ? '' : `, such as line ${example.line}: ${example.message}`;
  return [`Not used: ${quantityWords(total, 'record')} (${codes.join(', ')})${such}`];
}

function leftOutLines({ total, first }: ImportReportDocument['leftOut']): readonly string[] {
  if (total === 0) return [];
  const shown = first.slice(0, LEFT_OUT_SHOWN);
  const more = total - shown.length;
  return [
    `Left out: ${quantityWords(total, 'file')}`,
    ...shown.map((file) => `  ${file.path}: ${leftOutWords(file)}`),
    ...(more > 0 ? [`  and ${countWords(more)} more`] : []),
  ];
}
