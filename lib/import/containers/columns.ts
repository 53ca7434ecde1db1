import { isJsonArray } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

const FEWEST_COLUMNS = 2;

/**
 * The rows of an object that is written column by column: `{"input": [...], "output": [...], "step": 3}`. Lists of the
 * commonest length are columns; any other value stands in every row. Null where fewer than two lists agree.
 *
 * @param most rows made at most
 * @example rowsOfColumns({ q: ['a', 'b'], a: [1, 2], step: 3 }) // [{ q: 'a', a: 1, step: 3 }, { q: 'b', a: 2, step: 3 }]
 */
export function rowsOfColumns(record: JsonObject, most = Number.POSITIVE_INFINITY): readonly JsonObject[] | null {
  const lists = Object.entries(record).filter((entry): entry is [string, readonly JsonValue[]] =>
    isJsonArray(entry[1]),
  );
  const byLength = Map.groupBy(lists, ([, list]) => list.length);
  const [columns] = [...byLength.values()].toSorted((a, b) => b.length - a.length);
  const length = columns?.[0]?.[1].length ?? 0;
  if (columns === undefined || columns.length < FEWEST_COLUMNS || length === 0) return null;
  const names = new Set(columns.map(([name]) => name));
  const rest = Object.entries(record).filter(([name]) => !names.has(name));
  return Array.from({ length: Math.min(length, most) }, (_, row) =>
    Object.fromEntries([...rest, ...columns.map(([name, list]) => [name, list[row] ?? null] as const)]),
  );
}
