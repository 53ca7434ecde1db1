import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Pool } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';
import { entitySetIds } from '@/lib/db/entity-set-rows';
import {
  failImport,
  finishImport,
  isCancelRequested,
  markCancelled,
  reportProgress,
  requeueImport,
  setImportPhase,
  startImport,
  type ClaimedImport,
  type Upload,
} from '@/lib/db/import-rows';
import { lockUntilTransactionEnds, releaseImport, tryClaimImport } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/pool';
import { publishRuns, purgeRun } from '@/lib/db/run-rows';
import { environment } from '@/lib/env/environment';
import type { Notice } from '@/lib/import/importer';
import { baseNameOf } from '@/lib/import/paths/path-facts';
import type { PlannedRun } from '@/lib/import/plan/plan-runs';
import { importSettingsSchema } from '@/lib/import/settings/import-settings';

import { OpenFiles, wholeFile } from './drop/disk-source';
import type { GivenFile } from './drop/open-drop';
import { leftOutOf, openAndPlan, type DropTools, type PlannedDrop } from './drop/open-and-plan';
import { readQuestions } from './drop/read-questions';
import { removeEntities, storeEntities } from './drop/store-entities';
import { Spool, SPOOL_PREFIX } from './drop/spool';
import { stageRun, type StagedRun } from './drop/stage-run';
import type { KnownAnswers } from './fill-from-questions';
import { fingerprintOf, importRun, type StoredRun } from './import-run';
import { CancelledError, describeFailure, IngestError, ShutdownError } from './ingest-error';
import { IssueLog } from './issue-log';
import { joinSet } from './join-entity-set';
import { rememberSettings } from './remember-settings';
import { ThreadPool } from './thread-pool';

const MAX_COMPANION_BYTES = 256 << 20;
const LEFT_OUT_SHOWN = 200;
const CANCEL_WATCH_MS = 1000;

export interface FinishedImport {
  readonly runIds: readonly number[];
  /** Runs whose gold entities changed with or during the import: they are to be computed again. */
  readonly staleRunIds: readonly number[];
}

/**
 * Performs one queued import from claim to final status; never throws for a fault of the files. Answers its runs, or null
 * where none came of it. When `shutdown` aborts, the import goes back into the queue.
 */
export async function runImportJob(
  pool: Pool,
  importId: string,
  shutdown: AbortSignal,
): Promise<FinishedImport | null> {
  const claim = await pool.connect();
  try {
    if (!(await tryClaimImport(claim, importId))) return null;
    const claimed = await startImport(claim, importId);
    if (claimed === null) return null;
    const finished = await performImport(pool, claimed, shutdown);
    if (finished !== 'requeued') await removeUpload(claimed.upload);
    return finished === 'requeued' ? null : finished;
  } finally {
    await releaseImport(claim, importId).catch(() => undefined);
    claim.release();
  }
}

async function performImport(
  pool: Pool,
  claimed: ClaimedImport,
  shutdown: AbortSignal,
): Promise<FinishedImport | null | 'requeued'> {
  const cancel = new AbortController();
  const signal = AbortSignal.any([cancel.signal, shutdown]);
  const tools = { open: new OpenFiles(), spool: new Spool(spoolFolder(claimed), signal), signal };
  const job = new ImportJob(pool, claimed, tools, cancel);
  const watch = watchForCancel(pool, claimed.id, cancel);
  try {
    return await job.perform();
  } catch (error) {
    return await concludeFailure(pool, claimed.id, error);
  } finally {
    clearInterval(watch);
    await tools.open.close();
    await tools.spool.close();
  }
}

/** Looks once a second whether the user cancelled, also while archives are opened and nothing else is told. */
function watchForCancel(pool: Pool, importId: string, cancel: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    isCancelRequested(pool, importId).then(
      (requested) => {
        if (requested) cancel.abort(new CancelledError());
      },
      // The database is away: the import itself will meet that.
      () => undefined,
    );
  }, CANCEL_WATCH_MS);
}

/** Unpacked files lie beside the upload, which is ours; never beside files of a user. */
function spoolFolder({ id, upload }: ClaimedImport): string {
  return upload.folder === null
    ? join(environment().dataFolder, 'uploads', `${SPOOL_PREFIX}${id}`)
    : join(upload.folder, SPOOL_PREFIX);
}

/** A run that is ready to be read. */
interface ReadyRun {
  readonly planned: PlannedRun;
  readonly staged: StagedRun;
  readonly bytes: number;
}

