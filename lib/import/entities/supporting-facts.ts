import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Titles of supporting facts, each once, in order: `[[title, sentence], ...]`, `{title: [...], sent_id: [...]}`,
 * `[{title, sent_id}, ...]`, or the JSON text of one of them. Null where the record has none.
 */
export function readSupportingTitles(
  value: JsonValue | undefined,
): readonly string[] | null | { readonly problem: string } {
  if (value === undefined || value === null) return null;
  const facts = typeof value === 'string' ? parsed(value) : value;
  const titles = isJsonObject(facts) ? facts.title : isJsonArray(facts) ? facts.map(titleOf) : null;
  if (!isJsonArray(titles) || !titles.every((title) => typeof title === 'string')) {
    return { problem: 'supporting_facts has no titles; expected [[title, sentence], ...] or {title, sent_id}' };
  }
  return [...new Set(titles)];
}

function parsed(text: string): JsonValue {
  const result = parseJson(Buffer.from(text), 1);
  return result.ok ? result.value : null;
}

function titleOf(fact: JsonValue): JsonValue {
  if (isJsonArray(fact)) return fact[0] ?? null;
  return isJsonObject(fact) ? (fact.title ?? null) : null;
}
