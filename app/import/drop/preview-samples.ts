import type { DroppedFile } from '@/components/shell/dropped-files';
import { PREVIEW_MANIFEST_NAME } from '@/lib/api/schemas/drop-preview';
import {
  MAGIC_BYTES,
  MOST_SAMPLED_FILES,
  sampleKind,
  sampleLengths,
  type SampledFile,
} from '@/lib/import/samples/sample-lengths';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import { tarBlob, type TarEntry } from './tar-blob';

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

async function sampledFile({ path, file }: DroppedFile): Promise<SampledFile> {
  const magic = new Uint8Array(await file.slice(0, MAGIC_BYTES).arrayBuffer());
  return { bytes: file.size, kind: sampleKind(path, String.fromCharCode(...magic)) };
}

/**
 * The beginnings of a drop's files that a preview is asked with: at most 200 files and 64 MiB. A file that is left out here is
 * still named in the manifest.
 */
export async function sampleFiles(files: readonly DroppedFile[]): Promise<readonly TarEntry[]> {
  const chosen = spreadOverFolders(files);
  const lengths = sampleLengths(await Promise.all(chosen.map(sampledFile)));
  return chosen.map(({ path, file }, index) => ({ path, content: file.slice(0, lengths[index] ?? 0) }));
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
