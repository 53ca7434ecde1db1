import type { ImportEvent, RecordReader, SourceRecord } from './importer';
import { isJsonObject } from './json/json-value';
import { readJsonObject } from './json/read-json-object';

/**
 * What one stored record becomes: its JSON is parsed and handed to the reader of its format.
 *
 * @param keyed true where the record is `{"<key>": <value>}`, an entry of an object keyed by id
 */
export function readRecord(reader: RecordReader, record: SourceRecord, keyed: boolean): readonly ImportEvent[] {
  const entry = readJsonObject(record);
  if (entry.kind !== 'object') return [entry];
  const { line } = record;
  if (!keyed) return reader.read(entry.value, null).map((outcome) => ({ ...outcome, line }));
  const [key, value] = Object.entries(entry.value)[0] ?? ['', null];
  if (!isJsonObject(value)) {
    const message = `The entry "${key.slice(0, 60)}" is no object.`;
    return [{ kind: 'issue', line, code: 'line_not_object', message }];
  }
  return reader.read(value, key).map((outcome) => ({ ...outcome, line }));
}
