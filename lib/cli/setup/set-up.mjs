// Everything between a fresh clone and a program that can run. Each step is skipped when it has nothing to do.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './lock-file.mjs';
import { buildPages } from './build.mjs';
import { generateClient } from './generate.mjs';
import { installPackages } from './install.mjs';
import { say } from './say.mjs';

/**
 * @param {string} projectRoot
 * @returns {Promise<string>} path of the Node that everything after this runs on
 */
export async function setUp(projectRoot) {
  const release = await waitForLock(projectRoot);
  try {
    await installPackages(projectRoot);
    const node = installedNode(projectRoot);
    putFirstOnPath(projectRoot);
    await generateClient(projectRoot, node);
    // Inherited by every process that serves.
    process.env['NEARMISS_BUILD'] = await buildPages(projectRoot, node);
    return node;
  } finally {
    release();
  }
}

/**
 * Two set-ups in one checkout take turns; the second finds the work done.
 *
 * @param {string} projectRoot
 */
async function waitForLock(projectRoot) {
  const file = join(projectRoot, '.nearmiss', 'set-up.lock');
  for (let waited = false; ; waited = true) {
    const lock = takeLock(file, 'set-up');
    if (lock.taken) return lock.release;
    if (!waited) say(`Another set-up is at work here (process ${lock.holder.pid}); waiting for it ...`);
    await sleep(500);
  }
}

/** @param {string} projectRoot */
function installedNode(projectRoot) {
  const node = join(projectRoot, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(node) ? node : join(projectRoot, 'node_modules', '.bin', 'node');
}

/** @param {string} projectRoot */
function putFirstOnPath(projectRoot) {
  process.env['PATH'] = [join(projectRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
}
