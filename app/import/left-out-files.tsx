import { formatCount, formatQuantity } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { DropPreview } from '@/lib/api/schemas/drop-preview';
import { leftOutWords } from '@/lib/import/words/preview-words';
import styles from './run-plan.module.css';

interface LeftOutFilesProps {
  readonly leftOut: DropPreview['leftOut'];
  readonly startsOpen: boolean;
}

/** Files that make no run, and why. */
export function LeftOutFiles({ leftOut, startsOpen }: LeftOutFilesProps) {
  const { total, first } = leftOut;
  if (total === 0) return null;
  return (
    <details className={styles.details} open={startsOpen}>
      <summary>
        {formatQuantity(total, 'file makes', 'files make')} no run of {total === 1 ? 'its' : 'their'} own
      </summary>
      <ScrollFrame label="Files that make no run of their own">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {first.map((file) => (
              <tr key={file.path}>
                <td>{file.path}</td>
                <td>
                  {leftOutWords(file)}{' '}
                  {file.kind === 'entities' || file.code === null ? null : <code>{file.code}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {total > first.length ? (
        <p className={styles.note}>
          The first {formatCount(first.length)} of {formatCount(total)} are shown.
        </p>
      ) : null}
    </details>
  );
}
