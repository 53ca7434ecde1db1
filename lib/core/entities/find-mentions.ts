import type { Entity, Matcher } from './entity';
import { foldCase, foldEntityName, foldText } from './fold-text';
import { foldCaseWithOffsets, foldTextWithOffsets, type FoldedText } from './fold-with-offsets';

/** A place in a text where an entity is mentioned; offsets are UTF-16 units of the raw text, `end` exclusive. */
export interface Mention {
  readonly entity: number;
  readonly start: number;
  readonly end: number;
}

/**
 * All mentions of entities in a text, for highlighting. An entity has a mention here if and only if `matchEntities` finds
 * it in the text. Mentions of different entities, and of an entity and its alias, may overlap; one name's mentions do
 * not. Where a mention under `normalised` begins or ends inside of what folds together (an accent of its own, a
 * ligature), all of that belongs to it.
 *
 * @returns Sorted by start, then end, then entity; none is empty, none is there twice.
 * @example findMentions('The polar  year', [{ name: 'Polar Year', aliases: [] }], 'normalised')
 * // [{ entity: 0, start: 4, end: 15 }]
 */
export function findMentions(text: string, entities: readonly Entity[], matcher: Matcher): readonly Mention[] {
  const searched = searchedText(text, matcher);
  const offsets = new RawOffsets(text, matcher);
  const found = new Map<string, Mention>();
  for (const [entity, { name, aliases }] of entities.entries()) {
    if (name.trim() === '') continue;
    for (const wanted of searchedNames(name, matcher === 'aliases' ? aliases : [], matcher)) {
      for (const at of placesOf(wanted, searched)) {
        const { start, end } = offsets.of(at, at + wanted.length);
        found.set(`${entity} ${start} ${end}`, { entity, start, end });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end || a.entity - b.entity);
}

function searchedText(text: string, matcher: Matcher): string {
  if (matcher === 'exact') return text;
  return matcher === 'casefold' ? foldCase(text) : foldText(text);
}

function searchedNames(name: string, aliases: readonly string[], matcher: Matcher): readonly string[] {
  if (matcher === 'exact') return [name];
  if (matcher === 'casefold') return [foldCase(name)];
  return [name, ...aliases].map(foldEntityName).filter((folded) => folded !== '');
}

/** Where what stands in the searched text stands in the raw one; worked out once something is found. */
class RawOffsets {
  readonly #raw: string;
  readonly #matcher: Matcher;
  #folded: FoldedText | null = null;

  constructor(raw: string, matcher: Matcher) {
    this.#raw = raw;
    this.#matcher = matcher;
  }

  of(from: number, to: number): { readonly start: number; readonly end: number } {
    if (this.#matcher === 'exact') return { start: from, end: to };
    this.#folded ??= this.#matcher === 'casefold' ? foldCaseWithOffsets(this.#raw) : foldTextWithOffsets(this.#raw);
    const start = this.#folded.starts[from] ?? 0;
    return { start, end: this.#folded.ends[to - 1] ?? start };
  }
}

function* placesOf(wanted: string, text: string): Generator<number> {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) yield at;
}
