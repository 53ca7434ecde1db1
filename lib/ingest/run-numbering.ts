import type { Entity } from '@/lib/core/entities/entity';

import type { RolloutFacts } from './thread-protocol';

/** A question of a run, with the entities in force for it. */
export interface NumberedQuestion {
  readonly questionNo: number;
  readonly questionId: string | null;
  readonly text: string | null;
  readonly textKey: string | null;
  readonly answers: readonly string[];
  readonly loggedEntities: readonly Entity[] | null;
  readonly entities: readonly Entity[];
  readonly entitySetId: string | null;
}

export interface NumberedGroup {
  readonly groupNo: number;
  readonly questionNo: number;
  readonly step: number | null;
  readonly groupKey: string | null;
}

/** The place of a rollout in its run, or why it has none. */
export type Placement =
  | {
      readonly kind: 'placed';
      readonly n: number;
      readonly groupNo: number;
      readonly questionNo: number;
      readonly rolloutIndex: number;
      /** True where this log line's own entities are not the ones of its question's first line. */
      readonly entitiesDiffer: boolean;
    }
  | { readonly kind: 'duplicate'; readonly message: string };
export type Placed = Extract<Placement, { kind: 'placed' }>;

interface GroupState extends NumberedGroup {
  readonly taken: Set<number>;
  nextIndex: number;
  size: number;
}

type QuestionState = { -readonly [Key in keyof NumberedQuestion]: NumberedQuestion[Key] };

/**
 * Numbers the rollouts of one run in the order of the file: rollouts from 1, groups and questions from 0.
 * Questions are told apart by id, else by normalised text; groups by question, step and split, and by the log's own
 * group id where it has one. A rollout whose (group, rollout index) is taken is a duplicate: the first one counts; an index
 * that only a path gave is a hint, and the next free one is taken instead.
 */
export class RunNumbering {
  readonly #questions = new Map<string, QuestionState>();
  readonly #questionList: QuestionState[] = [];
  readonly #groups = new Map<string, GroupState>();
  /** Key of the entities each rollout was matched with, by position. */
  readonly #matchedWith: string[] = [];
  readonly #questionOf: number[] = [];
  readonly #keys = new Map<string, string>();
  #rollouts = 0;

  get rollouts(): number {
    return this.#rollouts;
  }

  get questions(): readonly NumberedQuestion[] {
    return this.#questionList;
  }

  get groups(): readonly (NumberedGroup & { readonly size: number })[] {
    return [...this.#groups.values()];
  }

  place(facts: RolloutFacts): Placement {
    const question = this.#question(facts);
    const group = this.#group(facts, question.questionNo);
    const isTaken = facts.rolloutIndex !== null && group.taken.has(facts.rolloutIndex);
    if (isTaken && !facts.indexIsHint) {
      const where = facts.step === null ? '' : ` at step ${facts.step}`;
      return {
        kind: 'duplicate',
        message: `rollout ${facts.rolloutIndex} of this question${where} stands on an earlier line; the earlier one is used`,
      };
    }
    const rolloutIndex = isTaken || facts.rolloutIndex === null ? nextFreeIndex(group) : facts.rolloutIndex;
    group.taken.add(rolloutIndex);
    group.size += 1;
    this.#rollouts += 1;
    this.#matchedWith.push(this.#keyOf(facts.entities));
    this.#questionOf.push(question.questionNo);
    return {
      kind: 'placed',
      n: this.#rollouts,
      groupNo: group.groupNo,
      questionNo: question.questionNo,
      rolloutIndex,
      entitiesDiffer: this.#differs(facts, question),
    };
  }

  /** The entities now in force for the rollout at a position (from 0). */
  entitiesOf(position: number): readonly Entity[] {
    const questionNo = this.#questionOf[position];
    const question = questionNo === undefined ? undefined : this.#questionList[questionNo];
    if (question === undefined) throw new RangeError(`no rollout at position ${position}`);
    return question.entities;
  }

  /** Positions (from 0) of the rollouts that were matched with other entities than their question has now. */
  staleMatches(): readonly number[] {
    const keys = this.questions.map((question) => this.#keyOf(question.entities));
    const stale: number[] = [];
    for (let position = 0; position < this.#rollouts; position += 1) {
      if (keys[this.#questionOf[position] ?? -1] !== this.#matchedWith[position]) stale.push(position);
    }
    return stale;
  }

  #question(facts: RolloutFacts): QuestionState {
    const key = facts.questionId === null ? `text ${facts.textKey ?? ''}` : `id ${facts.questionId}`;
    const known = this.#questions.get(key);
    if (known !== undefined) {
      adoptInPlace(known, facts);
      return known;
    }
    const question: QuestionState = {
      questionNo: this.#questions.size,
      questionId: facts.questionId,
      text: facts.question,
      textKey: facts.textKey,
      answers: facts.answers,
      loggedEntities: facts.loggedEntities,
      entities: facts.entities,
      entitySetId: facts.entitySetId,
    };
    this.#questions.set(key, question);
    this.#questionList.push(question);
    return question;
  }

  #group(facts: RolloutFacts, questionNo: number): GroupState {
    const key = JSON.stringify([questionNo, facts.groupKey, facts.step, facts.split]);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group: GroupState = {
      groupNo: this.#groups.size,
      questionNo,
      step: facts.step,
      groupKey: facts.groupKey,
      taken: new Set(),
      nextIndex: 0,
      size: 0,
    };
    this.#groups.set(key, group);
    return group;
  }

  #differs(facts: RolloutFacts, question: QuestionState): boolean {
    if (facts.loggedEntities === null || question.loggedEntities === null) return false;
    return this.#keyOf(facts.loggedEntities) !== this.#keyOf(question.loggedEntities);
  }

  /** One string per distinct list, however many rollouts carry it. */
  #keyOf(entities: readonly Entity[]): string {
    const key = JSON.stringify(entities);
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, key);
    return key;
  }
}

/** What an earlier line of the question left open, a later one may say. */
function adoptInPlace(question: QuestionState, facts: RolloutFacts): void {
  if (question.answers.length === 0) question.answers = facts.answers;
  if (question.text === null) {
    question.text = facts.question;
    question.textKey = facts.textKey;
  }
  question.loggedEntities ??= facts.loggedEntities;
  if (question.entitySetId !== null) return;
  question.entitySetId = facts.entitySetId;
  question.entities = facts.entitySetId === null ? (question.loggedEntities ?? []) : facts.entities;
}

function nextFreeIndex(group: GroupState): number {
  while (group.taken.has(group.nextIndex)) group.nextIndex += 1;
  return group.nextIndex;
}
