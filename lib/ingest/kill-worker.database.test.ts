import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { makeLog } from '@/lib/bench/make-log';
import { addImport } from '@/lib/db/import-rows';
import { createPool } from '@/lib/db/pool';

const LOG_BYTES = 40e6;
const RUN_TABLES = ['rollouts', 'rollout_bodies', 'rollout_metrics', 'groups', 'run_questions', 'run_columns'];

let pool: Pool;
let folder: string;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  pool = createPool(process.env['DATABASE_URL'] ?? '');
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-kill-'));
});

afterEach(async () => {
  if (worker !== null) await kill(worker);
});

afterAll(async () => {
  await pool.end();
  await rm(folder, { recursive: true, force: true });
});

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, ['--import', './lib/cli/register.mjs', 'lib/cli/worker.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  worker = child;
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  worker = null;
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function importRow(
  id: string,
): Promise<{ status: string; rollouts: number; attempts: number; run_ids: number[] }> {
  const result = await pool.query('SELECT status, rollouts, attempts, run_ids FROM imports WHERE id = $1', [id]);
  return result.rows[0];
}

async function until(id: string, reached: (row: { status: string; rollouts: number }) => boolean): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    if (reached(await importRow(id))) return;
    await delay(20);
  }
  throw new Error(`waited a minute in vain; the import is ${JSON.stringify(await importRow(id))}`);
}

async function visibleRuns(): Promise<number> {
  return (await pool.query('SELECT 1 FROM runs WHERE committed_at IS NOT NULL')).rowCount ?? 0;
}

test('kill -9 of the worker, twice and at different points, loses nothing and shows nothing half', async () => {
  const id = randomUUID();
  await mkdir(join(folder, id));
  const file = join(folder, id, 'upload');
  const bytes = await makeLog(file, { questions: 40, groupSize: 8, steps: 50, turns: 7, seed: 3 }, LOG_BYTES);
  await addImport(pool, {
    id,
    filename: 'train.jsonl',
    runName: 'killed',
    format: null,
    bytesTotal: (await stat(file)).size,
    contentHash: null,
    settings: {},
    upload: { folder: join(folder, id), files: [{ path: 'train.jsonl', file }] },
  });

  const first = startWorker();
  await until(id, (row) => row.status === 'running');
  await kill(first);
  expect(await visibleRuns()).toBe(0);

  const second = startWorker();
  await until(id, (row) => row.rollouts > 0);
  expect(await visibleRuns()).toBe(0);
  await kill(second);
  expect(await visibleRuns()).toBe(0);

  startWorker();
  await until(id, (row) => row.status === 'succeeded');
  const row = await importRow(id);
  expect(row.attempts).toBe(3);
  expect(bytes).toBeGreaterThan(LOG_BYTES);
  const runs = await pool.query('SELECT id, rollouts FROM runs');
  expect(runs.rows).toEqual([{ id: row.run_ids[0], rollouts: row.rollouts }]);
  for (const table of RUN_TABLES) {
    const orphans = await pool.query(`SELECT 1 FROM ${table} WHERE run_id <> $1 LIMIT 1`, [row.run_ids[0]]);
    expect(orphans.rowCount, `orphan rows in ${table}`).toBe(0);
  }
  const stored = await pool.query(
    'SELECT count(*)::int AS rollouts FROM rollouts JOIN rollout_bodies USING (run_id, body_no) WHERE run_id = $1',
    row.run_ids,
  );
  expect(stored.rows[0].rollouts).toBe(row.rollouts);
  // The worker removes the upload just after the run is visible.
  await expect.poll(() => existsSync(file)).toBe(false);
}, 180_000);
