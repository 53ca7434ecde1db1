import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'local-token';
const TOKEN = /^[0-9a-f]{64}$/;

/**
 * Writes a new token into the data folder, readable by its owner only: who can read it may ask the server for files of
 * this machine by path. It appears whole or not at all.
 *
 * @returns how to remove it again
 */
export function writeLocalToken(dataFolder: string): () => void {
  const file = join(dataFolder, NAME);
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
  return () => rmSync(file, { force: true });
}

/** The token of a data folder, 64 hex digits; null where there is none that this user may read. */
export function readLocalToken(dataFolder: string): string | null {
  try {
    const token = readFileSync(join(dataFolder, NAME), 'utf8').trim();
    return TOKEN.test(token) ? token : null;
  } catch {
    return null;
  }
}
