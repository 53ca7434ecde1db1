import { parquetMetadataAsync, parquetSchema } from 'hyparquet';
import type { ColumnMetaData, FileMetaData, ParquetType, RowGroup, SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { getTreePath, isListLike, isMapLike } from 'hyparquet/src/schema.js';
import { ImportError } from '@/lib/import/import-error';
import type { SourceRecord } from '@/lib/import/importer';
import type { ByteSource } from './byte-source';
import { checkExpansion, DEFAULT_ARCHIVE_LIMITS } from './limits';
import { isReadableCodec } from './parquet-codecs';
import { BYTE_STRING_TYPES, ParquetColumnReader, ParquetDamage } from './parquet-column';
import { byteStringOf } from './parquet-text';

export type ParquetColumnKind = 'text' | 'number' | 'boolean' | 'time' | 'bytes' | 'list' | 'struct' | 'map' | 'json';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetColumnKind;
}

export interface ParquetReadLimits {
  /** Rows to read from the start; all where left out. */
  readonly rows?: number;
}

/** Rows put together at a time, where the pages at hand hold as many. */
const BATCH_ROWS = 1_024;

/**
 * The rows of a Parquet file as lines of JSON (UTF-8), in order; `line` is the row's number from 1. Nested columns are
 * JSON lists and objects, whole numbers past the safe integers text, times ISO 8601 in UTC, bytes text (base64 where they
 * are no UTF-8), NaN and the infinities null. Memory: a page of each column.
 *
 * Throws ImportError: `parquet_damaged`, `codec_not_supported`, `archive_too_large` (a few bytes that stand for endless
 * rows). Errors of the source pass as they are.
 */
export async function* readParquetRecords(
  source: ByteSource,
  options: ParquetReadLimits = {},
): AsyncGenerator<SourceRecord> {
  const guard = new SourceGuard(source);
  const lastRow = options.rows ?? Infinity;
  let line = 0;
  let jsonBytes = 0;
  if (lastRow <= 0) return;
  try {
    for await (const row of allRows(guard)) {
      line += 1;
      const bytes = Buffer.from(row, 'latin1');
      jsonBytes += bytes.length;
      checkExpansion('The Parquet file', jsonBytes, source.size, DEFAULT_ARCHIVE_LIMITS);
      yield { line, bytes };
      if (line >= lastRow) return;
    }
  } catch (error) {
    throw guard.explain(error);
  }
}

/** The top-level columns in file order. Throws ImportError `parquet_damaged`. */
export async function parquetColumns(source: ByteSource): Promise<readonly ParquetColumn[]> {
  const guard = new SourceGuard(source);
  try {
    const schema = parquetSchema(await readMetadata(guard));
    return schema.children.map((column) => ({ name: column.element.name, kind: columnKind(column) }));
  } catch (error) {
    throw guard.explain(error);
  }
}

/** Reads the source, and tells its errors from those of the bytes. */
class SourceGuard implements ByteSource {
  readonly #source: ByteSource;
  #failure: { readonly error: unknown } | null = null;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get size(): number {
    return this.#source.size;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    try {
      return await this.#source.read(start, end);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  explain(error: unknown): unknown {
    if (error instanceof ImportError) return error;
    if (this.#failure !== null) return this.#failure.error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/unsupported|not supported/i.test(reason)) {
      return new ImportError(
        'codec_not_supported',
        `The Parquet file uses what is not read here: ${reason.slice(0, 200)}.`,
      );
    }
    const known = error instanceof ParquetDamage ? `: ${reason}` : '';
    return new ImportError('parquet_damaged', `The Parquet file is damaged${known}.`);
  }
}

async function readMetadata(source: ByteSource): Promise<FileMetaData> {
  if (source.size < 12) throw new ParquetDamage('it ends before its directory');
  const file = {
    byteLength: source.size,
    slice: async (start: number, end?: number) => new Uint8Array(await source.read(start, end ?? source.size)).buffer,
  };
  return parquetMetadataAsync(file, { geoparquet: false });
}

/** Every row as a line of JSON in the form of parquet-text. */
async function* allRows(source: ByteSource): AsyncGenerator<string> {
  const metadata = withByteStringNames(await readMetadata(source));
  requireReadableCodecs(metadata);
  const schema = parquetSchema(metadata);
  for (const group of metadata.row_groups) yield* rowsOfGroup(source, group, schema);
}

/** Names as the rows carry text, see parquet-text. */
function withByteStringNames(metadata: FileMetaData): FileMetaData {
  return {
    ...metadata,
    schema: metadata.schema.map((element) => ({ ...element, name: byteStringOf(element.name) })),
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.map((column) => ({
        ...column,
        ...(column.meta_data && {
          meta_data: { ...column.meta_data, path_in_schema: column.meta_data.path_in_schema.map(byteStringOf) },
        }),
      })),
    })),
  };
}

