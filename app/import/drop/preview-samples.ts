import type { DroppedFile } from '@/components/shell/dropped-files';
import { PREVIEW_MANIFEST_NAME } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import { tarBlob, type TarEntry } from './tar-blob';

const MIB = 2 ** 20;
export const MOST_SAMPLED_FILES = 200;
export const MOST_SAMPLED_BYTES = 64 * MIB;
/** A beginning of running text or of records holds a few rollouts; with many files a little less of each. */
const LARGEST_BEGINNING_BYTES = MIB;
const SMALLEST_BEGINNING_BYTES = MIB / 4;
/** The members of a tar lie one after another: more of it shows more files. */
const TAR_BEGINNING_BYTES = 8 * MIB;
/** Parquet and zip have their table of contents at their end: of a large one the beginning only tells what it is. */
const LARGEST_WHOLE_BYTES = 48 * MIB;
const TELLING_BYTES = 64 * 1024;
const WHOLE_NAMES = /\.(parquet|zip|eval|docx|xlsx)$/i;
const WHOLE_MAGICS = ['PAR1', 'PK\u0003\u0004'];

function kindOf(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
  return `${folder}\n${extension.toLowerCase()}`;
}

/**
 * At most `most` files of a drop, in turn from each folder and kind of file, so that a folder of thousands does not hide the
 * one beside it, nor its many logs their one `metadata.json`.
 */
export function spreadOverFolders(files: readonly DroppedFile[], most = MOST_SAMPLED_FILES): readonly DroppedFile[] {
  if (files.length <= most) return files;
  const kinds = [...Map.groupBy(files, ({ path }) => kindOf(path)).values()];
  const chosen: DroppedFile[] = [];
  for (let round = 0; chosen.length < most; round += 1) {
    for (const files of kinds) {
      const file = files[round];
      if (file !== undefined && chosen.length < most) chosen.push(file);
    }
  }
  return chosen;
}

async function isReadWhole({ path, file }: DroppedFile): Promise<boolean> {
  if (WHOLE_NAMES.test(path)) return true;
  const magic = await file.slice(0, 4).text();
  return WHOLE_MAGICS.includes(magic);
}

async function sampleBytes(dropped: DroppedFile, files: number): Promise<number> {
  const { file, path } = dropped;
  if (await isReadWhole(dropped)) return file.size <= LARGEST_WHOLE_BYTES ? file.size : TELLING_BYTES;
  if (/\.tar$/i.test(path)) return Math.min(file.size, TAR_BEGINNING_BYTES);
  const share = MOST_SAMPLED_BYTES / files;
  return Math.min(file.size, Math.max(SMALLEST_BEGINNING_BYTES, Math.min(LARGEST_BEGINNING_BYTES, share)));
}

/**
 * The beginnings of a drop's files that a preview is asked with: at most 200 files and 64 MiB. A file that is left out here is
 * still named in the manifest.
 */
export async function sampleFiles(files: readonly DroppedFile[]): Promise<readonly TarEntry[]> {
  const chosen = spreadOverFolders(files);
  const wanted = await Promise.all(chosen.map((file) => sampleBytes(file, chosen.length)));
  let left = MOST_SAMPLED_BYTES;
  return chosen.flatMap(({ path, file }, index) => {
    const whole = Math.floor(wanted[index] ?? 0);
    const bytes = whole <= left ? whole : Math.min(TELLING_BYTES, whole);
    if (bytes > left) return [];
    left -= bytes;
    return [{ path, content: file.slice(0, bytes) }];
  });
}

/** The body of `POST /imports/preview`: the manifest first, then the beginnings. */
export function previewBody(
  files: readonly DroppedFile[],
  samples: readonly TarEntry[],
  settings: ImportSettings,
): Blob {
  const manifest = { files: files.map(({ path, file }) => ({ path, bytes: file.size })), settings };
  const content = new Blob([JSON.stringify(manifest)]);
  return tarBlob([{ path: PREVIEW_MANIFEST_NAME, content }, ...samples]);
}
