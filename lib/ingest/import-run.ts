import { createHash } from 'node:crypto';

import type { Pool } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';
import { loadEntitySets } from '@/lib/db/entity-set-rows';
import { addHiddenRun, addRunFiles, findSameRun } from '@/lib/db/run-rows';
import { ImportError } from '@/lib/import/import-error';
import type { Notice, RolloutImporter, RunDescription } from '@/lib/import/importer';
import type { PlannedRun } from '@/lib/import/plan/plan-runs';
import { DEFAULT_SCORE_THRESHOLD } from '@/lib/import/settings/import-settings';

import type { StagedRun } from './drop/stage-run';
import type { KnownAnswers } from './fill-from-questions';
import type { IssueLog } from './issue-log';
import { readTasks } from './read-tasks';
import { RunWriter } from './run-writer';
import type { ThreadPool } from './thread-pool';
import type { ThreadResult, ThreadSetup } from './thread-protocol';

export interface RunRequest {
  readonly importId: string;
  readonly planned: PlannedRun;
  readonly importer: RolloutImporter;
  readonly staged: StagedRun;
  readonly companions: ReadonlyMap<string, Uint8Array>;
  /** What to say of the run before a rollout is read. */
  readonly notices: readonly Notice[];
  /** Gold answers dropped with the log. */
  readonly questions: readonly KnownAnswers[];
  /** SHA-256 of sizes and beginnings of the files; null where it is not known. */
  readonly fingerprint: string | null;
  /** Whether issues name their file. */
  readonly namesFiles: boolean;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly issues: IssueLog;
  /** Threads of the import, none of them at work. */
  readonly threads: ThreadPool;
  /** Bytes read and rollouts stored of this run so far; called now and then. */
  readonly onProgress: (progress: { readonly bytes: number; readonly rollouts: number }) => Promise<void>;
  /** Called with the id of the hidden run as soon as there is one, so that a failure can remove it. */
  readonly onRun: (runId: number) => void;
}

export interface StoredRun {
  readonly runId: number;
  readonly rollouts: number;
  /** What was understood (`runReportSchema` of the API). */
  readonly report: JsonObject;
}

const PROGRESS_MS = 250;
/** Results are written in the order of the files; with few under way the threads wait while one batch takes long. */
const BATCHES_IN_FLIGHT_PER_THREAD = 5;

/**
 * Stores one planned run, hidden: threads turn its files into rollouts, which are written in the order of the files. Memory
 * does not grow with the files but for about 100 bytes a rollout. What fails leaves the hidden run to the caller to remove.
 *
 * @throws ImportError no_rollouts where nothing could be used; the signal's reason where it was aborted
 */
