import { TAR_END_BYTES, tarHeader, tarPaddingBytes } from '@/lib/import/containers/tar-writer';

/** A file of a tar. */
export interface TarEntry {
  readonly path: string;
  readonly content: Blob;
}

/**
 * A tar of files, as a Blob that refers to them: nothing is read or copied before it is sent, so 10 GB cost no memory. The
 * bytes depend on paths and contents alone, so that an upload which stopped goes on with the same bytes.
 */
export function tarBlob(entries: readonly TarEntry[]): Blob {
  const parts = entries.flatMap(({ path, content }) => [
    tarHeader(path, content.size),
    content,
    new Uint8Array(tarPaddingBytes(content.size)),
  ]);
  return new Blob([...parts, new Uint8Array(TAR_END_BYTES)], { type: 'application/x-tar' });
}
