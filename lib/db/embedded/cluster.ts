import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { ExpectedError } from '@/lib/errors/expected-error';
import type { Account } from './account';
import type { Placement } from './placement';
import { serverArguments } from './settings';

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const START_TIMEOUT_MS = 120_000;

/** How the programs are run: never in a folder the account cannot enter, never with the caller's PG* variables. */
function processOptions(account: Account | null) {
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const ids = account === null ? {} : { uid: account.uid, gid: account.gid };
  return { cwd: '/', env: { ...environment, NODE_ENV: 'production' as const }, ...ids };
}

/**
 * Makes the cluster: UTF-8, byte order for text, passwords by SCRAM. A start that was cut short
 * leaves only a `.new` folder, which the next one replaces.
 */
export async function initialiseCluster(placement: Placement, password: string): Promise<void> {
  const { account, clusterFolder, programFolder } = placement;
  const half = `${clusterFolder}.new`;
  const passwordFile = `${clusterFolder}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== null) {
    await chown(half, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = [`--pgdata=${half}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    await run(join(programFolder, 'initdb'), [...args, ...locale], processOptions(account));
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw startFailure(error instanceof Error ? error.message : String(error), error);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, clusterFolder);
}

/** Gives the superuser a new password where the old one was lost, with the server stopped (single-user mode). */
export async function resetPassword(placement: Placement, password: string): Promise<void> {
  const { account, clusterFolder, programFolder } = placement;
  const args = ['--single', '-D', clusterFolder, 'postgres'];
  const running = run(join(programFolder, 'postgres'), args, processOptions(account));
  running.child.stdin?.end(`ALTER USER ${SUPERUSER} PASSWORD '${password}'\n`);
  await running;
}

/** A server process that answers. */
export interface RunningServer {
  readonly process: ChildProcess;
  readonly port: number;
}

/**
 * Starts `postgres` on the cluster and waits until it answers.
 *
 * @param logFile opened by us, so it may be where the server's account cannot go
 * @throws ExpectedError `postgres_port_taken`, `disk_full`, `postgres_failed` with the last lines of the log
 */
export async function startServer(
  placement: Placement,
  connection: { readonly port: number; readonly password: string; readonly logFile: string },
  durability: 'durable' | 'throw_away',
): Promise<RunningServer> {
  const { account, clusterFolder, programFolder } = placement;
  await chmod(clusterFolder, 0o700);
  const log = await open(connection.logFile, 'a');
  const logStart = (await log.stat()).size;
  const args = ['-D', clusterFolder, '-p', String(connection.port), ...serverArguments(durability)];
  const child = spawn(join(programFolder, 'postgres'), args, {
    ...processOptions(account),
    // A group of its own: Ctrl-C in the terminal stops the supervisor first, which stops the server last.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const failure = new Promise<Error>((resolve) => child.once('error', resolve));
  await log.close();
  const url = serverUrl(connection, 'postgres');
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.pid === undefined) throw startFailure((await failure).message, await failure);
    if (child.exitCode !== null || child.signalCode !== null) {
      throw startFailure((await readFile(connection.logFile)).subarray(logStart).toString('utf8'), null);
    }
    if (await answers(url)) return { process: child, port: connection.port };
    await sleep(40);
  }
  child.kill('SIGKILL');
  throw startFailure(`no answer within ${START_TIMEOUT_MS / 1000} s; see ${connection.logFile}`, null);
}

/** Connection address of a database of an embedded server. */
export function serverUrl(connection: { readonly port: number; readonly password: string }, database: string): string {
  return `postgresql://${SUPERUSER}:${connection.password}@127.0.0.1:${connection.port}/${database}`;
}

/** Creates the database unless it exists. */
export async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch (error) {
    // Wrong password: a server answers, but not with what we remember. Waiting longer would not help.
    if (error instanceof pg.DatabaseError && error.code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startFailure(output: string, cause: unknown): ExpectedError {
  const lastLines = output.trim().split('\n').slice(-8).join('\n');
  if (/No space left on device/i.test(output)) {
    return new ExpectedError('disk_full', `The disk is full: Postgres could not write its files.\n${lastLines}`, {
      cause,
    });
  }
  if (/Address already in use|could not create any TCP\/IP sockets/i.test(output)) {
    return new ExpectedError('postgres_port_taken', `The port chosen for Postgres is taken.\n${lastLines}`, { cause });
  }
  return new ExpectedError('postgres_failed', `Postgres did not start. Its last lines:\n${lastLines}`, { cause });
}
