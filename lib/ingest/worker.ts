import type { Job, PgBoss } from 'pg-boss';
import type { Pool } from 'pg';
import { z } from 'zod';

import { purgeRun } from '@/lib/db/run-rows';

import { ShutdownError } from './ingest-error';
import { openJobQueue, QUEUES, sendJob } from './jobs';
import { recomputeRun } from './recompute-run';
import { recover } from './recover';
import { runImportJob } from './run-import-job';

const importJobSchema = z.object({ importId: z.string() });
const runJobSchema = z.object({ runId: z.number() });
/** How often what another worker's crash left is looked for. */
const PATROL_MS = 15_000;
const WORK_OPTIONS = { batchSize: 1, pollingIntervalSeconds: 0.5 };

export interface RunningWorker {
  /** Ends within seconds: an import in hand goes back into the queue. */
  stop(): Promise<void>;
}

/**
 * Starts working on jobs: puts things in order after a crash, then performs imports one after the other, and beside them
 * recomputes and removals.
 */
export async function startWorker(pool: Pool): Promise<RunningWorker> {
  const shutdown = new AbortController();
  const boss = await openJobQueue(pool, { supervise: true });
  await putInOrder(pool, boss);
  const busy = new Set<Promise<void>>();
  await workOn(boss, busy, QUEUES.importFile, async (data) => {
    if (shutdown.signal.aborted) return;
    const imported = await runImportJob(pool, importJobSchema.parse(data).importId, shutdown.signal);
    for (const runId of imported?.staleRunIds ?? []) await sendJob(boss, { queue: 'recomputeRun', runId });
  });
  await workOn(boss, busy, QUEUES.recomputeRun, async (data) => {
    await recomputeRun(pool, runJobSchema.parse(data).runId);
  });
  await workOn(boss, busy, QUEUES.purgeRun, async (data) => {
    await purgeRun(pool, runJobSchema.parse(data).runId);
  });
  const patrol = setInterval(() => {
    putInOrder(pool, boss).catch((error: unknown) => process.stderr.write(`patrol: ${String(error)}\n`));
  }, PATROL_MS);
  return {
    stop: async () => {
      clearInterval(patrol);
      shutdown.abort(new ShutdownError());
      await Promise.allSettled(busy);
      await boss.stop({ graceful: false });
    },
  };
}

/** Finds what a crash left, here or in another worker, and sends the jobs that are owed. */
async function putInOrder(pool: Pool, boss: PgBoss): Promise<void> {
  const { imports, staleRuns } = await recover(pool);
  for (const importId of imports) await sendJob(boss, { queue: 'importFile', importId });
  for (const runId of staleRuns) await sendJob(boss, { queue: 'recomputeRun', runId });
}

async function workOn(
  boss: PgBoss,
  busy: Set<Promise<void>>,
  queue: string,
  perform: (data: unknown) => Promise<void>,
): Promise<void> {
  await boss.work(queue, WORK_OPTIONS, async (jobs: Job<unknown>[]) => {
    for (const job of jobs) {
      const done = perform(job.data).catch((error: unknown) => {
        process.stderr.write(`${queue}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        throw error;
      });
      busy.add(done);
      try {
        await done;
      } finally {
        busy.delete(done);
      }
    }
  });
}
