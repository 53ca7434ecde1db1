import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ExpectedError } from '@/lib/errors/expected-error';

const run = promisify(execFile);

/** A system account that Postgres runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for the server: Postgres refuses to run as root.
 *
 * @param clusterFolder where an existing cluster would be; its owner is kept, whoever that is
 * @returns null when the current account will do, that is when we are not root
 * @throws ExpectedError `no_server_account` when root finds none and may not make one
 */
export async function findServerAccount(clusterFolder: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(`${clusterFolder}/PG_VERSION`).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account =
    (await lookUpAccount('postgres')) ?? (await createAccount('postgres')) ?? (await lookUpAccount('nobody'));
  if (account !== null) return account;
  throw new ExpectedError(
    'no_server_account',
    'Postgres does not run as root, and no account "postgres" exists or could be made. Create one (useradd postgres), run as an ordinary user, or set DATABASE_URL.',
  );
}

async function lookUpAccount(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return null;
  }
}

async function createAccount(name: string): Promise<Account | null> {
  try {
    await run('groupadd', ['--system', name]);
    await run('useradd', ['--system', '--gid', name, '--no-create-home', '--shell', '/bin/false', name]);
  } catch {
    return null;
  }
  return lookUpAccount(name);
}

/** Whether the account can enter and write to a folder, tried by a process of that account: modes alone do not tell. */
export async function canWriteTo(account: Account, folder: string): Promise<boolean> {
  return succeeds(account, '/bin/sh', ['-c', 'cd -- "$1" && test -w .', 'sh', folder]);
}

/** Whether the account can run a program, tried by running it with `--version`. */
export async function canRun(account: Account, program: string): Promise<boolean> {
  return succeeds(account, program, ['--version']);
}

async function succeeds(account: Account, program: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(program, args, { uid: account.uid, gid: account.gid, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
