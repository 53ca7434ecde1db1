// `npm run bench`: the set-up of `npm start`, then lib/bench under Node 24. Arguments are passed on.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './setup/describe-failure.mjs';
import { setUp } from './setup/set-up.mjs';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
try {
  await setUp(projectRoot);
  const node = join(projectRoot, 'node_modules', '.bin', 'node');
  const register = join(projectRoot, 'lib', 'cli', 'register.mjs');
  const bench = spawn(node, ['--import', register, 'lib/bench/main.ts', ...process.argv.slice(2)], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  bench.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(`\n${describeFailure(error)}`);
  process.exitCode = 1;
}
