import { chunksOf, type ByteSource } from '@/lib/import/containers/byte-source';
import { rowsOfColumns } from '@/lib/import/containers/columns';
import { readCsvRecords } from '@/lib/import/containers/csv-records';
import { splitJson, type JsonRecordEvent } from '@/lib/import/containers/json-records';
import { readParquetRecords } from '@/lib/import/containers/parquet-records';
import type { RecordLayout } from '@/lib/import/containers/record-layout';
import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { csvDelimiterOf } from '@/lib/import/probe/read-probe';
import type { Container } from '@/lib/import/importer';

/**
 * True where the bytes of the file are themselves one record a line, so that nothing needs to be rewritten before the
 * import reads them in blocks.
 */
export function isRecordALine(container: Container, layout: RecordLayout): boolean {
  return container !== 'parquet' && container !== 'csv' && layout.kind === 'lines';
}

/**
 * The records of a file, each as one line of JSON, whatever holds them; and at the end of a `member` layout its header.
 * @param chunkBytes bytes read at a time
 * @throws ImportError where the container is damaged
 */
export async function* sourceRecords(
  source: ByteSource,
  container: Container,
  layout: RecordLayout,
  chunkBytes?: number,
): AsyncGenerator<JsonRecordEvent> {
  if (container === 'parquet') {
    for await (const { line, bytes } of readParquetRecords(source)) yield { kind: 'record', line, bytes };
  } else if (container === 'csv') {
    const head = new TextDecoder().decode(await source.read(0, 16_384));
    yield* readCsvRecords(chunksOf(source, chunkBytes), csvDelimiterOf(head) ?? ',');
  } else if (layout.kind === 'columns') yield* columnRecords(chunksOf(source, chunkBytes));
  else yield* splitJson(chunksOf(source, chunkBytes), layout);
}

/** The rows of one object of columns, which is held in memory: its lists end together. */
async function* columnRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonRecordEvent> {
  for await (const event of splitJson(chunks, { kind: 'whole' })) {
    if (event.kind !== 'record') {
      yield event;
      continue;
    }
    const parsed = parseJson(event.bytes, 1);
    if (!parsed.ok) yield { kind: 'issue', line: event.line, code: parsed.code, message: parsed.message };
    const rows = parsed.ok && isJsonObject(parsed.value) ? (rowsOfColumns(parsed.value) ?? []) : [];
    for (const [row, record] of rows.entries()) {
      yield { kind: 'record', line: row + 1, bytes: Buffer.from(JSON.stringify(record)) };
    }
  }
}
