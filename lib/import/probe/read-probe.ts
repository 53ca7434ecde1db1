import { parse } from 'csv-parse/sync';
import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { skipSpace } from '@/lib/import/json/top-level-keys';
import type { FormatProbe } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { parseCutObject } from './parse-cut-json';

/** Bytes of a file that detection looks at. */
export const HEAD_BYTES = 1024 * 1024;
/** Records of a file that detection looks at. */
export const PROBE_RECORDS = 20;

/** The first bytes of a file that is no archive, and the path it was dropped under. */
export interface FileHead {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** True where `bytes` is the whole file. */
  readonly complete: boolean;
  /** What an evaluation archive says beside its records. */
  readonly header?: JsonObject | null;
}

type Found = Pick<FormatProbe, 'container' | 'records' | 'cut'>;

/** Reads the beginning of a text file: what holds its records, and the first of them. Never throws. */
export function readProbe(head: FileHead): FormatProbe {
  const text = new TextDecoder('utf-8').decode(head.bytes);
  const start = skipSpace(text, 0);
  const found =
    start >= text.length
      ? ({ container: 'empty', records: [], cut: false } as const)
      : (probeJson(text, start, head.complete) ?? probeCsv(text, head) ?? null);
  return {
    path: head.path,
    header: head.header ?? null,
    complete: head.complete,
    text: found === null ? text : '',
    ...(found ?? { container: 'text', records: [], cut: false }),
  };
}

function probeJson(text: string, start: number, complete: boolean): Found | null {
  if (text[start] === '[') return probeList(text, start);
  if (text[start] !== '{' && !text.includes('\n{')) return null;
  const lines = probeLines(text, complete);
  if (lines !== null) return lines;
  if (text[start] !== '{') return null;
  const object = parseCutObject(text, start);
  if (object === null) return null;
  return { container: 'object', records: [object.value], cut: object.cut };
}

/** Lines that are whole objects; a broken line among them is left out. Null where the text is not JSON Lines. */
function probeLines(text: string, complete: boolean): Found | null {
  const lines = text.split('\n', PROBE_RECORDS * 10);
  const reachesEnd = lines.length < PROBE_RECORDS * 10;
  const records: JsonObject[] = [];
  for (const line of lines) {
    if (records.length >= PROBE_RECORDS) break;
    const result = line.startsWith('{') ? parseJson(Buffer.from(line, 'utf8'), 0) : null;
    if (result?.ok === true && isJsonObject(result.value)) records.push(result.value);
  }
  if (records.length > 0) return { container: 'lines', records, cut: false };
  if (complete || !reachesEnd || lines.filter((line) => line.trim() !== '').length !== 1) return null;
  // The first line is longer than the head: it is taken for a line if nothing else stands there.
  const cut = parseCutObject(text.trimStart(), 0);
  return cut === null ? null : { container: 'lines', records: [cut.value], cut: true };
}

/** The elements of a list that are objects, as far as the head goes. */
function probeList(text: string, start: number): Found | null {
  const records: JsonObject[] = [];
  let cut = false;
  let index = skipSpace(text, start + 1);
  if (index < text.length && !'"{[]-0123456789tfnNI'.includes(text.charAt(index))) return null;
  while (records.length < PROBE_RECORDS && text[index] === '{') {
    const object = parseCutObject(text, index);
    if (object === null) break;
    records.push(object.value);
    cut = object.cut;
    index = skipSpace(text, object.end);
    if (text[index] !== ',') break;
    index = skipSpace(text, index + 1);
  }
  return { container: 'list', records, cut };
}

const DELIMITERS = [',', '\t', ';'] as const;

/** The delimiter of a table whose header has at least two plain names; null where the first line is no header. */
export function csvDelimiterOf(text: string): (typeof DELIMITERS)[number] | null {
  const [header = ''] = text.replace(/^\uFEFF/, '').split('\n', 1);
  if (header.length > 10_000) return null;
  for (const delimiter of DELIMITERS) {
    const names = header.trim().split(delimiter);
    if (names.length >= 2 && names.every((name) => /^"?[\p{L}_][\p{L}\p{N} _./-]{0,60}"?$/u.test(name.trim())))
      return delimiter;
  }
  return null;
}

function probeCsv(text: string, head: FileHead): Found | null {
  const delimiter = csvDelimiterOf(text);
  if (delimiter === null || !/\.(csv|tsv)$/i.test(head.path)) return null;
  try {
    const rows: unknown = parse(text, {
      bom: true,
      columns: true,
      delimiter,
      to: PROBE_RECORDS,
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_error: true,
    });
    if (!Array.isArray(rows)) return null;
    const records = rows.map((row: unknown) => JSON.parse(JSON.stringify(row))).filter(isJsonObject);
    return { container: 'csv', records, cut: false };
  } catch {
    return { container: 'csv', records: [], cut: false };
  }
}
