/** A gold entity in one shared question: where each side's list of the question names it. */
export interface EntitySlot {
  /** Position among the shared questions. */
  readonly question: number;
  /** For each side, its places in the side's list; several where the list names it twice. */
  readonly members: readonly (readonly number[])[];
}

/** A gold entity that all sides look for, in every shared question that names it. */
export interface SharedEntity {
  /** As the first side first writes it. */
  readonly name: string;
  /** Folded, which is what it is known by. */
  readonly folded: string;
  /** Its slots, one a question, ascending. */
  readonly slots: readonly number[];
  /** For each side, the ways it writes the name. */
  readonly spellings: readonly (readonly string[])[];
}

/** The gold entities that all sides have in their shared questions. */
export interface SharedEntities {
  /** Shared questions. */
  readonly questions: number;
  readonly slots: readonly EntitySlot[];
  /** Slots of question q: from `starts[q]` to below `starts[q + 1]`. */
  readonly starts: Int32Array;
  readonly entities: readonly SharedEntity[];
  readonly counts: SharedEntityCounts;
}

export interface SharedEntityCounts {
  /** Questions with at least one entity that all sides have: those that are compared. */
  readonly compared: number;
  /** For each side, shared questions for which it has no gold entities. */
  readonly without: readonly number[];
  /** Questions with gold entities on all sides and none in common. */
  readonly nothingInCommon: number;
  /** Questions compared whose lists of entities differ between sides. */
  readonly differing: number;
  /** Entities of questions, counted once a question, that some side has and another lacks. */
  readonly leftOut: number;
}

interface GrowingEntity {
  readonly name: string;
  readonly folded: string;
  readonly slots: number[];
  readonly spellings: readonly Set<string>[];
}

/** Places 0, 1, 2 ... of an entity that a list names once; shared, since a comparison has a million of them. */
const SINGLES = Array.from({ length: 256 }, (_, place) => [place]);

function single(place: number): readonly number[] {
  return SINGLES[place] ?? [place];
}

/**
 * Finds which gold entities the sides of a comparison have in common, question by question. Sides may carry other entity
 * sets; an entity is the same by its folded name (`foldEntityName`), aliases do not join.
 */
export class SharedEntitiesBuilder {
  readonly #sides: number;
  readonly #fold: (name: string) => string;
  readonly #folded = new Map<string, string>();
  readonly #entities = new Map<string, GrowingEntity>();
  readonly #slots: EntitySlot[] = [];
  readonly #starts: number[] = [0];
  readonly #without: number[];
  #compared = 0;
  #nothingInCommon = 0;
  #differing = 0;
  #leftOut = 0;

  constructor(sides: number, fold: (name: string) => string) {
    this.#sides = sides;
    this.#fold = fold;
    this.#without = Array.from({ length: sides }, () => 0);
  }

  /** @param lists names of the gold entities of one question on each side, in the order that its first turns follow */
  addQuestion(lists: readonly (readonly string[])[]): void {
    lists.forEach((names, side) => {
      if (names.length === 0) this.#without[side] = (this.#without[side] ?? 0) + 1;
    });
    const places = lists.map((names) => this.#placesOf(names));
    const all = new Set(places.flatMap((known) => [...known.keys()]));
    const common = [...all].filter((folded) => places.every((known) => known.has(folded)));
    for (const folded of common) this.#addSlot(folded, lists, places);
    this.#starts.push(this.#slots.length);
    this.#count(lists, all.size, common.length);
  }

  #count(lists: readonly (readonly string[])[], all: number, common: number): void {
    this.#leftOut += all - common;
    if (common > 0) {
      this.#compared += 1;
      if (all > common) this.#differing += 1;
    } else if (lists.every((names) => names.length > 0)) {
      this.#nothingInCommon += 1;
    }
  }

  #placesOf(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, readonly number[]>();
    names.forEach((name, place) => {
      const folded = this.#foldOnce(name);
      const known = places.get(folded);
      places.set(folded, known === undefined ? single(place) : [...known, place]);
    });
    return places;
  }

  #foldOnce(name: string): string {
    const known = this.#folded.get(name);
    if (known !== undefined) return known;
    const folded = this.#fold(name);
    this.#folded.set(name, folded);
    return folded;
  }

  #addSlot(
    folded: string,
    lists: readonly (readonly string[])[],
    places: readonly ReadonlyMap<string, readonly number[]>[],
  ): void {
    const members = places.map((known) => known.get(folded) ?? []);
    const name = lists[0]?.[members[0]?.[0] ?? 0] ?? folded;
    const entity = this.#entities.get(folded) ?? this.#newEntity(folded, name);
    members.forEach((at, side) => {
      for (const place of at) entity.spellings[side]?.add(lists[side]?.[place] ?? name);
    });
    entity.slots.push(this.#slots.length);
    this.#slots.push({ question: this.#starts.length - 1, members });
  }

  #newEntity(folded: string, name: string): GrowingEntity {
    const spellings = Array.from({ length: this.#sides }, () => new Set<string>());
    const entity = { name, folded, slots: [], spellings };
    this.#entities.set(folded, entity);
    return entity;
  }

  /** The entities in the order of their folded names, which no order of sides or questions changes. */
  finish(): SharedEntities {
    const entities = [...this.#entities.values()].sort((a, b) => (a.folded < b.folded ? -1 : 1));
    return {
      questions: this.#starts.length - 1,
      slots: this.#slots,
      starts: Int32Array.from(this.#starts),
      entities: entities.map((entity) => ({ ...entity, spellings: entity.spellings.map((words) => [...words]) })),
      counts: {
        compared: this.#compared,
        without: this.#without,
        nothingInCommon: this.#nothingInCommon,
        differing: this.#differing,
        leftOut: this.#leftOut,
      },
    };
  }
}
