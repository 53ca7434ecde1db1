import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Signals of a Postgres shutdown, each with the time it is given: fast, immediate, by force. */
const STOP_STEPS = [
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

/**
 * Ends what an earlier supervisor that was killed left running on this cluster: its postmaster, or backends that have
 * not yet noticed the postmaster's death. Then removes a `postmaster.pid` whose number now belongs to someone else.
 *
 * @param clusterFolder PGDATA; whoever calls holds the data folder's lock, so any server on it is an orphan
 * @returns how many processes were ended
 */
export async function stopOrphans(clusterFolder: string): Promise<number> {
  const orphans = await findServerProcesses(clusterFolder);
  const postmaster = await readPostmasterPid(clusterFolder);
  for (const { signal, waitMs } of STOP_STEPS) {
    const left = await findServerProcesses(clusterFolder);
    if (left.length === 0) break;
    const targets = postmaster !== null && left.includes(postmaster) && signal !== 'SIGKILL' ? [postmaster] : left;
    for (const pid of targets) sendSignal(pid, signal);
    await waitUntilGone(clusterFolder, waitMs);
  }
  if (canListProcesses() && (await findServerProcesses(clusterFolder)).length === 0) {
    await rm(join(clusterFolder, 'postmaster.pid'), { force: true });
  }
  return orphans.length;
}

/** Only Linux shows a process's working folder; elsewhere the server's own check of `postmaster.pid` has to do. */
function canListProcesses(): boolean {
  return process.platform === 'linux';
}

async function waitUntilGone(clusterFolder: string, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline && (await findServerProcesses(clusterFolder)).length > 0) await sleep(50);
}

/** Ids of the processes whose working folder is the cluster: every server process stays in it. */
async function findServerProcesses(clusterFolder: string): Promise<readonly number[]> {
  if (!canListProcesses()) return findPostmasterElsewhere(clusterFolder);
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(names.map((name) => readlink(`/proc/${name}/cwd`).catch(() => null)));
  return names.flatMap((name, index) => (folders[index] === clusterFolder ? [Number(name)] : []));
}

async function findPostmasterElsewhere(clusterFolder: string): Promise<readonly number[]> {
  const pid = await readPostmasterPid(clusterFolder);
  return pid !== null && sendSignal(pid, 0) ? [pid] : [];
}

async function readPostmasterPid(clusterFolder: string): Promise<number | null> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
