import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

/** npm looks for a package beside its user and then in each folder above. */
function isFound(paths: ReadonlySet<string>, user: string, name: string): boolean {
  for (let folder = user; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (paths.has(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`)) return true;
    if (folder === '') return false;
  }
}

// `npm ci` refuses a lockfile without them, and npm install leaves out those that the registry at hand does not have.
test('the lockfile names the packages of every platform', () => {
  const file = resolve(import.meta.dirname, '..', '..', '..', 'package-lock.json');
  const { packages } = lockfileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const paths = new Set(Object.keys(packages));
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isFound(paths, path, name)),
  );
  expect(missing).toEqual([]);
});
