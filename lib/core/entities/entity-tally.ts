import { OUTCOME_KINDS, type OutcomeKind } from '@/lib/core/rewards/outcome-kinds';
import { groupedMedians } from '@/lib/core/statistics/grouped-medians';
import type { Stratum } from '@/lib/core/statistics/mantel-haenszel';

import { SCOPES, type Scope } from './entity';
import { foldEntityName } from './fold-text';

/** A whole number for each kind of outcome. */
export type KindCounts = Readonly<Record<OutcomeKind, number>>;

/** How often an entity of a run was found. Entities of several questions with one folded name are one entity here. */
export interface EntityCounts {
  /** As the first of its questions writes it. */
  readonly name: string;
  /** Numbers of its questions, ascending. */
  readonly questions: readonly number[];
  /** Rollouts of its questions by outcome. */
  readonly rollouts: KindCounts;
  /** Those of them that mention it in the scope looked at. */
  readonly found: KindCounts;
  /** Rollouts, of whatever outcome, in which an observation mentions it. */
  readonly seen: number;
  /** Those of them in which no thought ever does. */
  readonly seenNotTakenUp: number;
  /** Median, over the rollouts that found it, of the turn in which they first did; null where none did. */
  readonly medianFirstTurn: number | null;
  /** One a question: correct rollouts first, wrong ones (without errors) second; the mark is "found it". */
  readonly strata: readonly Stratum[];
}

/** What a tally is made over. Rollouts are known by position (number - 1). */
export interface TallySource {
  readonly questionOf: Int32Array;
  /** Position in OUTCOME_KINDS of each rollout. */
  readonly kindOf: Uint8Array;
  /** Names of the gold entities by question number, in the order that first turns follow. */
  readonly namesOf: readonly (readonly string[])[];
  /** The scope in which an entity counts as found. */
  readonly scope: Scope;
}

const KINDS = OUTCOME_KINDS.length;
const THOUGHTS = SCOPES.indexOf('thoughts');
const OBSERVATIONS = SCOPES.indexOf('observations');

/** An entity in one question: which of the question's entities carry its name, and where it is counted. */
interface Place {
  readonly members: readonly number[];
  readonly slot: number;
}

interface NamedEntity {
  readonly name: string;
  readonly questions: number[];
  readonly slots: number[];
}

function kindCounts(at: (kind: number) => number): KindCounts {
  const count = (kind: OutcomeKind): number => at(OUTCOME_KINDS.indexOf(kind));
  return { correct: count('correct'), wrong: count('wrong'), error: count('error'), unknown: count('unknown') };
}

/** First turn among some entities of a rollout in one scope's block; 0 where none of them is ever mentioned. */
function earliest(turns: ArrayLike<number>, start: number, members: readonly number[]): number {
  let first = 0;
  for (const member of members) {
    const turn = turns[start + member] ?? 0;
    if (turn > 0 && (first === 0 || turn < first)) first = turn;
  }
  return first;
}

/**
 * Counts over the rollouts of a run, added in any order, how often each gold entity was found. An entity is known by its
 * folded name (`foldEntityName`: NFKC, lower case, straight quotes, one space); aliases do not join entities, since two
 * things may share an alias. A question that names an entity twice counts a rollout once, with the earlier turn.
 */
export class EntityTally {
  readonly #source: TallySource;
  readonly #entities: NamedEntity[] = [];
  readonly #places: (readonly Place[])[] = [];
  /** By question and kind. */
  readonly #rollouts: Uint32Array;
  /** By slot and kind. */
  readonly #found: Uint32Array;
  readonly #seen: Uint32Array;
  readonly #seenNotTakenUp: Uint32Array;
  /** First turns of the finds, with the slot of each, in the order they came. */
  #turns = new Uint16Array(1024);
  #turnSlots = new Uint32Array(1024);
  #turnCount = 0;

  constructor(source: TallySource) {
    this.#source = source;
    const byName = new Map<string, NamedEntity>();
    let slots = 0;
    for (const [questionNo, names] of source.namesOf.entries()) {
      const places = this.#placesOf(names, questionNo, byName, slots);
      slots += places.length;
      this.#places.push(places);
    }
    this.#rollouts = new Uint32Array(source.namesOf.length * KINDS);
    for (let position = 0; position < source.questionOf.length; position += 1) {
      incrementInPlace(this.#rollouts, (source.questionOf[position] ?? 0) * KINDS + (source.kindOf[position] ?? 0));
    }
    this.#found = new Uint32Array(slots * KINDS);
    this.#seen = new Uint32Array(slots);
    this.#seenNotTakenUp = new Uint32Array(slots);
  }

  #placesOf(
    names: readonly string[],
    questionNo: number,
    byName: Map<string, NamedEntity>,
    firstSlot: number,
  ): readonly Place[] {
    const members = new Map<string, number[]>();
    for (const [index, name] of names.entries()) {
      const folded = foldEntityName(name);
      const known = members.get(folded);
      if (known === undefined) members.set(folded, [index]);
      else known.push(index);
    }
    return [...members].map(([folded, list], order) => {
      const slot = firstSlot + order;
      const entity = byName.get(folded) ?? this.#newEntity(byName, folded, names[list[0] ?? 0] ?? folded);
      entity.questions.push(questionNo);
      entity.slots.push(slot);
      return { members: list, slot };
    });
  }

