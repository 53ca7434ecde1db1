// `npm run setup`: what `npm start` does before it serves.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './setup/describe-failure.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  await setUp(resolve(dirname(fileURLToPath(import.meta.url)), '..', '..'));
} catch (error) {
  console.error(`\n${describeFailure(error)}`);
  process.exitCode = 1;
}
