import type { Entity } from '@/lib/core/entities/entity';
import { foldEntityName } from '@/lib/core/entities/fold-text';
import { withoutQualifier } from './page-title';

/** More entities of one question than any data set has; beyond it a record is taken for a mistake. */
export const MAX_ENTITIES_OF_QUESTION = 4096;

interface OpenEntity {
  readonly name: string;
  readonly aliases: string[];
}

/**
 * Gathers the entities of one question from several fields that name the same things. Names that read alike (as the matcher
 * `normalised` reads them) are one entity, under the form that came first. Blank names are left out.
 */
export class NameCollector {
  readonly #entities: OpenEntity[] = [];
  readonly #byName = new Map<string, OpenEntity>();
  /** Further names of an entity; the first entity to have one keeps it. */
  readonly #byAlias = new Map<string, OpenEntity>();
  /** What several titles read without their qualifiers. */
  readonly #ambiguous = new Set<string>();

  /**
   * A page title. `X (film)` is also known as `X`, unless another page of the question is: titles that differ only in such
   * a qualifier stay apart, and `X` alone then tells nothing.
   */
  addTitle(title: string): void {
    const folded = foldEntityName(title);
    this.#release(folded);
    const entity = this.#byName.get(folded) ?? this.#open(title);
    const plain = foldEntityName(withoutQualifier(title));
    if (entity === null || plain === folded || this.#byName.has(plain)) return;
    const other = this.#byAlias.get(plain);
    if (other === undefined && !this.#ambiguous.has(plain)) this.#addAlias(entity, withoutQualifier(title));
    else if (other !== entity) {
      this.#release(plain);
      this.#ambiguous.add(plain);
    }
  }

  /** A name that may carry a qualifier itself, as subjects and objects of evidences sometimes do. */
  addTitleOrName(name: string): void {
    if (withoutQualifier(name) === name) this.addName(name);
    else this.addTitle(name);
  }

  /** A name, with other names of the same thing. It may be one that an earlier entity is also known by. */
  addName(name: string, aliases: readonly string[] = []): void {
    if (this.#ambiguous.has(foldEntityName(name))) return;
    const entity = this.#find([name, ...aliases]) ?? this.#open(name);
    if (entity === null) return;
    this.#addAlias(entity, name);
    for (const alias of aliases) this.#addAlias(entity, alias);
  }

  get size(): number {
    return this.#entities.length;
  }

  /** In the order of their first names; null where there are more than `MAX_ENTITIES_OF_QUESTION`. */
  entities(): readonly Entity[] | null {
    return this.#entities.length > MAX_ENTITIES_OF_QUESTION ? null : this.#entities;
  }

  #find(names: readonly string[]): OpenEntity | null {
    for (const name of names) {
      const folded = foldEntityName(name);
      const entity = this.#byName.get(folded) ?? this.#byAlias.get(folded);
      if (entity !== undefined) return entity;
    }
    return null;
  }

  #open(name: string): OpenEntity | null {
    const folded = foldEntityName(name);
    if (folded === '') return null;
    const entity = { name, aliases: [] };
    this.#entities.push(entity);
    this.#byName.set(folded, entity);
    return entity;
  }

  /** Takes an alias away again from the entity that has it. */
  #release(folded: string): void {
    const entity = this.#byAlias.get(folded);
    if (entity === undefined) return;
    this.#byAlias.delete(folded);
    const position = entity.aliases.findIndex((alias) => foldEntityName(alias) === folded);
    if (position !== -1) entity.aliases.splice(position, 1);
  }

  #addAlias(entity: OpenEntity, alias: string): void {
    const folded = foldEntityName(alias);
    if (folded === '' || this.#byName.get(folded) === entity || this.#byAlias.get(folded) === entity) return;
    entity.aliases.push(alias);
    if (!this.#byAlias.has(folded)) this.#byAlias.set(folded, entity);
  }
}
