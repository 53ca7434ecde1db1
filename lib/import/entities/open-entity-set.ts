import { chunksOf, memorySource, type ByteSource } from '@/lib/import/containers/byte-source';
import { expand, type CompressionKind } from '@/lib/import/containers/compressed';
import { containerKind } from '@/lib/import/containers/container-kind';
import { readCsvRecords } from '@/lib/import/containers/csv-records';
import { splitJson, type JsonRecordEvent } from '@/lib/import/containers/json-records';
import { readParquetRecords } from '@/lib/import/containers/parquet-records';
import type { SequentialLayout } from '@/lib/import/containers/record-layout';
import { refuseBytes } from '@/lib/import/detection/refusals';
import { ImportError, type ImportErrorCode } from '@/lib/import/import-error';
import type { Container, FormatProbe } from '@/lib/import/importer';
import { csvDelimiterOf, HEAD_BYTES, readProbe } from '@/lib/import/probe/read-probe';
import { probeSource } from '@/lib/import/source/probe-source';
import { detectEntitySet, type EntitySetDetection } from './detect-entity-set';
import type { EntityEvent } from './entity-event';
import { readEntitySet } from './read-entity-set';

export interface EntitySetFile {
  readonly path: string;
  readonly source: ByteSource;
  /** False where `source` is only the beginning of the file. */
  readonly complete: boolean;
  /** Bytes read at a time; 1 MiB if left out. */
  readonly chunkBytes?: number;
}

type Refused = Extract<EntitySetDetection, { kind: 'refused' }>;
export type OpenedEntitySet =
  | Refused
  | (Exclude<EntitySetDetection, Refused> & {
      /** The questions of the whole file; may be called again. @throws ImportError where its container is damaged */
      read(): AsyncGenerator<EntityEvent>;
    });

/** A file with nothing packed around it any more. */
interface OpenFile {
  readonly probe: FormatProbe;
  records(container: Container, layout: SequentialLayout): AsyncIterable<JsonRecordEvent>;
}

/** A Parquet file needs its end first, so one inside a compressed stream is held in memory up to this size. */
const MAX_PACKED_PARQUET_BYTES = 256 * 2 ** 20;
const DELIMITER_BYTES = 16_384;

/**
 * Opens a file of gold entities: JSON Lines, a JSON list, an object keyed by question, a table or Parquet, as it is or
 * inside gzip or zstd. Says what it is, and reads it. Memory: a few chunks and one record.
 *
 * A damaged container is refused if the beginning shows it; damage further on is thrown by `read` as an ImportError.
 */
export async function openEntitySet(file: EntitySetFile): Promise<OpenedEntitySet> {
  try {
    const opened = await openFile(file);
    if ('kind' in opened) return opened;
    const detection = detectEntitySet(opened.probe);
    if (detection.kind === 'refused') return detection;
    const { format, container, layout } = detection;
    const read = () => readEntitySet({ format, container, layout, records: opened.records(container, layout) });
    return { ...detection, read };
  } catch (error) {
    if (error instanceof ImportError) return refused(error.code, error.message);
    throw error;
  }
}

async function openFile(file: EntitySetFile): Promise<OpenFile | Refused> {
  const head = await file.source.read(0, Math.min(file.source.size, DELIMITER_BYTES));
  const kind = containerKind(head);
  if (kind === 'gzip' || kind === 'zstd') return openCompressed(file, kind);
  if (kind === 'zip' || kind === 'tar') {
    return refused(
      'unsupported_format',
      'This is an archive of files. Unpack it and upload the set of entities in it.',
    );
  }
  return openPlain(file);
}

async function openPlain({ path, source, complete, chunkBytes }: EntitySetFile): Promise<OpenFile | Refused> {
  const probed = await probeSource({ path, source, complete, header: null });
  if (probed.kind === 'refused') return refused(probed.refusal.code, probed.refusal.message);
  const { probe } = probed;
  if (probe.container === 'parquet') return { probe, records: () => parquetRecords(source) };
  const head = await source.read(0, Math.min(source.size, DELIMITER_BYTES));
  return {
    probe,
    records: (container, layout) => textRecords(chunksOf(source, chunkBytes), head, { container, layout }),
  };
}

async function openCompressed(file: EntitySetFile, kind: CompressionKind): Promise<OpenFile | Refused> {
  const { source, complete, chunkBytes } = file;
  const chunks = () => expand(kind, chunksOf(source, chunkBytes), { complete, what: file.path });
  const path = file.path.replace(/\.(?:gz|gzip|zst|zstd)$/i, '');
  const head = await collect(chunks(), HEAD_BYTES);
  const inside = containerKind(head.bytes);
  if (inside === 'parquet') {
    const whole = await collect(chunks(), MAX_PACKED_PARQUET_BYTES);
    const message = `The Parquet file inside has more than ${MAX_PACKED_PARQUET_BYTES} bytes. Unpack it first.`;
    if (!whole.complete) return refused('archive_too_large', message);
    return openPlain({ path, source: memorySource(whole.bytes), complete });
  }
  if (inside !== null) return refused('archive_too_deep', `This is a compressed ${inside} archive. Unpack it first.`);
  const refusal = refuseBytes(head.bytes);
  if (refusal !== null) return refused(refusal.code, refusal.message);
  const probe = readProbe({ path, bytes: head.bytes, complete: complete && head.complete });
  return { probe, records: (container, layout) => textRecords(chunks(), head.bytes, { container, layout }) };
}

/** The first bytes of a stream, at most `limit`; `complete` where the stream has no more. */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit) return { bytes: Buffer.concat(parts).subarray(0, limit), complete: false };
  }
  return { bytes: Buffer.concat(parts), complete: true };
}

async function* parquetRecords(source: ByteSource): AsyncGenerator<JsonRecordEvent> {
  for await (const { line, bytes } of readParquetRecords(source)) yield { kind: 'record', line, bytes };
}

function textRecords(
  chunks: AsyncIterable<Uint8Array>,
  head: Uint8Array,
  { container, layout }: { readonly container: Container; readonly layout: SequentialLayout },
): AsyncIterable<JsonRecordEvent> {
  if (container !== 'csv') return splitJson(chunks, layout);
  return readCsvRecords(chunks, csvDelimiterOf(new TextDecoder().decode(head)) ?? ',');
}

function refused(code: ImportErrorCode, message: string): Refused {
  return { kind: 'refused', code, message };
}
