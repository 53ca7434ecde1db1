import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';

import { IngestError } from '@/lib/ingest/ingest-error';

import type { GivenFile } from './open-drop';

const MOST_FILES = 200_000;

/**
 * The files that paths of this machine name: a file by its own name, a folder with everything below it by the folder's
 * name (two of one name: by the way from the folder they have in common). Names that begin with a dot, and links inside folders, are left out.
 *
 * @param paths absolute
 * @throws IngestError path_not_found, too_many_files
 */
export async function walkPaths(paths: readonly string[]): Promise<readonly GivenFile[]> {
  const files: GivenFile[] = [];
  const real = await Promise.all(paths.map(realPathOf));
  const names = namesOf([...new Set(real)]);
  for (const [path, name] of names) {
    const found = await stat(path);
    if (found.isFile()) files.push(fileAt(path, name, found.size));
    else if (found.isDirectory()) await walkFolder(files, path, name);
    else throw new IngestError('path_not_found', `${path} is neither a file nor a folder.`);
  }
  return files;
}

function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => {
    throw new IngestError('path_not_found', `There is no file or folder ${path}.`);
  });
}

/** What each path is called: its last part; where two end alike, the way from the folder that all have in common. */
function namesOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const names = paths.map((path) => basename(path));
  if (new Set(names).size === names.length) return new Map(paths.map((path, at) => [path, names[at] ?? '']));
  const parts = paths.map((path) => path.split(sep));
  const shortest = Math.min(...parts.map(({ length }) => length - 1));
  let common = 0;
  while (common < shortest && parts.every((part) => part[common] === parts[0]?.[common])) common += 1;
  return new Map(paths.map((path, at) => [path, parts[at]?.slice(common).join('/') ?? '']));
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
