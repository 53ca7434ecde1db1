import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import type { JsonRecordEvent } from './json-splitter';

/** A row as csv-parse hands it on. */
const rowSchema = z.array(z.string());

type IssueEvent = Extract<JsonRecordEvent, { kind: 'issue' }>;

/**
 * The rows of a table with a header as records whose values are all text: `{"column": "cell"}`. `line` is the line of the
 * file on which the row ends, from 1 (the header is line 1). An empty cell is an empty text; a row shorter than the header
 * lacks its last columns; cells behind the last column of the header cost the row (`line_not_csv`) unless they are empty.
 * Never throws for what it reads. Memory: one row up to the limit, plus a few chunks.
 *
 * @param delimiter what separates cells, such as `,` or a tab
 */
export async function* readCsvRecords(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<JsonRecordEvent> {
  // Rows are taken as they are parsed: an error would throw away those that wait in the stream.
  const events: JsonRecordEvent[] = [];
  let keys: readonly string[] | null = null;
  let failed = false;
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: MAX_LINE_BYTES,
    on_record: (record: unknown, { lines }) => {
      const cells = rowSchema.parse(record);
      if (keys === null) keys = cells.map((name) => JSON.stringify(name.trim()));
      else events.push(rowEvent(keys, cells, lines));
      return null;
    },
    relax_column_count: true,
    // A quote inside a cell (12" disc) is common; one that never closes is still an issue.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on('skip', (error: unknown) => events.push(csvIssue(error)));
  parser.on('error', (error: unknown) => {
    failed = true;
    events.push(csvIssue(error));
  });
  const closed = new Promise<void>((resolve) => parser.once('close', resolve));
  parser.resume();
  const text = new Utf8Check();
  for await (const chunk of text.watch(chunks)) {
    await Promise.race([closed, new Promise((resolve) => parser.write(chunk, resolve))]);
    yield* events.splice(0);
    if (failed) break;
  }
  if (!failed) parser.end();
  await closed;
  yield* events;
  if (text.isBroken) {
    const message = 'The table is not UTF-8: some characters could not be read and show as replacement characters.';
    yield { kind: 'issue', line: 1, code: 'line_invalid_utf8', message };
  }
}

function rowEvent(keys: readonly string[], cells: readonly string[], line: number): JsonRecordEvent {
  if (cells.slice(keys.length).some((cell) => cell.trim() !== '')) {
    const message = `The row has ${cells.length} cells; the header names ${keys.length} columns.`;
    return { kind: 'issue', line, code: 'line_not_csv', message };
  }
  const members = cells.slice(0, keys.length).map((cell, index) => `${keys[index] ?? '""'}:${JSON.stringify(cell)}`);
  return { kind: 'record', line, bytes: Buffer.from(`{${members.join(',')}}`) };
}

function csvIssue(error: unknown): IssueEvent {
  const line = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : 1;
  const code = error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE' ? 'line_too_long' : 'line_not_csv';
  const message = error instanceof Error ? error.message.slice(0, 200) : 'not a row of a table';
  return { kind: 'issue', line: Math.max(1, line), code, message };
}

/** Sees whether all bytes that pass are UTF-8; the parser itself reads anything. */
class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  isBroken = false;

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (!this.isBroken) this.#look(chunk);
      yield chunk;
    }
  }

  #look(chunk: Uint8Array): void {
    try {
      this.#decoder.decode(chunk, { stream: true });
    } catch {
      this.isBroken = true;
    }
  }
}
