// What `npx nearmiss` does before anything of ours is loaded: the command's name, the set-up, then Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IMPORT_USAGE } from './usage.mjs';

const EXIT_NOT_READY = 3;
const EXIT_WRONG_USE = 64;

const USAGE = `Usage: nearmiss import PATH... [options]

  nearmiss import --help   what import understands
  npm start                starts Nearmiss (in its own folder)`;

/**
 * Runs the command on the Node that comes with the packages, where the user stands.
 *
 * @param {readonly string[]} args what stands after the program's name
 * @returns {Promise<number>} exit code
 */
export async function runCommand(args) {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || command === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (command !== 'import') {
    console.error(command === undefined ? USAGE : `There is no command "${command}".\n\n${USAGE}`);
    return EXIT_WRONG_USE;
  }
  if (rest.includes('--help')) {
    console.log(IMPORT_USAGE);
    return 0;
  }
  const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
  const node = installedNode(projectRoot);
  if (node === null) {
    console.error(
      `Nearmiss is not set up yet: its packages are missing in ${projectRoot}.\n` +
        `Run \`npm start\` there: it installs, builds and serves. Then run this again.`,
    );
    return EXIT_NOT_READY;
  }
  return runOn(node, projectRoot, rest);
}

/**
 * @param {string} projectRoot
 * @returns {string | null} null: the packages are not there, or only in part
 */
function installedNode(projectRoot) {
  const modules = join(projectRoot, 'node_modules');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = [join(modules, 'node', 'bin', name), join(modules, '.bin', name)];
  const packagesThere = ['tus-js-client', 'zod'].every((name) => existsSync(join(modules, name, 'package.json')));
  return packagesThere ? (candidates.find((candidate) => existsSync(candidate)) ?? null) : null;
}

/**
 * Ctrl-C on a terminal reaches the child by itself, and it takes its leave; a signal sent to this process alone is
 * passed on.
 *
 * @param {string} node
 * @param {string} projectRoot
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function runOn(node, projectRoot, args) {
  const register = new URL('../register.mjs', import.meta.url).href;
  const script = join(projectRoot, 'lib', 'cli', 'import', 'main.ts');
  return new Promise((resolveExit, reject) => {
    const child = spawn(node, ['--import', register, script, ...args], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolveExit(code ?? (signal === 'SIGINT' ? 130 : 1)));
    process.on('SIGINT', () => undefined);
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  });
}
