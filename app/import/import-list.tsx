'use client';

import { Button, Progress } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { formatBytes, formatPercent, formatQuantity, formatTime } from '@/components/format/format-number';
import { StatePanel } from '@/components/states/state-panel';
import { importReportSchema, type ImportStatusReport } from '@/lib/api/schemas/import';
import { ImportReport, reportPart } from './import-report';
import styles from './import-list.module.css';
import { requestCancel, requestImports } from './import-requests';
import { IssueTable } from './issue-table';

interface ImportListProps {
  readonly imports: readonly ImportStatusReport[];
  /** The import whose report is open. */
  readonly openId: string | null;
}

const POLL_MS = 600;
/** Runs of an import that are linked in its head; its report links all of them. */
const LINKED_RUNS = 4;
const NAMED_FORMATS = 3;
const STATUS_WORDS = {
  queued: 'Waiting',
  running: 'Importing',
  succeeded: 'Imported',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const satisfies Record<ImportStatusReport['status'], string>;

const PHASE_WORDS = {
  waiting: 'Waiting for its turn',
  opening: 'Opening archives and looking at the files',
  reading: 'Reading',
  storing: 'Storing',
  ended: 'Ending',
} as const satisfies Record<ImportStatusReport['phase'], string>;

function isOpen({ status }: ImportStatusReport): boolean {
  return status === 'queued' || status === 'running';
}

/** The imports, asked for again as long as one of them is not finished. */
function useImports(initial: readonly ImportStatusReport[]): readonly ImportStatusReport[] {
  const router = useRouter();
  const [imports, setImports] = useDraft(initial);
  const waits = imports.some(isOpen);
  useEffect(() => {
    if (!waits) return undefined;
    let stopped = false;
    const poll = async () => {
      while (!stopped) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        const next = await requestImports(Math.max(1, initial.length)).catch(() => null);
        if (stopped) return;
        if (next === null) continue;
        setImports(next);
        if (!next.some(isOpen)) router.refresh();
      }
    };
    void poll();
    return () => {
      stopped = true;
    };
  }, [waits, initial.length, router, setImports]);
  return imports;
}

function RunningImport({ one }: { readonly one: ImportStatusReport }) {
  const [asked, setAsked] = useState(one.cancelRequested);
  const isRead = one.phase === 'storing' || one.phase === 'ended';
  const fraction = isRead ? 1 : one.bytesTotal === 0 ? 0 : Math.min(1, one.bytesRead / one.bytesTotal);
  const cancel = () => {
    setAsked(true);
    requestCancel(one.id).catch(() => setAsked(false));
  };
  return (
    <div className={styles.running}>
      <Progress value={fraction * 100} size="lg" animated aria-label={`Import of ${one.filename}`} />
      <div className={styles.line}>
        <span>
          {PHASE_WORDS[one.phase]}
          {one.phase === 'reading'
            ? `, ${formatPercent(fraction)}: ${formatBytes(one.bytesRead)} of ${formatBytes(one.bytesTotal)}`
            : ''}
          {one.rollouts === 0 ? '' : `, ${formatQuantity(one.rollouts, 'rollout')}`}
        </span>
        <Button size="compact-xs" variant="default" disabled={asked} onClick={cancel}>
          {asked ? 'Cancelling…' : 'Cancel'}
        </Button>
      </div>
    </div>
  );
}

/** The formats of the runs, as the report calls them. */
function formatOf({ report, format }: ImportStatusReport): string {
  const runs = importReportSchema.shape.runs.safeParse(reportPart(report, 'runs')).data ?? [];
  const labels = [...new Set(runs.map(({ label }) => label))];
  if (labels.length === 0) return format === null ? '' : `, read as ${format}`;
  const more = labels.length - NAMED_FORMATS;
  const named = labels.slice(0, NAMED_FORMATS).join(', ');
  return `, read as ${named}${more > 0 ? ` and ${formatQuantity(more, 'other format')}` : ''}`;
}

/** Links to the runs an import made: by name where they are several. */
function RunLinks({ one }: { readonly one: ImportStatusReport }) {
  const { runIds } = one;
  const runs = importReportSchema.shape.runs.safeParse(reportPart(one.report, 'runs')).data ?? [];
  if (runIds.length > LINKED_RUNS) return <span className={styles.note}>{formatQuantity(runIds.length, 'run')}</span>;
  return runIds.map((runId) => (
    <Link key={runId} href={`/runs/${runId}`} className={styles.open}>
      {runIds.length === 1 ? 'Open the run' : `Open ${runs.find((run) => run.runId === runId)?.name ?? `run ${runId}`}`}
    </Link>
  ));
}

function ImportItem({ one, open }: { readonly one: ImportStatusReport; readonly open: boolean }) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!open) return;
    item.current?.focus({ preventScroll: true });
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <li ref={item} tabIndex={-1} className={styles.item} data-status={one.status} id={`import-${one.id}`}>
      <div className={styles.line}>
        <h3>{one.filename}</h3>
        {one.runName === null ? null : <span className={styles.note}>run {one.runName}</span>}
        <span className={styles.status} data-status={one.status}>
          {STATUS_WORDS[one.status]}
        </span>
        <span className={styles.note}>{formatTime(one.createdAt)} UTC</span>
        <RunLinks one={one} />
      </div>
      {isOpen(one) ? <RunningImport one={one} /> : null}
      {one.status === 'succeeded' ? (
        <p className={styles.note}>
          {formatQuantity(one.rollouts, 'rollout')} from {formatBytes(one.bytesTotal)}
          {formatOf(one)}
        </p>
      ) : null}
      {one.error === null ? null : (
        <p className={styles.problem} role="alert">
          {one.error.message} <code>{one.error.code}</code>
        </p>
      )}
      <IssueTable issues={one.issues} downloadHref={`/api/v1/imports/${one.id}/issues?format=csv`} />
      {one.report === null ? null : (
        <details open={open}>
          <summary className={styles.summary}>What was understood</summary>
          <ImportReport report={one.report} />
        </details>
      )}
    </li>
  );
}

/** Running and past imports, newest first. */
export function ImportList({ imports: initial, openId }: ImportListProps) {
  const imports = useImports(initial);
  if (imports.length === 0) return <StatePanel kind="empty" title="No imports yet" level={3} />;
  return (
    <>
      <p className="visually-hidden" role="status">
        {formatQuantity(imports.filter(isOpen).length, 'import')} running
      </p>
      <ul className={styles.list}>
        {imports.map((one) => (
          <ImportItem key={one.id} one={one} open={one.id === openId} />
        ))}
      </ul>
    </>
  );
}
