import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), '../shared/data');

/** Real logs of others lie beside the project and are no part of it: tests that read them are skipped where they are not. */
export const hasRealData = existsSync(FOLDER);
export const REAL_DATA_NOTE = hasRealData ? '' : ' (skipped: ../shared/data is not there)';

export function readRealFile(path: string): Buffer {
  return readFileSync(join(FOLDER, path));
}
