import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { Entity } from '@/lib/core/entities/entity';
import type { JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Gold answers in the shapes logs have them: text, number, boolean, list (nested too), `{"target": [...]}`.
 * Null inside a list is left out, equal answers are kept once, in order. Answers what is wrong as a string.
 */
export function readAnswers(
  value: JsonValue | undefined,
  field: string,
): readonly string[] | { readonly problem: string } {
  const answers: string[] = [];
  const problem = collectAnswersInPlace(value ?? null, field, answers);
  return problem === null ? [...new Set(answers)] : { problem };
}

function collectAnswersInPlace(value: JsonValue, field: string, answers: string[]): string | null {
  if (value === null) return null;
  if (typeof value === 'string') answers.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') answers.push(String(value));
  else if (isJsonArray(value)) {
    for (const item of value) {
      const problem = collectAnswersInPlace(item, field, answers);
      if (problem !== null) return problem;
    }
  } else if (isJsonObject(value) && value.target !== undefined) {
    return collectAnswersInPlace(value.target, `${field}.target`, answers);
  } else return `${field} is ${describeType(value)}; expected a string or a list of strings`;
  return null;
}

/** More entities of one question than any data set has; beyond it a line is taken for a mistake. */
const MAX_ENTITIES = 4096;

/**
 * Gold entities: a list of names or `{name, aliases}`. Names are kept as written, spaces and all: the matcher `exact`
 * means what it says. Null or absent means the log has none.
 */
export function readEntities(
  value: JsonValue | undefined,
  field: string,
): readonly Entity[] | null | { readonly problem: string } {
  if (value === undefined || value === null) return null;
  if (!isJsonArray(value)) return { problem: `${field} is ${describeType(value)}; expected a list` };
  if (value.length > MAX_ENTITIES)
    return { problem: `${field} has ${value.length} entries; at most ${MAX_ENTITIES} are read` };
  const entities: Entity[] = [];
  for (const [index, item] of value.entries()) {
    const entity = readEntity(item);
    if (entity === null) {
      return { problem: `${field}[${index}] is ${describeType(item)}; expected a name or {"name", "aliases"}` };
    }
    entities.push(entity);
  }
  return entities;
}

function readEntity(item: JsonValue): Entity | null {
  if (typeof item === 'string') return { name: item, aliases: [] };
  if (!isJsonObject(item) || typeof item.name !== 'string') return null;
  const aliases = item.aliases ?? [];
  if (!isJsonArray(aliases) || !aliases.every((alias) => typeof alias === 'string')) return null;
  return { name: item.name, aliases };
}

export function isProblem(value: unknown): value is { readonly problem: string } {
  return typeof value === 'object' && value !== null && 'problem' in value;
}
