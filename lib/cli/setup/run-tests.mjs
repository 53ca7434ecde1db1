// Sets up, then runs the gates (run-gates.ts) on Node 24. Whatever happens, the last line counts.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './describe-failure.mjs';
import { setUp } from './set-up.mjs';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * @param {readonly string[]} gates names of the gates to run; none means all
 * @returns {Promise<number>} exit code
 */
export async function runTests(gates) {
  try {
    return await runGates(await setUp(projectRoot), gates);
  } catch (error) {
    console.error(`\n${describeFailure(error)}\n\n0 passed, 1 failed`);
    return 1;
  }
}

/**
 * @param {string} node
 * @param {readonly string[]} gates
 * @returns {Promise<number>}
 */
function runGates(node, gates) {
  const resolver = new URL('../register.mjs', import.meta.url).href;
  const script = fileURLToPath(new URL('../run-gates.ts', import.meta.url));
  return new Promise((resolveExit, reject) => {
    const child = spawn(node, ['--import', resolver, script, ...gates], { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolveExit(code ?? 1));
  });
}
