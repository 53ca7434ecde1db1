import { formatBytes, formatCount } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { PreviewRun } from '@/lib/api/schemas/drop-preview';
import { fileWords } from '@/lib/import/words/preview-words';
import styles from './run-plan.module.css';

/** The files of a run, with what their paths tell. */
export function RunFiles({ run }: { readonly run: PreviewRun }) {
  const { first, total } = run.files;
  const hasSteps = first.some(({ step }) => step !== null);
  const hasRollouts = first.some(({ rollout }) => rollout !== null);
  if (total === 1 && !hasSteps && !hasRollouts) return <span>{fileWords(run)}</span>;
  return (
    <details className={styles.files}>
      <summary>{fileWords(run)}</summary>
      <ScrollFrame label="Files of the run">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              {hasSteps ? (
                <th scope="col" className="number">
                  Step
                </th>
              ) : null}
              {hasRollouts ? (
                <th scope="col" className="number">
                  Rollout
                </th>
              ) : null}
              <th scope="col" className="number">
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {first.map(({ path, bytes, step, rollout }) => (
              <tr key={path}>
                <td>{path}</td>
                {hasSteps ? <td className="number">{formatCount(step)}</td> : null}
                {hasRollouts ? <td className="number">{formatCount(rollout)}</td> : null}
                <td className="number">{formatBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {total > first.length ? (
        <p className={styles.note}>
          The first {formatCount(first.length)} of {formatCount(total)} files are shown.
        </p>
      ) : null}
    </details>
  );
}
