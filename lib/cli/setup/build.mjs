// Step 3: the pages.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
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

/** @param {string} path */
function isBuilt(path) {
  return !/\.test\.tsx?$|\.md$|\.snap$|\.nearmiss-|(^|[/\\])(fixtures|__snapshots__|cli|bench)[/\\]/.test(path);
}

/**
 * Builds the pages, unless nothing they are made of has changed.
 *
 * @param {string} projectRoot
 * @param {string} node path of Node 24
 */
export async function buildPages(projectRoot, node) {
  const value = fingerprint(projectRoot, INPUTS, isBuilt);
  const stampFile = join(projectRoot, '.next', 'nearmiss-built');
  if (isStamped(stampFile, value)) return;
  say('Building the pages (about half a minute) ...');
  rmSync(stampFile, { force: true });
  const next = join('node_modules', 'next', 'dist', 'bin', 'next');
  const { exitCode, output } = await runTool(node, [next, 'build'], {
    cwd: projectRoot,
    variables: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (exitCode !== 0) throw new ToolError(`The pages could not be built:\n${output.trim()}`, output);
  stamp(stampFile, value);
}