export async function importRun(pool: Pool, request: RunRequest, options: RunOptions): Promise<StoredRun> {
  const { planned, importer, staged } = request;
  const described = describeRun(request);
  const scoreThreshold = planned.settings.scoreThreshold ?? DEFAULT_SCORE_THRESHOLD;
  const name = planned.settings.name ?? described.name ?? planned.name;
  const runId = await addHiddenRun(pool, {
    name,
    format: importer.id,
    importId: request.importId,
    metadata: described.metadata,
    scoreThreshold,
    fingerprint: request.fingerprint,
  });
  options.onRun(runId);
  await addRunFiles(
    pool,
    runId,
    staged.files.map(({ path }) => path),
  );
  const issuesBefore = options.issues.total;
  const { threads } = options;
  threads.use(await threadSetup(pool, request, scoreThreshold), { inOrder: readsInOrder(request) });
  const writer = await RunWriter.open(pool, {
    runId,
    issues: options.issues,
    paths: staged.files.map(({ path }) => (request.namesFiles ? path : null)),
    grouping: planned.settings.grouping ?? 'detected',
    groupField: importer.groupField ?? null,
    thoughtRule: askedThoughtRule(planned),
  });
  try {
    tellStagingIssues(request, options.issues);
    await readFiles(request, threads, writer, options);
    if (writer.rollouts === 0) throw noRollouts(request, options.issues, issuesBefore);
    const report = await writer.finishRows(threads);
    const notices = [
      ...(await noticesOf(pool, request)),
      ...writer.notices.map(({ code, message }) => ({ code, message })),
    ];
    await writer.store(notices);
    const facts = { runId, name, format: importer.id, label: importer.label, files: staged.files.length };
    return { runId, rollouts: writer.rollouts, report: { ...facts, rollouts: writer.rollouts, ...report, notices } };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function describeRun({ importer, staged, companions }: RunRequest): RunDescription {
  const [first] = staged.files;
  if (first === undefined) return { name: null, metadata: {} };
  return importer.describe({ path: first.path, header: first.header, companions });
}

/** What the format leaves out by design, and whether the same files were imported before. */
async function noticesOf(
  pool: Pool,
  { importer, fingerprint, notices }: RunRequest,
): Promise<readonly (Notice & JsonObject)[]> {
  const own = [...(importer.notices ?? []), ...notices].map(({ code, message }) => ({ code, message }));
  const same = fingerprint === null ? null : await findSameRun(pool, fingerprint);
  if (same === null) return own;
  const message = `Files of the same sizes and beginnings were imported before, as run ${same.runId} "${same.name}".`;
  return [...own, { code: 'already_imported', message }];
}

async function threadSetup(pool: Pool, request: RunRequest, scoreThreshold: number): Promise<ThreadSetup> {
  const { planned, importer, staged, companions } = request;
  return {
    formatId: importer.id,
    mapping: planned.settings.mapping ?? null,
    columns: {
      correctColumn: planned.settings.correctColumn ?? null,
      entitiesColumn: planned.settings.entitiesColumn ?? null,
    },
    files: staged.files,
    companions,
    scoreThreshold,
    entitySets: await loadEntitySets(pool),
    questions: request.questions,
  };
}

function readsInOrder({ importer, staged }: RunRequest): boolean {
  return importer.kind === 'text' || staged.files.some(({ inOrder }) => inOrder);
}

function askedThoughtRule({ settings }: PlannedRun): 'marked' | 'assistant_text' | null {
  const { thoughts = 'detected' } = settings;
  return thoughts === 'detected' ? null : thoughts;
}

function tellStagingIssues({ staged, namesFiles }: RunRequest, issues: IssueLog): void {
  for (const { fileNo, line, code, message } of staged.issues) {
    issues.add({ file: namesFiles ? (staged.files[fileNo]?.path ?? null) : null, line, code, message });
  }
}

/** Hands tasks to the threads and writes their results in the order of the files. */
async function readFiles(
  request: RunRequest,
  threads: ThreadPool,
  writer: RunWriter,
  options: RunOptions,
): Promise<void> {
  const inFlight: { readonly result: Promise<ThreadResult>; readonly bytes: number }[] = [];
  const limit = threads.threads * BATCHES_IN_FLIGHT_PER_THREAD;
  let bytes = 0;
  let reportedAt = 0;
  const writeOldest = async (): Promise<void> => {
    const oldest = inFlight.shift();
    if (oldest === undefined) return;
    const result = await oldest.result;
    if (result.kind === 'read') await writer.write(result);
    await options.issues.settle();
    bytes += oldest.bytes;
    if (Date.now() - reportedAt < PROGRESS_MS) return;
    reportedAt = Date.now();
    await options.onProgress({ bytes, rollouts: writer.rollouts });
  };
  for (const { bytes: taskBytes, ...task } of readTasks(request.staged.files)) {
    options.signal.throwIfAborted();
    const result = threads.run(task);
    // A later failure is thrown when its turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    inFlight.push({ result, bytes: taskBytes });
    if (inFlight.length >= limit) await writeOldest();
  }
  while (inFlight.length > 0) await writeOldest();
  await options.onProgress({ bytes, rollouts: writer.rollouts });
}

function noRollouts({ planned }: RunRequest, issues: IssueLog, issuesBefore: number): ImportError {
  const [first] = issues.first.slice(issuesBefore);
  const why = first === undefined ? 'it holds no rollouts' : `line ${first.line}: ${first.message}`;
  const total = issues.total - issuesBefore;
  return new ImportError(
    'no_rollouts',
    `Nothing of "${planned.name}" could be used (${total} lines with an issue; ${why}).`,
  );
}

/** One fingerprint for the files of a run, whatever they are called; null where one of them has none. */
export function fingerprintOf(files: readonly { readonly fingerprint: string | null }[]): string | null {
  const parts: string[] = [];
  for (const { fingerprint } of files) {
    if (fingerprint === null) return null;
    parts.push(fingerprint);
  }
  const hash = createHash('sha256');
  for (const part of parts.toSorted((a, b) => (a < b ? -1 : 1))) hash.update(part);
  return parts.length === 0 ? null : hash.digest('hex');
}
