import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { walkPaths } from '@/lib/ingest/drop/walk-paths';
import { IngestError } from '@/lib/ingest/ingest-error';

import { CommandFailure, EXIT_CODES } from './command-failure';

/** A file to import. */
export interface LocalFile {
  /** Absolute. */
  readonly file: string;
  /** As the import sees it, `/` between folders. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * The files that the paths name, by the walk that the server does when it reads them itself.
 *
 * @param paths absolute
 * @throws CommandFailure where nothing is there, or two files would go by one name
 */
export async function listFiles(paths: readonly string[]): Promise<readonly LocalFile[]> {
  const found = await walk(paths);
  const byPath = new Map<string, LocalFile>();
  for (const { file, path, wholeBytes } of found) {
    const other = byPath.get(path);
    if (other?.file === file) continue;
    if (other !== undefined) {
      throw new CommandFailure(
        EXIT_CODES.failed,
        `${other.file} and ${file} would both be called ${path}. Name a folder that holds them, or import one at a time.`,
      );
    }
    const { mtimeMs } = await stat(file);
    byPath.set(path, { file, path, bytes: wholeBytes, modifiedMs: Math.trunc(mtimeMs) });
  }
  return [...byPath.values()];
}

async function walk(paths: readonly string[]): ReturnType<typeof walkPaths> {
  try {
    return await walkPaths(paths);
  } catch (error) {
    if (error instanceof IngestError) throw new CommandFailure(EXIT_CODES.failed, error.message);
    throw error;
  }
}

/** What an import of these paths is called in lists: `a`, `a and b`, `a, b and 3 more`. */
export function nameOfPaths(paths: readonly string[]): string {
  const [first = 'files', second, ...others] = paths.map((path) => basename(path));
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
