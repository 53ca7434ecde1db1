import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The word for a value's type in an issue's message. `undefined` (an absent field) is `nothing`. */
export function describeType(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'an object';
  }
}

/**
 * True where containers nest deeper than `limit`. Recurses at most `limit` deep itself, so any value is safe to ask about;
 * an empty list at depth `limit` is still within it.
 */
export function isNestedDeeperThan(value: JsonValue, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  if (isJsonArray(value)) {
    for (const item of value) {
      if (typeof item === 'object' && isNestedDeeperThan(item, limit - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const item = value[key];
    if (typeof item === 'object' && isNestedDeeperThan(item, limit - 1)) return true;
  }
  return false;
}
