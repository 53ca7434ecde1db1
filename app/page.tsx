import { StatePanel } from '@/components/states/state-panel';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { nearMissSentence } from '@/components/definitions/glossary';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { RefreshWhile } from '@/components/states/refresh-while';
import { RunsTable } from '@/components/runs/runs-table';
import { listImports } from '@/lib/api/imports';
import { listRuns } from '@/lib/api/runs';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';
import styles from './page.module.css';

/** Runs shown at most; the page says so where there are more. */
const MOST_RUNS = 500;
const RECENT_IMPORTS = 20;

export default async function RunsPage() {
  const [runs, imports] = await Promise.all([listRuns({ limit: MOST_RUNS }), listImports({ limit: RECENT_IMPORTS })]);
  const running = imports.items.filter((one) => one.status === 'queued' || one.status === 'running').length;
  const waits = running > 0 || runs.items.some((run) => run.summary === null);
  return (
    <>
      <PageHead
        title="Runs"
        note={nearMissSentence(DEFAULT_DEFINITIONS.threshold)}
        actions={
          <ButtonLink href="/import" look="primary">
            {running > 0 ? `${formatQuantity(running, 'import')} running` : 'Import a log'}
          </ButtonLink>
        }
      />
      {waits ? <RefreshWhile everyMs={2000} /> : null}
      {runs.items.length === 0 ? (
        <StatePanel kind="empty" title="No runs yet">
          <p>
            Drop a rollout log anywhere on this page: canonical JSON Lines, a verifiers results.jsonl, or a ReAct text
            log. You see what was understood before anything is stored. Gold entities may come in a file of their own,
            before or after.
          </p>
          <ButtonLink href="/import" look="primary">
            Choose a log
          </ButtonLink>
        </StatePanel>
      ) : (
        <div className={styles.stack}>
          <RunsTable rows={runs.items} />
          <p className={styles.note}>
            Numbers follow the default definitions: τ = {DEFAULT_DEFINITIONS.threshold} is ours, the rest is the
            paper’s; open a run to change them. Point at a number for its n and its 95% interval.
            {runs.total > runs.items.length
              ? ` The newest ${formatCount(runs.items.length)} of ${formatCount(runs.total)} runs are shown.`
              : ''}
          </p>
        </div>
      )}
    </>
  );
}
