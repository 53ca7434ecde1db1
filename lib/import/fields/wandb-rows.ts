import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** `input_3`, `output_3`, `score_3` of verl's wide table. */
const NUMBERED = /^(.+)_(\d{1,6})$/;

export interface WandbTable {
  readonly columns: readonly string[];
  readonly rows: readonly JsonValue[];
}

/** Columns and rows of a table as wandb stores it; null where the object is none. Headers that are numbers are kept as text. */
export function readWandbTable(record: JsonObject): WandbTable | null {
  const { columns, data } = record;
  if (!isJsonArray(columns) || !isJsonArray(data) || columns.length === 0) return null;
  if (!columns.every((column) => typeof column === 'string' || typeof column === 'number')) return null;
  return { columns: columns.map(String), rows: data };
}

/**
 * Whether a table is wide: each row holds several samples, their columns numbered (`step, input_1, output_1, score_1,
 * input_2, ...`), as verl logs `val/generations` (verl/utils/tracking.py at 1dda039b).
 */
export function isWide({ columns }: WandbTable): boolean {
  return columns.includes('input_1') && columns.includes('output_1');
}

/** One row as an object by column; null where it is no list. Cells that are missing stay away. */
export function rowAsObject(columns: readonly string[], row: JsonValue): JsonObject | null {
  if (isJsonObject(row)) return row;
  if (!isJsonArray(row)) return null;
  return Object.fromEntries(columns.slice(0, row.length).map((column, index) => [column, row[index] ?? null]));
}

/** The samples of a wide row in the order of their numbers; columns without number go to each of them. */
export function samplesOfWideRow(row: JsonObject): readonly JsonObject[] {
  const shared: [string, JsonValue][] = [];
  const samples = new Map<number, [string, JsonValue][]>();
  for (const [column, value] of Object.entries(row)) {
    const [, name, digits] = NUMBERED.exec(column) ?? [];
    if (name === undefined || digits === undefined) shared.push([column, value]);
    else samples.set(Number(digits), [...(samples.get(Number(digits)) ?? []), [name, value]]);
  }
  return [...samples].toSorted(([a], [b]) => a - b).map(([, sample]) => Object.fromEntries([...shared, ...sample]));
}
