import { stat } from 'node:fs/promises';

import type { Pool } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';
import { entitySetIds, loadEntitySets } from '@/lib/db/entity-set-rows';
import { lockUntilTransactionEnds } from '@/lib/db/locks';
import { finishImport } from '@/lib/db/import-rows';
import { addHiddenRun, purgeRun } from '@/lib/db/run-rows';
import { ImportError } from '@/lib/import/import-error';
import type { RolloutImporter } from '@/lib/import/importer';

import { IssueLog } from './issue-log';
import { RunWriter } from './run-writer';
import { ThreadPool, threadCount } from './thread-pool';
import type { ReadTask, ThreadResult } from './thread-protocol';

export interface ImportRequest {
  readonly importId: string;
  /** Where the uploaded bytes lie. */
  readonly file: string;
  /** Relative path under which the file was dropped. */
  readonly path: string;
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly importer: RolloutImporter;
  /** Null takes the name from the log, else from the path. */
  readonly runName: string | null;
  readonly scoreThreshold: number;
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly rollouts: number;
  readonly issues: IssueLog;
}

export interface ImportedRun {
  readonly runId: number;
  readonly rollouts: number;
  readonly bytesRead: number;
  readonly issues: IssueLog;
  readonly report: JsonObject;
  /** True where an entity set came or went meanwhile: the run needs a recompute. */
  readonly entitySetsChanged: boolean;
}

const BLOCK_BYTES = 1 << 20;
const PROGRESS_MS = 250;
/** Results are written in the order of the file; with few under way the threads wait while one batch takes long. */
const BATCHES_IN_FLIGHT_PER_THREAD = 5;

/**
 * Stores one file as one run: reads it in batches of lines, has threads turn them into rollouts, writes these in the
 * order of the file and makes the run visible in the last transaction. Memory does not grow with the file but for about
 * 100 bytes a rollout. On any error, and when `signal` aborts, nothing of the run stays.
 * @throws {ImportError} where the file is unusable as a whole; the signal's reason where it was aborted.
 */
export async function importFile(
  pool: Pool,
  request: ImportRequest,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImportProgress) => Promise<void> },
): Promise<ImportedRun> {
  const issues = new IssueLog(pool, request.importId);
  const described = request.importer.describe({ path: request.path, companions: request.companions });
  const runId = await addHiddenRun(pool, {
    name: request.runName ?? described.name ?? nameFromPath(request.path),
    format: request.importer.id,
    importId: request.importId,
    metadata: described.metadata,
    scoreThreshold: request.scoreThreshold,
  });
  const setsAtStart = await entitySetIds(pool);
  const setup = {
    importerId: request.importer.id,
    file: request.file,
    path: request.path,
    companions: request.companions,
    scoreThreshold: request.scoreThreshold,
    entitySets: await loadEntitySets(pool),
  };
  const threads = new ThreadPool(setup, request.importer.container === 'text' ? 1 : threadCount());
  const writer = await RunWriter.open(pool, runId, issues);
  try {
    const bytesRead = await readBatches(request.file, threads, writer, { ...options, issues });
    if (writer.rollouts === 0) throw noRollouts(issues);
    const report = await writer.finishRows(threads);
    await issues.flush();
    const entitySetsChanged = await writer.commit(async (client) => {
      await lockUntilTransactionEnds(client, 'entitySets');
      options.signal.throwIfAborted();
      await finishImport(client, request.importId, {
        status: 'succeeded',
        bytesRead,
        rollouts: writer.rollouts,
        issues,
        runIds: [runId],
        report,
      });
      return (await entitySetIds(client)) !== setsAtStart;
    });
    return { runId, rollouts: writer.rollouts, bytesRead, issues, report, entitySetsChanged };
  } catch (error) {
    await writer.abandon();
    await purgeRun(pool, runId);
    throw error;
  } finally {
    await threads.close();
  }
}

interface ReadOptions {
  readonly signal: AbortSignal;
  readonly issues: IssueLog;
  readonly onProgress: (progress: ImportProgress) => Promise<void>;
}

/** Hands batches to the threads and writes their results in the order of the file; answers the bytes read. */
async function readBatches(
  file: string,
  threads: ThreadPool,
  writer: RunWriter,
  options: ReadOptions,
): Promise<number> {
  const inFlight: { readonly result: Promise<ThreadResult>; readonly bytesRead: number }[] = [];
  const limit = threads.threads * BATCHES_IN_FLIGHT_PER_THREAD;
  let bytesRead = 0;
  let reportedAt = 0;
  const writeOldest = async (): Promise<void> => {
    const oldest = inFlight.shift();
    if (oldest === undefined) return;
    const result = await oldest.result;
    if (result.kind === 'read') await writer.write(result);
    await options.issues.settle();
    bytesRead = oldest.bytesRead;
    if (Date.now() - reportedAt < PROGRESS_MS) return;
    reportedAt = Date.now();
    await options.onProgress({ bytesRead, rollouts: writer.rollouts, issues: options.issues });
  };
  const { size } = await stat(file);
  for (const task of readTasks(size)) {
    options.signal.throwIfAborted();
    const result = threads.run(task);
    // A later failure is thrown when its turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    inFlight.push({ result, bytesRead: task.end });
    if (inFlight.length >= limit) await writeOldest();
  }
  while (inFlight.length > 0) await writeOldest();
  await options.onProgress({ bytesRead, rollouts: writer.rollouts, issues: options.issues });
  return bytesRead;
}

/** The file cut into blocks; the last one says so. */
function* readTasks(size: number): Generator<ReadTask> {
  for (let start = 0; start < size; start += BLOCK_BYTES) {
    const end = Math.min(size, start + BLOCK_BYTES);
    yield { kind: 'read', start, end, last: end === size };
  }
}

function nameFromPath(path: string): string {
  return path.replace(/\.(jsonl|json|txt|log)$/i, '') || path;
}

function noRollouts(issues: IssueLog): ImportError {
  const [first] = issues.first;
  const why = first === undefined ? 'it holds no rollouts' : `line ${first.line}: ${first.message}`;
  return new ImportError(
    'no_rollouts',
    `Nothing in the file could be used (${issues.total} lines with an issue; ${why}).`,
  );
}