interface Companions {
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly notices: readonly Notice[];
}

interface RunContext {
  readonly drop: PlannedDrop;
  readonly questions: readonly KnownAnswers[];
  /** Bytes of all runs. */
  readonly total: number;
}

class ImportJob {
  readonly #pool: Pool;
  readonly #claimed: ClaimedImport;
  readonly #tools: DropTools;
  readonly #cancel: AbortController;
  readonly #issues: IssueLog;
  readonly #hidden: number[] = [];
  /** Entity sets that came with the drop. */
  #newSets: readonly string[] = [];
  /** Started when there is something to read. */
  #threads: ThreadPool | null = null;
  /** Bytes and rollouts of the runs that are stored. */
  #before = { bytes: 0, rollouts: 0 };

  constructor(pool: Pool, claimed: ClaimedImport, tools: DropTools, cancel: AbortController) {
    this.#pool = pool;
    this.#claimed = claimed;
    this.#tools = tools;
    this.#cancel = cancel;
    this.#issues = new IssueLog(pool, claimed.id);
  }

  async perform(): Promise<FinishedImport> {
    try {
      return await this.#performUnguarded();
    } catch (error) {
      await this.#threads?.close();
      for (const runId of this.#hidden) await purgeRun(this.#pool, runId);
      await removeEntities(this.#pool, this.#newSets);
      throw error;
    } finally {
      await this.#threads?.close();
    }
  }

  async #performUnguarded(): Promise<FinishedImport> {
    await this.#phase('opening');
    const settings = importSettingsSchema.parse(this.#claimed.settings);
    const drop = await openAndPlan(await givenFiles(this.#claimed.upload), settings, this.#tools);
    const ready = await this.#stage(drop);
    this.#newSets = await storeEntities(this.#pool, drop, this.#tools);
    const setsAtStart = await entitySetIds(this.#pool);
    await this.#phase('reading');
    const questions = await readQuestions(drop, this.#tools);
    const total = ready.reduce((sum, { bytes }) => sum + bytes, 0);
    const stored: StoredRun[] = [];
    for (const run of ready) {
      stored.push(await this.#importOne(run, { drop, questions, total }));
      this.#before = {
        bytes: this.#before.bytes + run.bytes,
        rollouts: this.#before.rollouts + (stored.at(-1)?.rollouts ?? 0),
      };
    }
    await this.#phase('storing');
    await this.#issues.flush();
    return this.#publish(stored, drop, setsAtStart);
  }

  /** Makes every run readable; refuses the import where there is none. */
  async #stage(drop: PlannedDrop): Promise<readonly ReadyRun[]> {
    const usable = drop.plan.runs.filter(({ importer }) => importer !== null);
    if (usable.length === 0) throw nothingToImport(drop);
    const ready: ReadyRun[] = [];
    for (const planned of usable) {
      const staged = await stageRun(planned, drop.files, this.#tools);
      const bytes = staged.files.reduce((sum, { start, end }) => sum + end - start, 0);
      ready.push({ planned, staged, bytes });
      await this.#progress({ bytes: 0, rollouts: 0 }, 1);
    }
    return ready;
  }

  async #importOne({ planned, staged }: ReadyRun, { drop, questions, total }: RunContext): Promise<StoredRun> {
    const { importer } = planned;
    if (importer === null) throw new RangeError(`the run ${planned.key} has no format`);
    const files = planned.files.flatMap(({ path }) => drop.files.get(path) ?? []);
    const request = {
      importId: this.#claimed.id,
      planned,
      importer,
      staged,
      ...(await this.#readCompanions(planned, drop)),
      questions,
      fingerprint: fingerprintOf(files),
      namesFiles: drop.files.size > 1,
    };
    return importRun(this.#pool, request, {
      signal: this.#tools.signal,
      issues: this.#issues,
      threads: (this.#threads ??= await ThreadPool.start()),
      onRun: (runId) => this.#hidden.push(runId),
      onProgress: (progress) => this.#progress(progress, total),
    });
  }

  /** The small files that belong to a run, by base name, and what to say of those that are too large to be read. */
  async #readCompanions(planned: PlannedRun, drop: PlannedDrop): Promise<Companions> {
    const companions = new Map<string, Uint8Array>();
    const notices: Notice[] = [];
    for (const path of planned.companions) {
      const file = drop.files.get(path);
      if (file === undefined) continue;
      const source = this.#tools.open.source(file);
      if (source.size <= MAX_COMPANION_BYTES) companions.set(baseNameOf(path), await source.read(0, source.size));
      else {
        const message = `${path} belongs to these files and was not read: it has ${source.size} bytes, at most ${MAX_COMPANION_BYTES} are read.`;
        notices.push({ code: 'side_file_too_large', message });
      }
    }
    return { companions, notices };
  }

  /** Makes all runs of the import visible in one transaction. */
  async #publish(stored: readonly StoredRun[], drop: PlannedDrop, setsAtStart: string): Promise<FinishedImport> {
    const runIds = stored.map(({ runId }) => runId);
    const leftOut = leftOutOf(drop);
    const report: JsonObject = {
      runs: stored.map((run) => run.report),
      leftOut: {
        total: leftOut.length,
        first: leftOut.slice(0, LEFT_OUT_SHOWN).map(({ path, kind, code, why }) => ({ path, kind, code, why })),
      },
    };
    const formats = [...new Set(drop.plan.runs.flatMap(({ importer }) => importer?.id ?? []))];
    const entitySetsChanged = await inTransaction(this.#pool, async (client) => {
      await lockUntilTransactionEnds(client, 'entitySets');
      this.#tools.signal.throwIfAborted();
      await publishRuns(client, runIds);
      await finishImport(client, this.#claimed.id, {
        rollouts: this.#before.rollouts,
        issues: this.#issues,
        runIds,
        report,
        format: formats.join(', '),
      });
      return (await entitySetIds(client)) !== setsAtStart;
    });
    for (const { importer, shape, settings } of drop.plan.runs) {
      if (importer !== null) await rememberSettings(this.#pool, shape, settings);
    }
    const touched = await Promise.all(this.#newSets.map((id) => joinSet(id)));
    const others = touched.flatMap((join) => join.runIds).filter((runId) => !runIds.includes(runId));
    return { runIds, staleRunIds: [...new Set([...others, ...(entitySetsChanged ? runIds : [])])] };
  }

  async #phase(phase: 'opening' | 'reading' | 'storing'): Promise<void> {
    if (await setImportPhase(this.#pool, this.#claimed.id, phase)) this.#cancel.abort(new CancelledError());
    this.#tools.signal.throwIfAborted();
  }

  async #progress(progress: { readonly bytes: number; readonly rollouts: number }, total: number): Promise<void> {
    const share = total === 0 ? 0 : (this.#before.bytes + progress.bytes) / total;
    const cancelled = await reportProgress(this.#pool, this.#claimed.id, {
      share,
      rollouts: this.#before.rollouts + progress.rollouts,
      issues: this.#issues,
    });
    if (cancelled) this.#cancel.abort(new CancelledError());
  }
}

/** Why nothing came of a drop: the reason of its only file, or of the first of several. */
function nothingToImport(drop: PlannedDrop): IngestError {
  const [table] = drop.plan.runs;
  const left = leftOutOf(drop);
  const [first] = left;
  if (table !== undefined) return new IngestError('unknown_format', table.why);
  if (first === undefined) return new IngestError('empty_file', 'There is no file in this upload.');
  if (left.length === 1) return new IngestError(first.code ?? 'unknown_format', first.why);
  return new IngestError(
    first.code ?? 'unknown_format',
    `None of ${left.length} files is a rollout log. The first, ${first.path}: ${first.why}`,
  );
}

async function givenFiles(upload: Upload): Promise<readonly GivenFile[]> {
  const given: GivenFile[] = [];
  for (const { path, file } of upload.files) {
    const slice = await wholeFile(file);
    given.push({ path, ...slice, wholeBytes: slice.end });
  }
  return given;
}

async function concludeFailure(pool: Pool, importId: string, error: unknown): Promise<null | 'requeued'> {
  if (error instanceof ShutdownError) {
    await requeueImport(pool, importId);
    return 'requeued';
  }
  if (error instanceof CancelledError) {
    await markCancelled(pool, importId);
    return null;
  }
  const failure = describeFailure(error);
  if (failure.code === 'internal_error') process.stderr.write(`import ${importId}: ${stackOf(error)}\n`);
  await failImport(pool, importId, failure);
  return null;
}

/** Removes an upload's folder; files that a user named in place are not ours. */
export async function removeUpload({ folder }: Upload): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
