import { chunksOf, memorySource, type ByteSource } from '@/lib/import/containers/byte-source';
import { containerKind } from '@/lib/import/containers/container-kind';
import { expand } from '@/lib/import/containers/compressed';
import { DEFAULT_ARCHIVE_LIMITS } from '@/lib/import/containers/limits';
import { listZip } from '@/lib/import/containers/zip';
import { detectFormat, type DetectionResult } from '@/lib/import/detect';
import { linesOf, splitIntoBatches } from '@/lib/import/lines/split-lines';
import { parseJsonObject } from '@/lib/import/json/parse-json';
import { readRecord } from '@/lib/import/read-records';
import { isEvalArchive, isSample, readEvalHeader, readEvalSample } from '@/lib/import/source/eval-archive';
import { probeSource } from '@/lib/import/source/probe-source';
import { isRecordALine, sourceRecords } from '@/lib/import/source/source-records';
import type { FormatProbe, ImportEvent, RunDescription, SourceInfo, SourceRecord } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

export interface ImportInput {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly companions?: ReadonlyMap<string, Uint8Array>;
  /** Bytes that arrive at a time; default all. */
  readonly chunkBytes?: number;
  readonly requestedFormat?: string;
}

interface OpenedFile {
  readonly source: ByteSource;
  readonly header: JsonObject | null;
}

export interface Imported {
  readonly description: RunDescription;
  readonly events: readonly ImportEvent[];
}

type Accepted = Extract<DetectionResult, { kind: 'importer' }>;

/** What detection says of a file, archives opened first, as an import does. */
export async function detectBytes(input: ImportInput): Promise<DetectionResult> {
  const opened = await openFile(input);
  return (await detectOpened(input, opened)).detection;
}

/** Everything an import makes of one file, in memory, the same parts in the same order as the import. */
export async function importBytes(input: ImportInput): Promise<Imported> {
  const opened = await openFile(input);
  const { detection, probe } = await detectOpened(input, opened);
  if (detection.kind === 'refused' || probe === null) throw new Error(`${input.path}: ${describeRefusal(detection)}`);
  const events: ImportEvent[] = [];
  let header = opened.header;
  const records: SourceRecord[] = [];
  if (isRecordALine(probe.container, detection.layout)) {
    records.push(...(await linesInChunks(opened.source, input.chunkBytes, events)));
  } else {
    for await (const event of sourceRecords(opened.source, probe.container, detection.layout, input.chunkBytes)) {
      if (event.kind === 'record') records.push({ line: event.line, bytes: Uint8Array.from(event.bytes) });
      else if (event.kind === 'issue') events.push(event);
      else header = parseJsonObject(event.bytes);
    }
  }
  const info: SourceInfo = { path: input.path, header, companions: input.companions ?? new Map() };
  for await (const event of readAll(detection, info, records)) events.push(event);
  return { description: detection.importer.describe(info), events };
}

async function* readAll(
  detection: Accepted,
  info: SourceInfo,
  records: readonly SourceRecord[],
): AsyncGenerator<ImportEvent> {
  const { importer, layout } = detection;
  if (importer.kind === 'text') {
    yield* importer.readText(info, streamOf(records));
    return;
  }
  const reader = importer.open(info);
  for (const record of records) yield* readRecord(reader, record, layout.kind === 'entries');
  const line = records.at(-1)?.line ?? 1;
  for (const outcome of reader.end?.() ?? []) yield { ...outcome, line };
}

async function* streamOf(records: readonly SourceRecord[]): AsyncGenerator<SourceRecord> {
  yield* records;
}

async function detectOpened(
  input: ImportInput,
  opened: OpenedFile,
): Promise<{ detection: DetectionResult; probe: FormatProbe | null }> {
  const result = await probeSource({ path: input.path, complete: true, ...opened });
  if (result.kind === 'refused') return { detection: { kind: 'refused', ...result.refusal }, probe: null };
  return { detection: detectFormat(result.probe, input.requestedFormat ?? null), probe: result.probe };
}

async function openFile({ bytes }: ImportInput): Promise<OpenedFile> {
  const kind = containerKind(bytes);
  if (kind === 'gzip' || kind === 'zstd') {
    const parts: Uint8Array[] = [];
    const limits = { ...DEFAULT_ARCHIVE_LIMITS, complete: true };
    for await (const part of expand(kind, chunksOf(memorySource(bytes)), limits)) parts.push(Uint8Array.from(part));
    return { source: memorySource(Buffer.concat(parts)), header: null };
  }
  if (kind !== 'zip') return { source: memorySource(bytes), header: null };
  const members = await listZip(memorySource(bytes));
  if (!isEvalArchive(members)) throw new Error('tests of other archives belong to the layer that opens them');
  const samples = await Promise.all(members.filter(isSample).map(readEvalSample));
  const lines = samples.flatMap((sample) => [sample, Buffer.from('\n')]);
  return { source: memorySource(Buffer.concat(lines)), header: await readEvalHeader(members) };
}

async function linesInChunks(
  source: ByteSource,
  chunkBytes: number | undefined,
  events: ImportEvent[],
): Promise<SourceRecord[]> {
  const lines: SourceRecord[] = [];
  const limits = { batchBytes: 4096, maxLineBytes: 1024 * 1024 };
  for await (const event of splitIntoBatches(chunksOf(source, chunkBytes), limits)) {
    if (event.kind === 'batch') lines.push(...linesOf(event));
    else events.push(event);
  }
  return lines;
}

function describeRefusal(detection: DetectionResult): string {
  return detection.kind === 'refused' ? `${detection.code}: ${detection.message}` : 'refused';
}
