import type { SequentialLayout } from '@/lib/import/containers/record-layout';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { FormatProbe } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import type { EntityRecordFormat } from './entity-record-format';
import { formatOfRecord } from './entity-record-formats';

export interface FoundFormat {
  readonly format: EntityRecordFormat;
  readonly layout: SequentialLayout;
}

/** Keys that are names of fields; an object that has one is a record or a table by columns, not keyed by question. */
const FIELD_NAMES = ['question', 'question_id', 'answer', 'answers', 'prompt', 'query', 'id', 'data', 'version'];

/** How the records of a set lie in its file, and of which format they are; null where none is found. */
export function findEntityLayout(probe: FormatProbe): FoundFormat | null {
  const records = probe.container === 'csv' ? probe.records.map(withPlainKeys) : probe.records;
  for (const record of records) {
    const format = formatOfRecord(fieldsOfRecord(record));
    if (format !== null) return { format, layout: layoutOf(probe) };
  }
  const [only, another] = records;
  const isOneObject = probe.container === 'object' || probe.container === 'lines';
  if (only === undefined || another !== undefined || !isOneObject) return null;
  return findMember(only) ?? findEntries(only);
}

function layoutOf(probe: FormatProbe): SequentialLayout {
  if (probe.container === 'list') return { kind: 'list' };
  return probe.container === 'object' ? { kind: 'whole' } : { kind: 'lines' };
}

/** `{"data": [records]}`. */
function findMember(object: JsonObject): FoundFormat | null {
  for (const [name, value] of Object.entries(object)) {
    const first = isJsonArray(value) ? value.find(isJsonObject) : undefined;
    const format = first === undefined ? null : formatOfRecord(fieldsOfRecord(first));
    if (format !== null) return { format, layout: { kind: 'member', name } };
  }
  return null;
}

/** `{"<id>": record}` or `{"<id>": [names]}`. */
function findEntries(object: JsonObject): FoundFormat | null {
  if (FIELD_NAMES.some((name) => Object.hasOwn(object, name))) return null;
  for (const [key, value] of Object.entries(object).slice(0, 20)) {
    const record = recordOfEntry(key, value);
    const format = record === null ? null : formatOfRecord(fieldsOfRecord(record));
    if (format !== null) return { format, layout: { kind: 'entries' } };
  }
  return null;
}

/**
 * The record that an entry of an object keyed by question is. A list is the entities themselves. A key without white space
 * is the question's id, any other its text; what the record says itself goes before.
 *
 * @returns null where the value is neither a record nor a list of names
 */
export function recordOfEntry(key: string, value: JsonValue): JsonObject | null {
  const named: JsonObject = /\s/.test(key.trim()) ? { question: key } : { question_id: key };
  if (isJsonObject(value)) return { ...named, ...value };
  const isNames =
    isJsonArray(value) && value.every((item) => typeof item === 'string' || (isJsonObject(item) && 'name' in item));
  return isNames ? { ...named, entities: value } : null;
}

/**
 * The fields by which a record is read. FlashRAG keeps those of the original data set in `metadata`, beside `question` and
 * `golden_answers`: where the record itself is of no known format and with them is, they count as its own.
 */
export function fieldsOfRecord(record: JsonObject): JsonObject {
  if (!isJsonObject(record.metadata) || formatOfRecord(record) !== null) return record;
  const merged = { ...record.metadata, ...record };
  return formatOfRecord(merged) === null ? record : merged;
}

/** A table's column names as fields: trimmed, lower case. */
export function withPlainKeys(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.trim().toLowerCase(), value]));
}
