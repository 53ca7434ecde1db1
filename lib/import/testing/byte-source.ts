import { HEAD_BYTES } from '@/lib/import/detect';
import { linesOf, splitIntoBatches } from '@/lib/import/lines/split-lines';
import type { FileHead, ImportEvent, RecordSource, RolloutImporter, SourceRecord } from '@/lib/import/importer';

/** Bytes in chunks of a size, as a file or a request would bring them. */
export async function* inChunks(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.slice(start, start + chunkBytes);
}

export function headOf(path: string, bytes: Uint8Array, headBytes = HEAD_BYTES): FileHead {
  return { path, bytes: bytes.subarray(0, headBytes), complete: bytes.length <= headBytes };
}

export interface ImportInput {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly companions?: ReadonlyMap<string, Uint8Array>;
  readonly chunkBytes?: number;
}

/** Every event an importer gives for a file, too long lines included, as the coordinator and one thread together do. */
export async function importBytes(importer: RolloutImporter, input: ImportInput): Promise<ImportEvent[]> {
  const events: ImportEvent[] = [];
  const source: RecordSource = {
    path: input.path,
    companions: input.companions ?? new Map(),
    records: () => records(input, events),
  };
  for await (const event of importer.read(source)) events.push(event);
  return events;
}

async function* records(input: ImportInput, events: ImportEvent[]): AsyncGenerator<SourceRecord> {
  const limits = { batchBytes: 4096, maxLineBytes: 1024 * 1024 };
  for await (const event of splitIntoBatches(inChunks(input.bytes, input.chunkBytes ?? 64 * 1024), limits)) {
    if (event.kind === 'batch') yield* linesOf(event);
    else events.push(event);
  }
}
