import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { IngestError } from '@/lib/ingest/ingest-error';

import type { GivenFile } from './open-drop';

const MOST_FILES = 200_000;

/**
 * The files that paths of this machine name: a file by its own name, a folder with everything below it by the folder's
 * name. Names that begin with a dot, and links inside folders, are left out.
 *
 * @param paths absolute
 * @throws IngestError path_not_found, too_many_files
 */
export async function walkPaths(paths: readonly string[]): Promise<readonly GivenFile[]> {
  const files: GivenFile[] = [];
  for (const path of paths) {
    const real = await realpath(path).catch(() => {
      throw new IngestError('path_not_found', `There is no file or folder ${path}.`);
    });
    const found = await stat(real);
    const name = basename(real);
    if (found.isFile()) files.push(fileAt(real, name, found.size));
    else if (found.isDirectory()) await walkFolder(files, real, name);
    else throw new IngestError('path_not_found', `${path} is neither a file nor a folder.`);
  }
  return files;
}

async function walkFolder(files: GivenFile[], folder: string, path: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const below = join(folder, entry.name);
    if (entry.isDirectory()) await walkFolder(files, below, `${path}/${entry.name}`);
    else if (entry.isFile()) files.push(fileAt(below, `${path}/${entry.name}`, (await stat(below)).size));
    if (files.length > MOST_FILES) throw new IngestError('too_many_files', `There are more than ${MOST_FILES} files.`);
  }
}

function fileAt(file: string, path: string, size: number): GivenFile {
  return { path, file, start: 0, end: size, wholeBytes: size };
}
