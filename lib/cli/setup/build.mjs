// Step 3: the pages. Next builds into `.next`; servers run from a copy, so that a later build does not pull the files
// from under one that is running.
import {
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { hintScripts } from './compile-hints.mjs';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { findLockHolder } from './lock-file.mjs';
import { runTool, ToolError } from './run.mjs';
import { say } from './say.mjs';

const INPUTS = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'next.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
const COPIES = join('.nearmiss', 'builds');
/** A copy this young may belong to a server that is just starting. */
const YOUNG_MS = 600_000;

/** @param {string} path */
function isBuilt(path) {
  return !/\.test\.tsx?$|\.md$|\.snap$|\.nearmiss-|(^|[/\\])(fixtures|__snapshots__|cli|bench)[/\\]/.test(path);
}

/**
 * Builds the pages, unless nothing they are made of has changed.
 *
 * @param {string} projectRoot
 * @param {string} node path of Node 24
 * @returns {Promise<string>} the folder to serve from, relative to the project
 */
export async function buildPages(projectRoot, node) {
  const value = fingerprint(projectRoot, INPUTS, isBuilt);
  const stampFile = join(projectRoot, '.next', 'nearmiss-built');
  const copy = join(COPIES, value.slice(0, 16));
  if (!isStamped(stampFile, value)) {
    say('Building the pages (about half a minute) ...');
    rmSync(stampFile, { force: true });
    await runBuild(projectRoot, node);
    stamp(stampFile, value);
  }
  if (!existsSync(join(projectRoot, copy))) copyBuild(join(projectRoot, '.next'), join(projectRoot, copy));
  removeOldCopies(projectRoot, copy);
  return copy;
}

/**
 * @param {string} projectRoot
 * @param {string} node
 */
async function runBuild(projectRoot, node) {
  const { exitCode, output } = await runTool(node, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: projectRoot,
    variables: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', NEARMISS_BUILD: '' },
  });
  if (exitCode !== 0) throw new ToolError(`The pages could not be built:\n${output.trim()}`, output);
  hintScripts(join(projectRoot, '.next', 'static', 'chunks'));
}

/**
 * @param {string} from
 * @param {string} to appears whole or not at all
 */
function copyBuild(from, to) {
  const half = `${to}.new`;
  rmSync(half, { recursive: true, force: true });
  const caches = [join(from, 'cache'), join(from, 'dev')];
  cpSync(from, half, { recursive: true, verbatimSymlinks: true, filter: (source) => !caches.includes(source) });
  for (const name of readdirSync(half, { recursive: true, encoding: 'utf8' })) {
    if (lstatSync(join(half, name)).isSymbolicLink()) redirectLink(join(from, name), join(half, name), join(to, name));
  }
  renameSync(half, to);
}

/**
 * The links to packages are relative, and the copy stands at another depth.
 *
 * @param {string} original
 * @param {string} copied
 * @param {string} place where the copy will be
 */
function redirectLink(original, copied, place) {
  const target = resolve(dirname(original), readlinkSync(original));
  rmSync(copied);
  symlinkSync(relative(dirname(place), target), copied);
}

/**
 * @param {string} projectRoot
 * @param {string} current
 */
function removeOldCopies(projectRoot, current) {
  for (const name of readdirSync(join(projectRoot, COPIES))) {
    const folder = join(projectRoot, COPIES, name);
    const isYoung = Date.now() - statSync(folder).ctimeMs < YOUNG_MS;
    if (join(COPIES, name) === current || isYoung || isServed(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder a copy; each server on it holds a lock in `users/` */
function isServed(folder) {
  const users = join(folder, 'users');
  return existsSync(users) && readdirSync(users).some((name) => findLockHolder(join(users, name)) !== null);
}
