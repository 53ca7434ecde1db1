import type { Pool, PoolClient } from 'pg';

import { METRICS_VERSION } from '@/lib/core/rewards/definitions';
import { failImport, requeueImport, unfinishedImports } from '@/lib/db/import-rows';
import { releaseImport, tryClaimImport } from '@/lib/db/locks';
import { hiddenRuns, purgeRun, runsOfOtherVersion } from '@/lib/db/run-rows';

/** An import that took its worker down this often is not tried again. */
const MAX_ATTEMPTS = 3;

export interface Recovered {
  /** Imports to be run: queued ones whose job may be lost, and interrupted ones put back into the queue. */
  readonly imports: readonly string[];
  /** Runs whose numbers follow an older version of the definitions. */
  readonly staleRuns: readonly number[];
}

/**
 * Puts things in order after a crash: rows of runs that never became visible are removed, interrupted imports are queued
 * again or, after three attempts, marked as failed. Imports another live worker has claimed are left alone.
 */
export async function recover(pool: Pool): Promise<Recovered> {
  const claim = await pool.connect();
  const imports: string[] = [];
  try {
    for (const unfinished of await unfinishedImports(claim)) {
      if (!(await tryClaimImport(claim, unfinished.id))) continue;
      if (await queueAgain(claim, unfinished.id)) imports.push(unfinished.id);
      await releaseImport(claim, unfinished.id);
    }
    for (const run of await hiddenRuns(claim)) await purgeUnclaimed(claim, run);
    return { imports, staleRuns: await runsOfOtherVersion(claim, METRICS_VERSION) };
  } finally {
    claim.release();
  }
}

/** Removes a hidden run unless a live import is writing it. */
async function purgeUnclaimed(claim: PoolClient, run: { id: number; importId: string | null }): Promise<void> {
  if (run.importId === null) return purgeRun(claim, run.id);
  if (!(await tryClaimImport(claim, run.importId))) return;
  await purgeRun(claim, run.id);
  await releaseImport(claim, run.importId);
}

/** Puts an import nobody works on back into the queue; false where it has been tried often enough, or has ended. */
async function queueAgain(claim: PoolClient, importId: string): Promise<boolean> {
  const unfinished = (await unfinishedImports(claim)).find((candidate) => candidate.id === importId);
  if (unfinished === undefined) return false;
  if (unfinished.status === 'queued') return true;
  if (unfinished.attempts < MAX_ATTEMPTS) {
    await requeueImport(claim, importId);
    return true;
  }
  await failImport(claim, importId, {
    code: 'interrupted',
    message: `The import was interrupted ${unfinished.attempts} times and is not tried again. Nothing of it was kept.`,
  });
  return false;
}
