import { open } from 'node:fs/promises';

import { PREVIEW_MANIFEST_NAME, type PreviewManifest } from '@/lib/api/schemas/drop-preview';

import { bytesPart, tarEnd, tarEntry, type ContentPart } from './content-parts';
import type { LocalFile } from './list-files';

/** As the import page samples a drop: at most 200 files and 64 MiB. */
const MOST_SAMPLES = 200;
const MOST_SAMPLED_BYTES = 64 * 1024 * 1024;
const SMALLEST_SAMPLE_BYTES = 256 * 1024;
const LARGEST_SAMPLE_BYTES = 1024 * 1024;
/** Parquet and zip keep what tells their content at their end: whole, or only enough to tell what they are. */
const LARGEST_WHOLE_BYTES = 48 * 1024 * 1024;
const TELLING_BYTES = 64 * 1024;

/** What a preview by a server elsewhere is asked with: a tar of the manifest and the beginnings of the files. */
export async function previewBody(
  files: readonly LocalFile[],
  settings: PreviewManifest['settings'],
): Promise<readonly ContentPart[]> {
  const manifest = { files: files.map(({ path, bytes }) => ({ path, bytes })), settings } satisfies PreviewManifest;
  const manifestBytes = new TextEncoder().encode(JSON.stringify(manifest));
  const parts = [...tarEntry(PREVIEW_MANIFEST_NAME, bytesPart(manifestBytes))];
  const samples = chooseSamples(files, MOST_SAMPLES);
  const share = Math.max(SMALLEST_SAMPLE_BYTES, Math.floor(MOST_SAMPLED_BYTES / samples.length));
  let left = MOST_SAMPLED_BYTES;
  for (const file of samples) {
    const length = Math.min(left, await sampleBytes(file, Math.min(LARGEST_SAMPLE_BYTES, share), left));
    left -= length;
    if (length > 0 || file.bytes === 0) parts.push(...tarEntry(file.path, { kind: 'file', file: file.file, length }));
  }
  return [...parts, tarEnd()];
}

async function sampleBytes({ file, bytes }: LocalFile, share: number, left: number): Promise<number> {
  if (bytes <= TELLING_BYTES || !(await endMatters(file))) return Math.min(bytes, share);
  return bytes <= Math.min(LARGEST_WHOLE_BYTES, left) ? bytes : TELLING_BYTES;
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

async function endMatters(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const magic = buffer.toString('latin1', 0, bytesRead);
    return magic === 'PAR1' || magic === 'PK\u0003\u0004';
  } finally {
    await handle.close();
  }
}
