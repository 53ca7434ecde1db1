// Step 1: the packages of the lockfile.
import { readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { runTool, ToolError } from './run.mjs';
import { say } from './say.mjs';

/** What the installed packages take, and a little more. */
const NEEDED_BYTES = 1_300_000_000;
const PROGRESS_INTERVAL_MS = 5_000;
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|network request|getaddrinfo|request to .* failed/;

/**
 * Installs what package-lock.json says, unless that is what is installed.
 *
 * @param {string} projectRoot
 */
export async function installPackages(projectRoot) {
  const value = fingerprint(projectRoot, ['package-lock.json']);
  const stampFile = join(projectRoot, 'node_modules', '.nearmiss-installed');
  if (isStamped(stampFile, value)) return;
  if (isInstalled(projectRoot)) return stamp(stampFile, value);
  const freeAtFirst = freeBytes(projectRoot);
  checkFreeSpace(projectRoot, freeAtFirst);
  say('Installing packages (about 1.2 GB on disk, a minute or two) ...');
  // npm makes all folders first and fills them later: what the disk has lost is the better measure.
  const progress = setInterval(() => {
    const written = Math.max(0, freeAtFirst - freeBytes(projectRoot));
    say(`  ${Math.round(written / 1e6)} MB written`);
  }, PROGRESS_INTERVAL_MS);
  try {
    const { command, args } = npmCommand(['ci', '--no-audit', '--no-fund']);
    // Prisma's engines would be downloaded from elsewhere and are not used: any program in their place will do.
    const variables = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
    const { exitCode, output } = await runTool(command, args, { cwd: projectRoot, variables });
    if (exitCode !== 0) throw new ToolError(describe(output), output);
  } finally {
    clearInterval(progress);
  }
  stamp(stampFile, value);
  say('Packages installed.');
}

/** @param {string} folder */
function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * npm on a full disk tries again and again for minutes.
 *
 * @param {string} projectRoot
 * @param {number} bytes free there
 */
function checkFreeSpace(projectRoot, bytes) {
  if (bytes >= NEEDED_BYTES) return;
  const [free, needed] = [bytes, NEEDED_BYTES].map((size) => `${(size / 1e9).toFixed(1)} GB`);
  throw new ToolError(`The disk is full: ${free} are free in ${projectRoot}, and the packages need ${needed}.`, '');
}

/**
 * npm as it was called by the user, or the one on the path.
 *
 * @param {readonly string[]} args
 */
function npmCommand(args) {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script)) {
    return { command: process.execPath, args: [script, ...args] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args };
}

/**
 * Whether every package of the lockfile is there in its version, by npm's own record, which it writes last. Packages
 * for other platforms are absent from the record and count as there.
 *
 * @param {string} projectRoot
 */
function isInstalled(projectRoot) {
  const wanted = readJson(join(projectRoot, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(projectRoot, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || present[path]?.version === entry.version || (entry.optional && !present[path]),
  );
}

/**
 * @param {string} file
 * @returns {{ packages?: Record<string, { version?: string, optional?: boolean }> } | null}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} output what npm wrote */
function describe(output) {
  const errors = output.split('\n').filter((line) => /^npm error .*\S/.test(line));
  const lines = (errors.length > 0 ? errors : output.trim().split('\n')).slice(0, 12).join('\n');
  if (/ENOSPC|EDQUOT/.test(output)) return `The disk is full: the packages need about 1.2 GB.\n${lines}`;
  if (/EACCES|EPERM/.test(output)) return `Not allowed to write in the checkout.\n${lines}`;
  if (UNREACHABLE.test(output)) {
    return `The package registry is out of reach. Check the network, proxy and npm's registry setting.\n${lines}`;
  }
  return `npm ci failed:\n${lines}`;
}
