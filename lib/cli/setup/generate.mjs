// Step 2: code that is generated from the schema and the routes.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { runTool, ToolError } from './run.mjs';
import { say } from './say.mjs';

/**
 * Generates the Prisma client, unless it is that of the present schema and Prisma.
 *
 * @param {string} projectRoot
 * @param {string} node path of Node 24
 */
export async function generateClient(projectRoot, node) {
  const folder = join(projectRoot, 'lib', 'db', 'generated');
  const value = fingerprint(projectRoot, ['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  const stampFile = join(folder, '.nearmiss-generated');
  if (existsSync(join(folder, 'client.ts')) && isStamped(stampFile, value)) return;
  say('Generating the database client ...');
  rmSync(stampFile, { force: true });
  const { exitCode, output } = await runTool(node, [join('node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
    cwd: projectRoot,
    variables: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  if (exitCode !== 0) throw new ToolError(`The database client could not be generated:\n${output.trim()}`, output);
  stamp(stampFile, value);
}
