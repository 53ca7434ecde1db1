import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { ByteSource } from '@/lib/import/containers/byte-source';
import { containerKind } from '@/lib/import/containers/container-kind';
import { readParquetRecords } from '@/lib/import/containers/parquet-records';
import { refuseBytes, type Refusal } from '@/lib/import/detection/refusals';
import { HEAD_BYTES, PROBE_RECORDS, readProbe } from '@/lib/import/probe/read-probe';
import type { FormatProbe } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** A file that is no archive (archives are opened before), as far as it is at hand. */
export interface ProbedFile {
  readonly path: string;
  readonly source: ByteSource;
  /** False where `source` is only the beginning of the file. */
  readonly complete: boolean;
  /** What an evaluation archive says beside its records; null for every other file. */
  readonly header: JsonObject | null;
}

export type ProbeResult =
  { readonly kind: 'probe'; readonly probe: FormatProbe } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The beginning of a file as detection sees it, or why it can be no log at all.
 * @throws ImportError where a Parquet file is damaged
 */
export async function probeSource(file: ProbedFile): Promise<ProbeResult> {
  const bytes = await file.source.read(0, Math.min(file.source.size, HEAD_BYTES));
  if (containerKind(bytes) === 'parquet') return { kind: 'probe', probe: await probeParquet(file) };
  const refusal = refuseBytes(bytes);
  if (refusal !== null) return { kind: 'refused', refusal };
  const complete = file.complete && file.source.size <= HEAD_BYTES;
  return { kind: 'probe', probe: readProbe({ path: file.path, bytes, complete, header: file.header }) };
}

async function probeParquet({ path, source }: ProbedFile): Promise<FormatProbe> {
  const records: JsonObject[] = [];
  for await (const { bytes } of readParquetRecords(source, { rows: PROBE_RECORDS })) {
    const result = parseJson(bytes, 0);
    if (result.ok && isJsonObject(result.value)) records.push(result.value);
    if (records.length >= PROBE_RECORDS) break;
  }
  return { path, container: 'parquet', records, cut: false, header: null, text: '', complete: false };
}
