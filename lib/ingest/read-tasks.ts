import type { StagedFile } from './drop/stage-run';
import type { ReadPiece, ReadTask } from './thread-protocol';

const BLOCK_BYTES = 1 << 20;
/** Pieces of small files in one task; each costs a system call or two. */
const MOST_PIECES = 256;

/** The files of a run cut into tasks of about one MiB: blocks of a large file, or several small files together. */
export function* readTasks(files: readonly StagedFile[]): Generator<ReadTask & { readonly bytes: number }> {
  let pieces: ReadPiece[] = [];
  let bytes = 0;
  for (const [fileNo, { start, end }] of files.entries()) {
    for (let from = start; from < end;) {
      const to = Math.min(end, from + BLOCK_BYTES - bytes);
      pieces.push({ fileNo, start: from, end: to });
      bytes += to - from;
      from = to;
      if (bytes < BLOCK_BYTES && pieces.length < MOST_PIECES) continue;
      yield { kind: 'read', pieces, bytes };
      pieces = [];
      bytes = 0;
    }
  }
  if (pieces.length > 0) yield { kind: 'read', pieces, bytes };
}
