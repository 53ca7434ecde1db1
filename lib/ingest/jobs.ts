import { PgBoss } from 'pg-boss';
import type { Pool } from 'pg';

import { database } from '@/lib/db/client';
import { addImport, requestImportCancel, type NewImport } from '@/lib/db/import-rows';
import { hideRun } from '@/lib/db/run-rows';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

export const QUEUES = {
  /** Data {importId}: store an uploaded file as a run. */
  importFile: 'import-file',
  /** Data {runId}: compute a run anew from what is stored. */
  recomputeRun: 'recompute-run',
  /** Data {runId}: remove the rows of a hidden run. */
  purgeRun: 'purge-run',
} as const;

/**
 * `short`: of equal jobs at most one waits. A job may take a day; whether its worker lives is told by the claim it holds (lib/db/locks), not by a timeout.
 */
const QUEUE_OPTIONS = { policy: 'short', retryLimit: 0, expireInSeconds: 24 * 60 * 60 - 1 } as const;

declare global {
  /** The queue of this process, kept over hot reloads of the web server. */
  var nearmissJobQueue: Promise<PgBoss> | undefined;
}

/** A queue on the given pool. `supervise` for the worker only: it keeps the queue's tables in order. */
export async function openJobQueue(pool: Pool, options: { readonly supervise: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: async (text: string, values?: unknown[]) => pool.query(text, values) },
    supervise: options.supervise,
    schedule: false,
  });
  boss.on('error', (error) => process.stderr.write(`job queue: ${error.message}\n`));
  await boss.start();
  for (const queue of Object.values(QUEUES)) await boss.createQueue(queue, QUEUE_OPTIONS);
  return boss;
}

export type Job =
  | { readonly queue: 'importFile'; readonly importId: string }
  | { readonly queue: 'recomputeRun' | 'purgeRun'; readonly runId: number };

/** Sends a job unless an equal one is already waiting. */
export async function sendJob(boss: PgBoss, job: Job): Promise<void> {
  const data = job.queue === 'importFile' ? { importId: job.importId } : { runId: job.runId };
  const singletonKey = job.queue === 'importFile' ? job.importId : String(job.runId);
  await boss.send(QUEUES[job.queue], data, { singletonKey });
}

/** The web process's own queue, opened on first use. */
function jobQueue(): Promise<PgBoss> {
  globalThis.nearmissJobQueue ??= openJobQueue(database().pool, { supervise: false }).catch((error: unknown) => {
    globalThis.nearmissJobQueue = undefined;
    throw error;
  });
  return globalThis.nearmissJobQueue;
}

/**
 * Stores an upload as a queued import and wakes the worker. Should this process die between the two, the worker finds
 * the queued import when it next starts.
 */
export async function enqueueImport(
  added: Omit<NewImport, 'runName' | 'format' | 'settings'> & { readonly settings: ImportSettings },
): Promise<void> {
  const boss = await jobQueue();
  const { name = null, format = null } = added.settings.all ?? {};
  await addImport(database().pool, { ...added, runName: name, format });
  await sendJob(boss, { queue: 'importFile', importId: added.id });
}

/** Cancels an import; see `requestImportCancel`. */
export function requestCancel(importId: string): Promise<'cancelled' | 'requested' | 'finished' | null> {
  return requestImportCancel(database().pool, importId);
}

/** Has runs computed anew, one job a run. */
export async function enqueueRecompute(runIds: readonly number[]): Promise<void> {
  const boss = await jobQueue();
  for (const runId of runIds) await sendJob(boss, { queue: 'recomputeRun', runId });
}

/** Takes a run out of sight at once and has its rows removed; false where there is no such run. */
export async function removeRun(runId: number): Promise<boolean> {
  const boss = await jobQueue();
  if (!(await hideRun(database().pool, runId))) return false;
  await sendJob(boss, { queue: 'purgeRun', runId });
  return true;
}
