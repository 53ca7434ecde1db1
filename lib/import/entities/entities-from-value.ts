import type { Entity } from '@/lib/core/entities/entity';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { MAX_ENTITIES_OF_QUESTION, NameCollector } from './name-collector';
import { stringsOfPythonList } from './python-list';

/** Lists in lists in texts of lists: deeper than any log has them. */
const MAX_DEPTH = 8;
/** Fields of an object that hold its entities, the first that is there counts. */
const HOLDERS = ['entities', 'entity_values', 'all_entity_values', 'title', 'titles', 'name', 'entity', 'text'];
const PLACEHOLDER = /^E\d{1,6}$/;
/** A semicolon that ends no HTML reference such as `&amp;`. */
const SEMICOLON = /(?<!&#?\w{1,8});/;

/**
 * Gold entities out of whatever a column holds: a list of names or of `{name, aliases}`, nested lists, `{title: [...]}`,
 * `{entity_values: {E0: ...}}`, the JSON text or the Python writing of a list, or one text. One text is cut at line breaks,
 * else at `|`, else at `;`; never at commas, since names hold them. Numbers in lists, true, false and null name nothing: the
 * sentence numbers of `[["Title", 3]]` are passed over. Names that read alike are one entity, in the order of the first.
 *
 * @returns null where nothing is usable, or more than 4096 names are (that is no list of entities)
 * @example entitiesFromValue("['Aare' 'Rhine']") // [{ name: 'Aare', aliases: [] }, { name: 'Rhine', aliases: [] }]
 * @example entitiesFromValue('Bern, Switzerland; Aare') // 'Bern, Switzerland' and 'Aare'
 */
export function entitiesFromValue(value: JsonValue): readonly Entity[] | null {
  const names = new NameCollector();
  // A number that is the whole column is a name (a year); numbers in lists count sentences.
  if (typeof value === 'number') names.addName(String(value));
  else collectInPlace(names, value, MAX_DEPTH);
  const entities = names.entities();
  return entities === null || entities.length === 0 ? null : entities;
}

function collectInPlace(names: NameCollector, value: JsonValue, depth: number): void {
  if (depth === 0 || names.size > MAX_ENTITIES_OF_QUESTION) return;
  if (typeof value === 'string') collectTextInPlace(names, value.trim(), depth);
  else if (isJsonArray(value)) {
    for (const item of value) collectItemInPlace(names, item, depth - 1);
  } else if (isJsonObject(value)) collectObjectInPlace(names, value, depth);
}

/** An item of a list: a text in it is one name, whatever it holds. */
function collectItemInPlace(names: NameCollector, item: JsonValue, depth: number): void {
  if (typeof item === 'string') names.addName(item.trim());
  else collectInPlace(names, item, depth);
}

function collectObjectInPlace(names: NameCollector, value: JsonObject, depth: number): void {
  if (typeof value.name === 'string') {
    const aliases = isJsonArray(value.aliases) ? value.aliases : [];
    names.addName(
      value.name.trim(),
      aliases.filter((alias) => typeof alias === 'string'),
    );
    return;
  }
  const holder = HOLDERS.find((field) => Object.hasOwn(value, field));
  if (holder !== undefined) return collectItemInPlace(names, value[holder] ?? null, depth - 1);
  const placeholders = Object.keys(value).filter((field) => PLACEHOLDER.test(field));
  const inOrder = placeholders.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  for (const field of inOrder) collectItemInPlace(names, value[field] ?? null, depth - 1);
}

function collectTextInPlace(names: NameCollector, text: string, depth: number): void {
  if (/^[[{("]/.test(text) || text.startsWith('array(')) {
    const json = parseJson(Buffer.from(text), 1);
    if (json.ok && typeof json.value !== 'number') return collectInPlace(names, json.value, depth - 1);
    const strings = stringsOfPythonList(text);
    if (strings !== null) return collectInPlace(names, strings, depth - 1);
  }
  if (/^(?:none|null|nan)$/i.test(text)) return;
  const separator = text.includes('\n') ? '\n' : text.includes('|') ? '|' : SEMICOLON;
  for (const name of text.split(separator)) names.addName(name.trim());
}
