import { zstdCompressSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';

export interface ParquetContent {
  readonly columns: readonly ColumnSource[];
  /** For nested columns; told from the columns where left out. */
  readonly schema?: readonly SchemaElement[];
  readonly codec?: 'UNCOMPRESSED' | 'SNAPPY' | 'ZSTD';
}

/** A Parquet file, packed with snappy as pandas does where nothing else is said. */
export function makeParquet({ columns, schema, codec = 'SNAPPY' }: ParquetContent): Buffer {
  return Buffer.from(
    parquetWriteBuffer({
      columnData: schema === undefined ? [...columns] : columns.map(({ name, data }) => ({ name, data })),
      ...(schema === undefined ? {} : { schema: [...schema] }),
      codec,
      compressors: { ZSTD: (input) => zstdCompressSync(input) },
    }),
  );
}

/** The named fields of rows as columns; a row without a field has null there. */
export function columnsOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  types: Readonly<Record<string, ColumnSource['type']>>,
): readonly ColumnSource[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    data: rows.map((row) =>
      type === 'INT64' && typeof row[name] === 'number' ? BigInt(row[name]) : (row[name] ?? null),
    ),
    ...(type === undefined ? {} : { type }),
  }));
}

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;

/** The schema of the tables that ART writes (src/art/utils/trajectory_migration.py). */
export const ART_SCHEMA: readonly SchemaElement[] = [
  { name: 'root', num_children: 8 },
  { name: 'group_index', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'reward', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  { name: 'metrics', ...TEXT },
  { name: 'metadata', ...TEXT },
  { name: 'tools', ...TEXT },
  { name: 'logs', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', ...TEXT },
  { name: 'additional_histories', ...TEXT },
  { name: 'messages', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: 5 },
  { name: 'role', ...TEXT },
  { name: 'content', ...TEXT },
  { name: 'tool_calls', ...TEXT },
  { name: 'tool_call_id', ...TEXT },
  { name: 'trainable', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
];
