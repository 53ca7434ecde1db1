import type { ImportEvent, SourceRecord } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { describeType, isJsonObject } from './json-value';
import { parseJson } from './parse-json';

export type JsonObjectEntry =
  | { readonly kind: 'object'; readonly line: number; readonly value: JsonObject }
  | Extract<ImportEvent, { kind: 'issue' | 'skipped' }>;

/** The object of one line; a line that is blank or no object comes as the event an importer hands on. */
export function readJsonObject({ line, bytes }: SourceRecord): JsonObjectEntry {
  if (isBlank(bytes, line)) return { kind: 'skipped', line, code: 'blank_line' };
  const result = parseJson(bytes, line);
  if (!result.ok) return { kind: 'issue', line, code: result.code, message: result.message };
  if (isJsonObject(result.value)) return { kind: 'object', line, value: result.value };
  return {
    kind: 'issue',
    line,
    code: 'line_not_object',
    message: `The line is ${describeType(result.value)}; expected an object.`,
  };
}

/** Only spaces, tabs and carriage returns, or a byte order mark alone. */
function isBlank(bytes: Uint8Array, line: number): boolean {
  if (line === 1 && bytes.length === 3 && bytes[0] === 0xef) return true;
  for (const byte of bytes) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
