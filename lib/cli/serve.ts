import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkGivenServer } from '@/lib/db/check-server';
import { isPortFree } from '@/lib/db/embedded/free-port';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/db/embedded/embedded-postgres';
import { applyMigrations } from '@/lib/db/migrate';
import { writeLocalToken } from '@/lib/env/local-token-file';
import { ExpectedError } from '@/lib/errors/expected-error';
import { describeFailure } from '@/lib/cli/setup/describe-failure.mjs';
import { endWithParent } from './end-with-parent';
import { takeLock } from '@/lib/cli/setup/lock-file.mjs';
import { parseStartOptions, type StartOptions } from '@/lib/cli/setup/options.mjs';
import { SupervisedChild } from './supervised-child';

// The supervisor: database, migrations, worker and web processes, in this order, and back again when it is stopped.
const projectRoot = resolve(import.meta.dirname, '..', '..');
const CHILD_GRACE_MS = 12_000;
const OPENING_GRACE_MS = 10_000;
const POSTGRES_RESTARTS = 5;

/** What is open, newest first, each with how to close it. */
const openParts: (() => Promise<void>)[] = [];
let stopping = false;

function say(line: string): void {
  console.log(line);
}

function prepareDataFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const dataFolder = realpathSync(folder);
  for (const part of ['uploads', 'logs']) mkdirSync(join(dataFolder, part), { recursive: true, mode: 0o700 });
  return dataFolder;
}

function lockDataFolder(dataFolder: string, address: string): void {
  const lock = takeLock(join(dataFolder, 'server.lock'), address);
  if (!lock.taken) {
    throw new ExpectedError(
      'already_running',
      `Nearmiss is already running on this data folder, at ${lock.holder.note} (process ${lock.holder.pid}).`,
    );
  }
  openParts.unshift(async () => lock.release());
}

/** Who can read the data folder may name files of this machine; made anew at each start. */
function writeToken(dataFolder: string): void {
  const remove = writeLocalToken(dataFolder);
  openParts.unshift(async () => remove());
}

/** As long as the lock stands no later set-up removes the build that is served. */
function lockBuild(): void {
  const folder = process.env['NEARMISS_BUILD'] ?? '';
  if (folder === '') return;
  const lock = takeLock(join(projectRoot, folder, 'users', `${process.pid}.lock`), 'server');
  if (lock.taken) openParts.unshift(async () => lock.release());
}

async function openDatabase(dataFolder: string): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    await checkGivenServer(given);
    return given;
  }
  const running = { server: await startEmbeddedPostgres(dataFolder, 'durable') };
  openParts.unshift(() => running.server.stop());
  void keepRunning(running, dataFolder);
  return running.server.databaseUrl;
}

/** Starts the database server again when it ends unasked, on the same port, so that the others just reconnect. */
async function keepRunning(running: { server: EmbeddedPostgres }, dataFolder: string): Promise<void> {
  const { databaseUrl } = running.server;
  for (let restart = 1; restart <= POSTGRES_RESTARTS; restart++) {
    await running.server.ended;
    if (stopping) return;
    say(`Postgres ended unexpectedly; see ${join(dataFolder, 'logs', 'postgres.log')}. Starting it again.`);
    try {
      running.server = await startEmbeddedPostgres(dataFolder, 'durable');
    } catch (error) {
      return fail(error);
    }
    if (running.server.databaseUrl !== databaseUrl) break;
  }
  await fail(new ExpectedError('postgres_failed', 'Postgres does not stay up. Start Nearmiss again.'));
}

async function startChildren(options: StartOptions, dataFolder: string, databaseUrl: string): Promise<void> {
  const variables = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    NEARMISS_DATA: dataFolder,
    NEARMISS_PORT: String(options.port),
    NEARMISS_ROOT: projectRoot,
  };
  const children = [
    new SupervisedChild({ name: 'worker', script: './worker.ts', variables, report: say }),
    new SupervisedChild({ name: 'web', script: './web.ts', variables, report: say }),
  ];
  openParts.unshift(async () => {
    await Promise.all(children.map((child) => child.stop(CHILD_GRACE_MS)));
  });
  await Promise.all(children.map((child) => child.start()));
}

/** The pages answer when the health call does: it asks the database too. */
async function waitForHealth(address: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  let last = 'no answer';
  while (Date.now() < deadline && !stopping) {
    try {
      const response = await fetch(`${address}/api/v1/health`, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return;
      last = `status ${response.status}: ${await response.text()}`;
    } catch (error) {
      last = String(error);
    }
    await sleep(200);
  }
  throw new ExpectedError('not_healthy', `The server does not become healthy: ${last}`);
}

/** Closes what is open, newest first; what was just being opened is waited for and closed too. */
async function closeAll(): Promise<void> {
  stopping = true;
  while (openParts.length > 0) await openParts.shift()?.();
  await Promise.race([serving.catch(() => undefined), sleep(OPENING_GRACE_MS, undefined, { ref: false })]);
  while (openParts.length > 0) await openParts.shift()?.();
}

async function fail(error: unknown): Promise<void> {
  if (stopping) return;
  console.error(`\n${describeFailure(error)}`);
  await closeAll();
  process.exit(1);
}

async function serve(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), projectRoot);
  const address = `http://127.0.0.1:${options.port}`;
  const dataFolder = prepareDataFolder(options.dataFolder);
  lockDataFolder(dataFolder, address);
  lockBuild();
  writeToken(dataFolder);
  if (!(await isPortFree(options.port))) {
    throw new ExpectedError('port_taken', `Port ${options.port} is taken. Choose another: npm start -- --port 3100`);
  }
  const databaseUrl = await openDatabase(dataFolder);
  if (stopping) return;
  const applied = await applyMigrations(databaseUrl);
  if (applied.length > 0) say(`Database: applied ${applied.join(', ')}`);
  if (stopping) return;
  await startChildren(options, dataFolder, databaseUrl);
  await waitForHealth(address);
  if (stopping) return;
  say(`\nNearmiss is ready: ${address}\nData: ${dataFolder}\nStop with Ctrl-C.`);
  process.send?.({ kind: 'ready', address });
}

const serving = serve();
endWithParent(closeAll);
serving.catch(fail);
