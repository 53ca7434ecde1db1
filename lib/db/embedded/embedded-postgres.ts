import { spawn } from 'node:child_process';
import { mkdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '@/lib/errors/expected-error';
import {
  ensureDatabase,
  initialiseCluster,
  resetPassword,
  type RunningServer,
  serverUrl,
  startServer,
} from './cluster';
import { findFreePort, isPortFree } from './free-port';
import { stopOrphans } from './orphans';
import { isCluster, type Placement, placeServer } from './placement';
import { createPassword, readServerState, type ServerState, writeServerState } from './server-state';

const DATABASE_NAME = 'nearmiss';
const LOG_LIMIT_BYTES = 10_000_000;
const START_ATTEMPTS = 3;

/** The server of a data folder, running. */
export interface EmbeddedPostgres {
  /** Address of the application's database, password included. */
  readonly databaseUrl: string;
  /** PGDATA. */
  readonly clusterFolder: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Settles when the server has ended, whether asked to or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, nothing committed is lost. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that comes with the packages, on a cluster inside the data folder (or where `placeServer` puts
 * it), making it at the first start. Listens on 127.0.0.1 only, on a free port that is remembered.
 *
 * The caller holds the data folder's lock: a server found on the cluster is an orphan and is stopped first.
 *
 * @param dataFolder absolute; made when missing
 * @param durability `throw_away` for tests: faster, and nothing survives a crash
 * @throws ExpectedError with the codes of `placeServer` and `startServer`
 * @example const server = await startEmbeddedPostgres('/srv/nearmiss', 'durable')
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  durability: 'durable' | 'throw_away',
): Promise<EmbeddedPostgres> {
  const logFile = join(dataFolder, 'logs', 'postgres.log');
  await mkdir(join(dataFolder, 'logs'), { recursive: true });
  await shortenLog(logFile);
  const placement = await placeServer(dataFolder);
  const { clusterFolder } = placement;
  await stopOrphans(clusterFolder);
  const before = await readServerState(dataFolder);
  const clusterElsewhere = clusterFolder === join(dataFolder, 'postgres') ? null : clusterFolder;
  const password = before?.password ?? createPassword();
  const firstPort = before !== null && (await isPortFree(before.port)) ? before.port : await findFreePort();
  // Remembered before the cluster is made: a start cut short in between must find the password again.
  await writeServerState(dataFolder, { clusterElsewhere, port: firstPort, password });
  if (!(await isCluster(clusterFolder))) await initialiseCluster(placement, password);
  else if (before === null) await resetPassword(placement, password);
  const server = await startOnSomePort(placement, { port: firstPort, password, logFile }, durability);
  const state: ServerState = { clusterElsewhere, port: server.port, password };
  await writeServerState(dataFolder, state);
  await ensureDatabase(serverUrl(state, 'postgres'), DATABASE_NAME);
  endWithThisProcess(server, placement);
  return handleOf(server, clusterFolder, serverUrl(state, DATABASE_NAME));
}

async function startOnSomePort(
  placement: Placement,
  connection: { readonly port: number; readonly password: string; readonly logFile: string },
  durability: 'durable' | 'throw_away',
): Promise<RunningServer> {
  let port = connection.port;
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(placement, { ...connection, port }, durability);
    } catch (error) {
      const portTaken = error instanceof ExpectedError && error.code === 'postgres_port_taken';
      if (!portTaken || attempt === START_ATTEMPTS) throw error;
      port = await findFreePort();
    }
  }
}

/**
 * A shell that waits for the end of a pipe from this process, and then shuts the server down: kill -9 of this process
 * closes the pipe too. It has the server's account, since only that may signal it.
 */
function endWithThisProcess(server: RunningServer, { account }: Placement): void {
  if (process.platform === 'win32') return;
  const args = ['-c', 'read -r _; kill -INT "$1" 2>/dev/null', 'sh', String(server.process.pid)];
  const guardian = spawn('/bin/sh', args, {
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it the server still runs; the next start would stop an orphan.
  guardian.on('error', () => undefined);
  guardian.unref();
  server.process.once('exit', () => guardian.kill('SIGKILL'));
}

function handleOf(server: RunningServer, clusterFolder: string, databaseUrl: string): EmbeddedPostgres {
  const child = server.process;
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const stop = async () => {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      child.kill(signal);
      const outcome = await Promise.race([
        ended.then(() => 'ended' as const),
        sleep(20_000, 'late' as const, { ref: false }),
      ]);
      if (outcome === 'ended') return;
    }
  };
  return { databaseUrl, clusterFolder, pid: child.pid ?? 0, ended, stop };
}

async function shortenLog(logFile: string): Promise<void> {
  const size = (await stat(logFile).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await truncate(logFile);
}
