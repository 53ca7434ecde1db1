// Whether a step's inputs are those of its last success, told by a hash kept in a stamp file.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * @param {string} projectRoot
 * @param {readonly string[]} roots files and folders, relative to the project
 * @param {(path: string) => boolean} [counts] on the relative path of each file
 * @returns {string} SHA-256 over names and contents, and the Node and platform they are built for
 */
export function fingerprint(projectRoot, roots, counts = () => true) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const root of roots) {
    for (const file of filesBelow(join(projectRoot, root))) {
      const name = relative(projectRoot, file);
      if (counts(name)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} sorted; the path itself if it is a file, nothing if it does not exist
 */
function filesBelow(path) {
  try {
    const entries = readdirSync(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * @param {string} stampFile
 * @param {string} value
 */
export function isStamped(stampFile, value) {
  try {
    return readFileSync(stampFile, 'utf8').trim() === value;
  } catch {
    return false;
  }
}

/**
 * @param {string} stampFile
 * @param {string} value
 */
export function stamp(stampFile, value) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${value}\n`);
}
