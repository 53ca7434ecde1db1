const MIB = 2 ** 20;

/** A preview is asked with the beginnings of at most this many files, and this many bytes of them. */
export const MOST_SAMPLED_FILES = 200;
export const MOST_SAMPLED_BYTES = 64 * MIB;
/** More of one file hardly changes what its preview says. */
const LARGEST_BEGINNING_BYTES = 8 * MIB;
/** An archive up to this size goes whole. */
const LARGEST_WHOLE_BYTES = 48 * MIB;
/** Enough to tell what a file is. */
const TELLING_BYTES = 64 * 1024;
/** Bytes of a file's beginning that `sampleKind` looks at. */
export const MAGIC_BYTES = 4;

/**
 * What a beginning of a file is worth. `records`: its first records. `stream`: what can be unpacked of it, but an archive cut
 * short hides the files behind the cut. `directory`: only what it is, since its table of contents lies at its end.
 */
export type SampleKind = 'records' | 'stream' | 'directory';

const DIRECTORY_NAMES = /\.(?:parquet|zip|eval|docx|xlsx)$/i;
const STREAM_NAMES = /\.(?:tar|tgz|gz|zst)$/i;
const DIRECTORY_MAGICS: readonly string[] = ['PAR1', 'PK\u0003\u0004'];
const STREAM_MAGICS: readonly string[] = ['\u001F\u008B', '\u0028\u00B5\u002F\u00FD'];

/** @param magic the first bytes of the file, one character each */
export function sampleKind(path: string, magic: string): SampleKind {
  if (DIRECTORY_NAMES.test(path) || DIRECTORY_MAGICS.includes(magic)) return 'directory';
  const isStream = STREAM_NAMES.test(path) || STREAM_MAGICS.some((known) => magic.startsWith(known));
  return isStream ? 'stream' : 'records';
}

/** A file to be sampled. */
export interface SampledFile {
  readonly bytes: number;
  readonly kind: SampleKind;
}

/**
 * Bytes of the beginning of each file, in the order given; together at most 64 MiB. Archives go whole while there is room;
 * the rest is shared out evenly, at most 8 MiB a file, small files whole.
 */
export function sampleLengths(files: readonly SampledFile[]): readonly number[] {
  // What tells every file's kind is set aside first, so that no archive leaves nothing for those behind it.
  const lengths = files.map(({ bytes }) => Math.min(bytes, TELLING_BYTES));
  let left = MOST_SAMPLED_BYTES - lengths.reduce((total, length) => total + length, 0);
  const shared: number[] = [];
  for (const [index, { bytes, kind }] of files.entries()) {
    const more = bytes - (lengths[index] ?? 0);
    if (kind !== 'records' && bytes <= LARGEST_WHOLE_BYTES && more <= left) {
      lengths[index] = bytes;
      left -= more;
    } else if (kind !== 'directory') shared.push(index);
  }
  const share = evenShare(
    shared.map((index) => files[index]?.bytes ?? 0),
    left + shared.reduce((total, index) => total + (lengths[index] ?? 0), 0),
  );
  for (const index of shared) lengths[index] = Math.min(files[index]?.bytes ?? 0, share);
  return lengths;
}

/** The most that each file can give so that all together give at most `total`: small ones leave their rest to the others. */
function evenShare(sizes: readonly number[], total: number): number {
  let left = total;
  const ascending = sizes.toSorted((a, b) => a - b);
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return Math.min(share, LARGEST_BEGINNING_BYTES);
    left -= size;
  }
  return LARGEST_BEGINNING_BYTES;
}
