import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where the search thread's file and the hooks that let plain Node run it lie. The server of the pages is a bundle, in
 * which a module's own address says nothing: there the process that starts it names the project folder (NEARMISS_ROOT).
 */
export function searchThreadFile(): { readonly file: string; readonly execArgv: readonly string[] } {
  const named = process.env['NEARMISS_ROOT'] ?? '';
  const root = named === '' ? resolve(import.meta.dirname, '..', '..', '..') : named;
  return {
    file: join(root, 'lib', 'api', 'search', 'search-thread.ts'),
    execArgv: ['--import', pathToFileURL(join(root, 'lib', 'cli', 'register.mjs')).href],
  };
}