  #newEntity(byName: Map<string, NamedEntity>, folded: string, name: string): NamedEntity {
    const entity = { name, questions: [], slots: [] };
    byName.set(folded, entity);
    this.#entities.push(entity);
    return entity;
  }

  /**
   * Adds what one rollout found.
   *
   * @param turns First turns of one matcher: four blocks, in the order of SCOPES, of one number for each entity of the
   *   rollout's question; 0 is never. Another length means the rollout was not matched with these entities: it found none.
   */
  add(position: number, turns: ArrayLike<number>): void {
    const { questionOf, kindOf, namesOf, scope } = this.#source;
    const questionNo = questionOf[position] ?? -1;
    const entities = namesOf[questionNo]?.length ?? 0;
    if (turns.length !== entities * SCOPES.length) return;
    for (const { members, slot } of this.#places[questionNo] ?? []) {
      const turn = earliest(turns, SCOPES.indexOf(scope) * entities, members);
      if (turn > 0) this.#addFound(slot, kindOf[position] ?? 0, turn);
      if (earliest(turns, OBSERVATIONS * entities, members) === 0) continue;
      incrementInPlace(this.#seen, slot);
      if (earliest(turns, THOUGHTS * entities, members) === 0) incrementInPlace(this.#seenNotTakenUp, slot);
    }
  }

  #addFound(slot: number, kind: number, turn: number): void {
    incrementInPlace(this.#found, slot * KINDS + kind);
    if (this.#turnCount === this.#turns.length) this.#growTurns();
    this.#turns[this.#turnCount] = turn;
    this.#turnSlots[this.#turnCount] = slot;
    this.#turnCount += 1;
  }

  #growTurns(): void {
    const turns = new Uint16Array(this.#turns.length * 2);
    const slots = new Uint32Array(turns.length);
    turns.set(this.#turns);
    slots.set(this.#turnSlots);
    this.#turns = turns;
    this.#turnSlots = slots;
  }

  /** The entities in the order in which the questions first name them. */
  finish(): readonly EntityCounts[] {
    const medians = this.#medians();
    return this.#entities.map(({ name, questions, slots }, index) => {
      const rolloutsAt = (kind: number) => sum(questions, (no) => this.#rollouts[no * KINDS + kind]);
      return {
        name,
        questions,
        rollouts: kindCounts(rolloutsAt),
        found: kindCounts((kind) => sum(slots, (slot) => this.#found[slot * KINDS + kind])),
        seen: sum(slots, (slot) => this.#seen[slot]),
        seenNotTakenUp: sum(slots, (slot) => this.#seenNotTakenUp[slot]),
        medianFirstTurn: medians[index] ?? null,
        strata: slots.map((slot, order) => this.#stratum(slot, questions[order] ?? 0)),
      };
    });
  }

  #stratum(slot: number, questionNo: number): Stratum {
    const found = kindCounts((kind) => this.#found[slot * KINDS + kind] ?? 0);
    const rollouts = kindCounts((kind) => this.#rollouts[questionNo * KINDS + kind] ?? 0);
    return {
      first: found.correct,
      firstTotal: rollouts.correct,
      second: found.wrong,
      secondTotal: rollouts.wrong,
    };
  }

  #medians(): readonly (number | null)[] {
    const entityOfSlot = new Uint32Array(this.#seen.length);
    for (const [entity, { slots }] of this.#entities.entries()) for (const slot of slots) entityOfSlot[slot] = entity;
    const finds = this.#turnSlots.subarray(0, this.#turnCount).map((slot) => entityOfSlot[slot] ?? 0);
    return groupedMedians(this.#turns.subarray(0, this.#turnCount), finds, this.#entities.length);
  }
}

function incrementInPlace(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function sum(list: readonly number[], value: (item: number) => number | undefined): number {
  let total = 0;
  for (const item of list) total += value(item) ?? 0;
  return total;
}
