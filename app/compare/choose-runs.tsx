import type { ReactNode } from 'react';
import { savedEntries } from '@/components/compare/saved-entry';
import { SavedComparisonsList } from '@/components/compare/saved-comparisons-list';
import { formatCount } from '@/components/format/format-number';
import { RunsTable } from '@/components/runs/runs-table';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { listComparisons } from '@/lib/api/compare/saved-comparisons';
import { listRuns } from '@/lib/api/runs';
import styles from './page.module.css';

/** Runs shown at most; the page says so where there are more. */
const MOST_RUNS = 500;

interface ChooseRunsProps {
  /** Runs that are chosen already. */
  readonly chosen: readonly number[];
  /** Why there is no comparison, where the address asks for one. */
  readonly problem?: ReactNode;
}

/** All runs with boxes, and the comparisons that somebody saved. */
export async function ChooseRuns({ chosen, problem }: ChooseRunsProps) {
  const [runs, saved] = await Promise.all([listRuns({ limit: MOST_RUNS }), listComparisons()]);
  return (
    <>
      <PageHead
        title="Compare runs"
        note="Two to ten runs, one of them the baseline, over the questions they share. Every difference comes with its interval and a test."
      />
      <div className={styles.stack}>
        {problem}
        {saved.items.length === 0 ? null : (
          <section aria-labelledby="saved" className={styles.saved}>
            <h2 id="saved">Saved comparisons</h2>
            <SavedComparisonsList entries={savedEntries(saved.items)} />
          </section>
        )}
        {runs.items.length < 2 ? (
          <StatePanel kind="empty" title={runs.items.length === 0 ? 'No runs yet' : 'Only one run yet'}>
            <p>A comparison takes two runs, or one run at two choices of steps.</p>
            <ButtonLink href="/import" look="primary">
              Import a log
            </ButtonLink>
          </StatePanel>
        ) : null}
        {runs.items.length === 0 ? null : <RunsTable rows={runs.items} chosen={chosen} />}
        {runs.total > runs.items.length ? (
          <p className={styles.note}>
            The newest {formatCount(runs.items.length)} of {formatCount(runs.total)} runs are shown. The address can
            name any: /compare?runs=12,13.
          </p>
        ) : null}
      </div>
    </>
  );
}
