// Lets Node run the project's TypeScript as it is written: `@/x` is the project root, and a specifier may leave
// out its extension. Loaded with `node --import ./lib/cli/register.mjs`; threads and forked children inherit it.
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SUFFIXES = ['', '.ts', '.tsx', '.mjs', '.js', '.json', '/index.ts'];

/** @type {Map<string, string | null>} */
const found = new Map();

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** @param {string} base path without, or with, its extension; null when no such file exists */
function findFile(base) {
  const known = found.get(base);
  if (known !== undefined) return known;
  const suffix = SUFFIXES.find((candidate) => isFile(base + candidate));
  const file = suffix === undefined ? null : pathToFileURL(base + suffix).href;
  found.set(base, file);
  return file;
}

/**
 * Only what our own TypeScript asks for: packages and the built pages resolve as Node does it.
 *
 * @param {string} specifier
 * @param {string | undefined} parentUrl
 */
function baseOf(specifier, parentUrl) {
  if (!parentUrl?.startsWith('file:') || !/\.tsx?$/.test(parentUrl)) return null;
  if (specifier.startsWith('@/')) return resolve(projectRoot, specifier.slice(2));
  return /^\.\.?\//.test(specifier) ? resolve(dirname(fileURLToPath(parentUrl)), specifier) : null;
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const base = baseOf(specifier, context.parentURL);
    const file = base === null ? null : findFile(base);
    return nextResolve(file ?? specifier, context);
  },
});
