import { resolve } from 'node:path';

/**
 * The folder of the project. The server of the pages is a bundle, in which a module's own address says nothing: there the
 * process that starts it names the folder (NEARMISS_ROOT).
 */
export function projectRoot(): string {
  const named = process.env['NEARMISS_ROOT'] ?? '';
  return named === '' ? resolve(import.meta.dirname, '..', '..') : named;
}
