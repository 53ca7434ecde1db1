import { formatCount } from '@/components/format/format-number';
import type { DroppedFile } from '@/components/shell/dropped-files';

import { tarBlob } from './tar-blob';

/** What the server takes. */
const LONGEST_FILENAME = 500;

/** What goes to the server of a drop: its one file as it is, or a tar of its files. */
export interface DropBody {
  readonly blob: Blob;
  /** How the upload is called. */
  readonly filename: string;
  readonly packed: boolean;
}

/** What a drop is called: its one file, the folder that holds all of it, or its first file and how many more. */
export function dropTitle(files: readonly DroppedFile[]): string {
  const [first] = inOrder(files);
  if (first === undefined) return 'Nothing';
  if (files.length === 1) return first.path;
  const folder = first.path.slice(0, first.path.indexOf('/') + 1);
  const isOneFolder = folder !== '' && files.every(({ path }) => path.startsWith(folder));
  return isOneFolder ? folder.slice(0, -1) : `${first.path} and ${formatCount(files.length - 1)} more`;
}

/** The files in an order of their own: a browser walks a folder in any. */
function inOrder(files: readonly DroppedFile[]): readonly DroppedFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

/** The bytes that are uploaded, the same whenever the same files are chosen. Nothing is read. */
export function dropBody(files: readonly DroppedFile[]): DropBody {
  const [only] = files;
  if (only !== undefined && files.length === 1) {
    // The end of a path tells more than its beginning.
    return { blob: only.file, filename: only.path.slice(-LONGEST_FILENAME), packed: false };
  }
  const entries = inOrder(files).map(({ path, file }) => ({ path, content: file }));
  return { blob: tarBlob(entries), filename: `${dropTitle(files).slice(0, LONGEST_FILENAME - 4)}.tar`, packed: true };
}

/** What the same files are known by when they are chosen again: paths, sizes and dates. Hex. */
export async function dropFingerprint(files: readonly DroppedFile[]): Promise<string> {
  const lines = inOrder(files).map(({ path, file }) => `${JSON.stringify(path)} ${file.size} ${file.lastModified}`);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('\n')));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface Unfinished {
  readonly id: string;
  readonly fingerprint: string | null;
  readonly bytes: number;
}

/** The upload that these files can go on with; null where there is none. */
export function matchingUpload<Upload extends Unfinished>(
  uploads: readonly Upload[],
  wanted: { readonly fingerprint: string; readonly bytes: number },
): Upload | null {
  const fits = ({ fingerprint, bytes }: Upload) => fingerprint === wanted.fingerprint && bytes === wanted.bytes;
  return uploads.find(fits) ?? null;
}
