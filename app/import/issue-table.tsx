import { formatCount, formatQuantity } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { SO_FAR } from '@/lib/import/words/preview-words';
import styles from './issue-table.module.css';

interface Issues {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly first: readonly {
    /** Null where there is one file only. */
    readonly file: string | null;
    readonly line: number;
    readonly code: string;
    readonly message: string;
  }[];
}

interface IssueTableProps {
  readonly issues: Issues;
  /** True where only the beginnings of files were read. */
  readonly isOfBeginning?: boolean;
  /** True where only the first issues were counted. */
  readonly isCut?: boolean;
  /** Where all of them can be had; null where only those shown are kept. */
  readonly downloadHref: string | null;
}

/** Records of files that were not used: how many by reason, and the first of them. */
export function IssueTable({ issues, downloadHref, isOfBeginning = false, isCut = false }: IssueTableProps) {
  if (issues.total === 0) return null;
  const codes = Object.entries(issues.byCode);
  const hasFiles = issues.first.some(({ file }) => file !== null);
  return (
    <details className={styles.issues}>
      <summary>
        {isCut ? 'At least ' : ''}
        {formatQuantity(issues.total, 'record')} not used
        {isOfBeginning ? SO_FAR : ''}
        {codes.length === 0 ? '' : `: ${codes.map(([code, count]) => `${formatCount(count)} ${code}`).join(', ')}`}
      </summary>
      <ScrollFrame label="Records not used">
        <table className={styles.table}>
          <thead>
            <tr>
              {hasFiles ? <th scope="col">File</th> : null}
              <th scope="col" className="number">
                Line
              </th>
              <th scope="col">Code</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {issues.first.map((issue, index) => (
              <tr key={index}>
                {hasFiles ? <td>{issue.file ?? ''}</td> : null}
                <td className="number">{formatCount(issue.line)}</td>
                <td>
                  <code>{issue.code}</code>
                </td>
                <td>{issue.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <p className={styles.note}>
        {issues.first.length < issues.total ? `The first ${formatCount(issues.first.length)} are shown. ` : ''}
        {downloadHref === null ? null : (
          <a href={downloadHref} download>
            All {formatCount(issues.total)} as CSV
          </a>
        )}
      </p>
    </details>
  );
}
