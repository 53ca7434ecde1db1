import { SCOPES, type Scope } from '@/lib/core/entities/entity';

import type { SharedEntities } from './shared-entities';

/** How many rollouts of one side found each shared entity. */
export interface SideCounts {
  /** Rollouts of each shared question. */
  readonly rollouts: Uint32Array;
  /** Rollouts that found the entity of each slot. */
  readonly found: Uint32Array;
}

/** What the rollouts of one side found of the shared entities, and when. */
export interface SideFinds extends SideCounts {
  /** Every first find, by turn: the turn, ascending, and the question. One a rollout and entity. */
  readonly turns: Uint16Array;
  readonly questions: Uint32Array;
}

/** Which rollouts a side has, and how their stored first turns are read. */
export interface SideFindsSource {
  readonly entities: SharedEntities;
  /** Position of the side among the sides. */
  readonly side: number;
  readonly scope: Scope;
  /** By position of the rollout in its run: its place among the shared questions; -1 where it is not compared. */
  readonly sharedQuestionOf: Int32Array;
  /** By shared question: length of the list of entities on this side. */
  readonly listLengths: Int32Array;
}

/** First turn among some entities of a rollout; 0 where none of them is ever mentioned. */
function earliest(turns: ArrayLike<number>, start: number, members: readonly number[]): number {
  let first = 0;
  for (const member of members) {
    const turn = turns[start + member] ?? 0;
    if (turn > 0 && (first === 0 || turn < first)) first = turn;
  }
  return first;
}

/** Counts the finds of one side; rollouts may come in any order. */
export class SideFindsTally {
  readonly #source: SideFindsSource;
  readonly #rollouts: Uint32Array;
  readonly #found: Uint32Array;
  #turns = new Uint16Array(1024);
  #questions = new Uint32Array(1024);
  #count = 0;

  constructor(source: SideFindsSource) {
    this.#source = source;
    this.#rollouts = new Uint32Array(source.entities.questions);
    for (const question of source.sharedQuestionOf) {
      if (question >= 0) this.#rollouts[question] = (this.#rollouts[question] ?? 0) + 1;
    }
    this.#found = new Uint32Array(source.entities.slots.length);
  }

  /**
   * Adds what one rollout found.
   *
   * @param turns First turns of one matcher: four blocks, in the order of SCOPES, of one number for each entity of the
   *   rollout's question; 0 is never. Another length means the rollout was not matched with these entities: it found none.
   */
  add(position: number, turns: ArrayLike<number>): void {
    const { entities, side, scope, sharedQuestionOf, listLengths } = this.#source;
    const question = sharedQuestionOf[position] ?? -1;
    if (question < 0) return;
    const length = listLengths[question] ?? 0;
    if (turns.length !== length * SCOPES.length) return;
    const start = SCOPES.indexOf(scope) * length;
    const end = entities.starts[question + 1] ?? 0;
    for (let slot = entities.starts[question] ?? 0; slot < end; slot += 1) {
      const turn = earliest(turns, start, entities.slots[slot]?.members[side] ?? []);
      if (turn > 0) this.#addFind(slot, turn, question);
    }
  }

  #addFind(slot: number, turn: number, question: number): void {
    this.#found[slot] = (this.#found[slot] ?? 0) + 1;
    if (this.#count === this.#turns.length) this.#grow();
    this.#turns[this.#count] = turn;
    this.#questions[this.#count] = question;
    this.#count += 1;
  }

  #grow(): void {
    const turns = new Uint16Array(this.#count * 2);
    const questions = new Uint32Array(this.#count * 2);
    turns.set(this.#turns);
    questions.set(this.#questions);
    this.#turns = turns;
    this.#questions = questions;
  }

  finish(): SideFinds {
    const turns = this.#turns.subarray(0, this.#count);
    return {
      rollouts: this.#rollouts,
      found: this.#found,
      ...sortedByTurn(turns, this.#questions.subarray(0, this.#count)),
    };
  }
}

/** Counting sort: turns are small whole numbers. */
function sortedByTurn(turns: Uint16Array, questions: Uint32Array): Pick<SideFinds, 'turns' | 'questions'> {
  let last = 0;
  for (const turn of turns) if (turn > last) last = turn;
  const next = new Uint32Array(last + 2);
  for (const turn of turns) next[turn + 1] = (next[turn + 1] ?? 0) + 1;
  for (let turn = 1; turn <= last + 1; turn += 1) next[turn] = (next[turn] ?? 0) + (next[turn - 1] ?? 0);
  const sorted = { turns: new Uint16Array(turns.length), questions: new Uint32Array(turns.length) };
  turns.forEach((turn, at) => {
    const place = next[turn] ?? 0;
    next[turn] = place + 1;
    sorted.turns[place] = turn;
    sorted.questions[place] = questions[at] ?? 0;
  });
  return sorted;
}
