import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import { importReportSchema, type ImportReportDocument } from '@/lib/api/schemas/import';
import { findFreePort } from '@/lib/db/embedded/free-port';
import { serverUrl } from '@/lib/db/embedded/cluster';
import { readServerState } from '@/lib/db/embedded/server-state';

/** The whole application on a throw-away data folder: supervisor, PostgreSQL, worker and web. */
export interface BenchApp {
  readonly url: string;
  readonly databaseUrl: string;
  readonly processId: number;
  stop(): Promise<void>;
}

const importSchema = z.object({
  status: z.string(),
  runIds: z.array(z.number()),
  rollouts: z.number(),
  issues: z.object({ total: z.number() }),
  report: importReportSchema.nullable(),
  error: z.unknown(),
});

export async function startApp(): Promise<BenchApp> {
  const data = await mkdtemp(join(tmpdir(), 'nearmiss-bench-'));
  // As root PostgreSQL runs as another account, which has to get through here.
  await chmod(data, 0o755);
  const port = await findFreePort();
  const supervisor = spawn(
    process.execPath,
    ['--import', './lib/cli/register.mjs', 'lib/cli/serve.ts', '--port', String(port), '--data', data],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, supervisor);
  const state = await readServerState(data);
  if (state === null) throw new Error('the application wrote no server state');
  return {
    url,
    databaseUrl: serverUrl(state, 'nearmiss'),
    processId: supervisor.pid ?? -1,
    stop: async () => {
      supervisor.kill('SIGTERM');
      if (supervisor.exitCode === null) await once(supervisor, 'exit');
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, supervisor: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (supervisor.exitCode !== null) throw new Error(`the application ended with code ${supervisor.exitCode}`);
    const answered = await fetch(`${url}/api/v1/health`)
      .then((response) => response.ok)
      .catch(() => false);
    if (answered) return;
    await delay(100);
  }
  throw new Error('the application did not answer within a minute');
}

export interface TimedImport {
  readonly runId: number;
  readonly rollouts: number;
  /** Records that were not used. */
  readonly issues: number;
  readonly report: ImportReportDocument;
  /** From the first byte sent to the last byte on disk. */
  readonly uploadSeconds: number;
  /** From there to the visible run. */
  readonly importSeconds: number;
  /** Most memory all processes but PostgreSQL held at once, in bytes: shared pages are counted once (proportional set size). */
  readonly peakBytes: number;
}

/** Uploads gold entities, with which runs that come later are joined. */
export async function uploadEntitySet(app: BenchApp, file: string): Promise<void> {
  const response = await fetch(`${app.url}/api/v1/entity-sets?filename=${encodeURIComponent(basename(file))}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: await openAsBlob(file),
  });
  if (!response.ok) throw new Error(`the entities were answered ${response.status}: ${await response.text()}`);
}

/** Uploads a log over HTTP, waits for its run, and watches the memory of the application meanwhile. */
export async function importLog(app: BenchApp, file: string): Promise<TimedImport> {
  const memory = watchMemory(app.processId);
  const started = performance.now();
  const response = await fetch(`${app.url}/api/v1/imports?filename=${encodeURIComponent(basename(file))}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: await openAsBlob(file),
  });
  if (response.status !== 202) throw new Error(`the upload was answered ${response.status}: ${await response.text()}`);
  const { id } = z.object({ id: z.string() }).parse(await response.json());
  const uploaded = performance.now();
  for (;;) {
    const state = importSchema.parse(await (await fetch(`${app.url}/api/v1/imports/${id}`)).json());
    const [runId] = state.runIds;
    if (state.status === 'succeeded' && runId !== undefined && state.report !== null) {
      return {
        runId,
        rollouts: state.rollouts,
        issues: state.issues.total,
        report: state.report,
        uploadSeconds: (uploaded - started) / 1000,
        importSeconds: (performance.now() - uploaded) / 1000,
        peakBytes: await memory.stop(),
      };
    }
    if (state.status === 'failed') throw new Error(`the import failed: ${JSON.stringify(state.error)}`);
    await delay(50);
  }
}

const MEMORY_SAMPLE_MS = 300;

function watchMemory(processId: number): { stop(): Promise<number> } {
  let peak = 0;
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      peak = Math.max(peak, await memoryBytes(processId));
      await delay(MEMORY_SAMPLE_MS);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await done;
      return peak;
    },
  };
}

/** Memory of a process and all below it, PostgreSQL left out. Reads /proc, so Linux only. */
async function memoryBytes(root: number): Promise<number> {
  const processes = new Map<number, { readonly parent: number; readonly name: string }>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '');
    processes.set(Number(entry), { parent: Number(fieldOf(status, 'PPid')), name: fieldOf(status, 'Name') });
  }
  const below = (id: number): boolean => id === root || (id > 1 && below(processes.get(id)?.parent ?? 0));
  let sum = 0;
  for (const [id, { name }] of processes) {
    if (name === 'postgres' || !below(id)) continue;
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    sum += Number(fieldOf(rollup, 'Pss')) * 1024;
  }
  return sum;
}

/** A field of a /proc file: `Name:   value kB`. */
function fieldOf(text: string, name: string): string {
  return new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(text)?.[1] ?? '0';
}
