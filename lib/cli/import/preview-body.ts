import { open } from 'node:fs/promises';

import { PREVIEW_MANIFEST_NAME, type PreviewManifest } from '@/lib/api/schemas/drop-preview';
import {
  MAGIC_BYTES,
  MOST_SAMPLED_FILES,
  sampleKind,
  sampleLengths,
  type SampledFile,
} from '@/lib/import/samples/sample-lengths';

import { bytesPart, tarEnd, tarEntry, type ContentPart } from './content-parts';
import type { LocalFile } from './list-files';

/** What a preview by a server elsewhere is asked with: a tar of the manifest and the beginnings of the files. */
export async function previewBody(
  files: readonly LocalFile[],
  settings: PreviewManifest['settings'],
): Promise<readonly ContentPart[]> {
  const manifest = { files: files.map(({ path, bytes }) => ({ path, bytes })), settings } satisfies PreviewManifest;
  const manifestBytes = new TextEncoder().encode(JSON.stringify(manifest));
  const parts = [...tarEntry(PREVIEW_MANIFEST_NAME, bytesPart(manifestBytes))];
  const samples = chooseSamples(files, MOST_SAMPLED_FILES);
  const lengths = sampleLengths(await Promise.all(samples.map(sampledFile)));
  for (const [index, { path, file }] of samples.entries()) {
    parts.push(...tarEntry(path, { kind: 'file', file, length: lengths[index] ?? 0 }));
  }
  return [...parts, tarEnd()];
}

async function sampledFile({ path, file, bytes }: LocalFile): Promise<SampledFile> {
  return { bytes, kind: sampleKind(path, await magicOf(file)) };
}

/**
 * At most `most` of the files, in their order: taken in turns from each folder and kind of file, the first ones first, so
 * that no large folder hides the others.
 */
export function chooseSamples<File extends { readonly path: string }>(
  files: readonly File[],
  most: number,
): readonly File[] {
  if (files.length <= most) return files;
  const buckets = [...Map.groupBy(files, ({ path }) => bucketOf(path)).values()];
  const chosen = new Set<File>();
  for (let turn = 0; chosen.size < most; turn += 1) {
    for (const bucket of buckets) {
      const file = bucket[turn];
      if (file !== undefined && chosen.size < most) chosen.add(file);
    }
  }
  return files.filter((file) => chosen.has(file));
}

function bucketOf(path: string): string {
  const folderEnd = path.lastIndexOf('/') + 1;
  const name = path.slice(folderEnd);
  const dot = name.indexOf('.');
  return `${path.slice(0, folderEnd)}\n${dot === -1 ? '' : name.slice(dot)}`;
}

/** The first bytes of a file, one character each. */
async function magicOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
