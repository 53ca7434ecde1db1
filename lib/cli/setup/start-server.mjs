// Sets up, then runs the supervisor (serve.ts) on Node 24 and stays as its parent.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './describe-failure.mjs';
import { findLockHolder } from './lock-file.mjs';
import { parseStartOptions, USAGE, UsageError } from './options.mjs';
import { setUp } from './set-up.mjs';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code: 0, 1 for a failure that was explained, 2 for wrong use
 */
export async function start(args) {
  try {
    const options = parseStartOptions(args, projectRoot);
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    await checkNotTaken(options);
    const node = await setUp(projectRoot);
    return await runSupervisor(node, options);
  } catch (error) {
    console.error(`\n${describeFailure(error)}`);
    if (error instanceof UsageError) console.error(`\n${USAGE}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/**
 * The supervisor checks again, with the lock in hand; here it saves the wait for the set-up.
 *
 * @param {import('./options.mjs').StartOptions} options
 */
async function checkNotTaken({ port, dataFolder }) {
  const holder = findLockHolder(join(dataFolder, 'server.lock'));
  if (holder !== null) {
    throw expected(`Nearmiss is already running on this data folder, at ${holder.note} (process ${holder.pid}).`);
  }
  if (!(await isPortFree(port))) throw expected(`Port ${port} is taken. Choose another: npm start -- --port 3100`);
}

/** @param {string} message */
function expected(message) {
  return Object.assign(new Error(message), { name: 'ExpectedError' });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isPortFree(port) {
  return new Promise((resolveFree) => {
    const server = createServer();
    server.once('error', () => resolveFree(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolveFree(true)));
  });
}

/**
 * @param {string} node
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<number>}
 */
function runSupervisor(node, { port, dataFolder }) {
  const resolver = new URL('../register.mjs', import.meta.url).href;
  const script = fileURLToPath(new URL('../serve.ts', import.meta.url));
  const args = ['--import', resolver, script, '--port', String(port), '--data', dataFolder];
  return new Promise((resolveExit, reject) => {
    const child = spawn(node, args, { cwd: projectRoot, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    child.once('error', reject);
    child.once('exit', (code) => resolveExit(code ?? 1));
    // From a terminal Ctrl-C reaches the supervisor too; a signal sent to this process alone is passed on.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
  });
}