function columnsOf(group: RowGroup): readonly ColumnMetaData[] {
  return group.columns.map(({ meta_data: column, file_path: elsewhere }) => {
    if (column === undefined || elsewhere !== undefined) throw new ParquetDamage('a column stands in another file');
    return column;
  });
}

function requireReadableCodecs(metadata: FileMetaData): void {
  for (const group of metadata.row_groups) {
    for (const { codec, path_in_schema: path } of columnsOf(group)) {
      if (isReadableCodec(codec)) continue;
      const name = Buffer.from(path.join('.'), 'latin1').toString('utf8');
      throw new ImportError(
        'codec_not_supported',
        `The Parquet column ${JSON.stringify(name)} is packed with ${codec ?? 'an unknown codec'}, which is not read.`,
      );
    }
  }
}

/** A top-level column and its leaves. */
interface ColumnPart {
  readonly schema: SchemaTree;
  /** `"name":` as the row carries it. */
  readonly key: string;
  readonly leaves: readonly ParquetColumnReader[];
}

async function* rowsOfGroup(source: ByteSource, group: RowGroup, schema: SchemaTree): AsyncGenerator<string> {
  const readers = columnsOf(group).map(
    (column) => new ParquetColumnReader(source, column, getTreePath(schema, column.path_in_schema)),
  );
  const parts = schema.children.map((column) => ({
    schema: column,
    key: `${JSON.stringify(column.element.name)}:`,
    leaves: readers.filter((reader) => reader.name === column.element.name),
  }));
  let left = Number(group.num_rows);
  if (readers.length === 0 && left > 0) throw new ParquetDamage('rows without columns');
  while (left > 0) {
    let count = Math.min(left, BATCH_ROWS);
    for (const reader of readers) count = Math.min(count, await reader.available());
    if (count === 0) throw new ParquetDamage('a column ends before its last row');
    yield* rowsOf(parts, count);
    left -= count;
  }
}

function* rowsOf(parts: readonly ColumnPart[], count: number): Generator<string> {
  const columns = parts.map((part) => ({ key: part.key, values: takeColumn(part, count) }));
  for (let row = 0; row < count; row += 1) {
    let json = '';
    for (const { key, values } of columns) json += `${json === '' ? '{' : ','}${key}${jsonOf(values[row])}`;
    yield json === '' ? '{}' : `${json}}`;
  }
}

function takeColumn({ schema, leaves }: ColumnPart, count: number): readonly unknown[] {
  const [first] = leaves;
  if (first === undefined) throw new ParquetDamage('a column without values');
  if (schema.children.length === 0) return first.take(count);
  const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf.take(count)]));
  assembleNested(byPath, schema, BYTE_STRING_TYPES);
  const assembled = byPath.get(schema.path.join('.'));
  if (assembled === undefined) throw new ParquetDamage('a nested column that does not fit together');
  assembled.forEach(fillMissingInPlace);
  return assembled;
}

/** A missing part of a struct is null, not a missing key. */
function fillMissingInPlace(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach(fillMissingInPlace);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) Reflect.set(value, key, null);
    else fillMissingInPlace(inner);
  }
}

function jsonOf(value: unknown): string {
  // Undefined has no JSON; NaN and the infinities come out as null.
  return value === undefined ? 'null' : JSON.stringify(value);
}

function columnKind(column: SchemaTree): ParquetColumnKind {
  const { element } = column;
  if (element.repetition_type === 'REPEATED' || isListLike(column)) return 'list';
  if (isMapLike(column)) return 'map';
  if (column.children.length > 0) return 'struct';
  const annotation = element.converted_type ?? element.logical_type?.type ?? '';
  const annotated = ANNOTATED_KINDS.find(([pattern]) => pattern.test(annotation));
  return annotated?.[1] ?? PLAIN_KINDS[element.type ?? 'BYTE_ARRAY'];
}

const ANNOTATED_KINDS: readonly (readonly [RegExp, ParquetColumnKind])[] = [
  [/^JSON$/, 'json'],
  [/^(UTF8|ENUM|STRING|UUID)$/, 'text'],
  [/^(DATE|TIMESTAMP)/, 'time'],
  [/^(DECIMAL|FLOAT16)$/, 'number'],
];
const PLAIN_KINDS: Readonly<Record<ParquetType, ParquetColumnKind>> = {
  BOOLEAN: 'boolean',
  INT32: 'number',
  INT64: 'number',
  INT96: 'time',
  FLOAT: 'number',
  DOUBLE: 'number',
  BYTE_ARRAY: 'bytes',
  FIXED_LEN_BYTE_ARRAY: 'bytes',
};
