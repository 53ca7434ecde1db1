import type { TableMatch } from '@/lib/core/filter/apply-filter';
import type { EntityRelation, EntityTerm, TableTerm, TextTerm, WordTerm } from '@/lib/core/filter/filter-term';
import { complementOf, emptySet, setOf, unionOf, type RolloutSet } from '@/lib/core/filter/rollout-set';
import { matchedColumn } from '@/lib/core/rewards/run-columns';
import {
  findEntityPlaces,
  findLabelledRollouts,
  findNotedRollouts,
  findRolloutsByText,
  findRolloutsByWord,
  findRolloutsThatMet,
  type EntityPlace,
  type RolloutEntity,
} from '@/lib/db/queries/filter-terms';
import { findQuestionNumbersById, findQuestionNumbersByTexts } from '@/lib/db/queries/questions';

import { processCache } from './cache/process-cache';
import type { LoadedRun } from './scored-run';

/** Something a filter names that the run does not know, so that nothing can pass on its account. */
export interface FilterNotice {
  readonly word: string;
  readonly message: string;
}
/** What the tables say of a term, and what in it they do not know. */
export interface Lookup {
  readonly match: TableMatch;
  readonly notices: readonly FilterNotice[];
}
interface Found {
  readonly set: RolloutSet;
  readonly isKnown: boolean;
}

const CACHE_BYTES = 48 * 1024 * 1024;
/** What the log says of a rollout never changes, and first turns only with the revision that the key names. */
const cache = processCache<Found>('lookups of filters', CACHE_BYTES, ({ set }) => set.words.byteLength + 200);

function setOfNumbers({ scored }: LoadedRun, numbers: Int32Array): RolloutSet {
  return setOf(
    scored.columns.length,
    numbers.map((n) => n - 1),
  );
}

function unionOfAll(loaded: LoadedRun, sets: readonly RolloutSet[]): RolloutSet {
  return sets.reduce(unionOf, emptySet(loaded.scored.columns.length));
}

function hasAny({ words }: RolloutSet): boolean {
  return words.some((word) => word !== 0);
}

/** Every rollout of the questions, with each place of the entity in its question's list. */
function rolloutEntities({ scored }: LoadedRun, places: readonly EntityPlace[]): readonly RolloutEntity[] {
  const byQuestion = new Map<number, EntityPlace[]>();
  for (const place of places) byQuestion.set(place.questionNo, [...(byQuestion.get(place.questionNo) ?? []), place]);
  const pairs: RolloutEntity[] = [];
  scored.columns.question.forEach((question, position) => {
    for (const { place, entities } of byQuestion.get(question) ?? []) pairs.push({ n: position + 1, place, entities });
  });
  return pairs;
}

/** Which first turns say that a rollout stands in a relation to an entity: met in the one, never in the other. */
function blocksOf({ scored }: LoadedRun, relation: EntityRelation) {
  const { matcher, scope } = scored.definitions;
  switch (relation) {
    case 'entity':
    case 'missing':
      return { met: matchedColumn(matcher, scope), never: null };
    case 'searched':
      return { met: matchedColumn(matcher, 'queries'), never: null };
    case 'seen':
      return { met: matchedColumn(matcher, 'observations'), never: matchedColumn(matcher, 'thoughts') };
  }
}

async function findEntity(loaded: LoadedRun, relation: EntityRelation, name: string): Promise<Found> {
  const pairs = rolloutEntities(loaded, await findEntityPlaces(loaded.run.id, name));
  const { met, never } = blocksOf(loaded, relation);
  const found = setOfNumbers(loaded, await findRolloutsThatMet(loaded.run.id, pairs, met, never));
  const isKnown = pairs.length > 0;
  if (relation !== 'missing') return { set: found, isKnown };
  const asked = setOfNumbers(
    loaded,
    Int32Array.from(pairs, ({ n }) => n),
  );
  return {
    set: { length: found.length, words: asked.words.map((word, at) => word & ~(found.words[at] ?? 0)) },
    isKnown,
  };
}

async function lookUpEntities(loaded: LoadedRun, { relation, names }: EntityTerm): Promise<Lookup> {
  const { matcher, scope } = loaded.scored.definitions;
  const found = await Promise.all(
    names.map((name) =>
      cache.get(`${loaded.columnsKey}:${matcher}:${scope}:${relation}:${name}`, () =>
        findEntity(loaded, relation, name),
      ),
    ),
  );
  const unknown = names.filter((_, at) => found[at]?.isKnown === false);
  return {
    match: {
      over: 'rollouts',
      set: unionOfAll(
        loaded,
        found.map(({ set }) => set),
      ),
    },
    notices: unknown.map((word) => ({ word, message: `no question of this run has a gold entity called "${word}"` })),
  };
}

async function findWord(loaded: LoadedRun, field: WordTerm['field'], word: string | null): Promise<RolloutSet> {
  const { id } = loaded.run;
  if (field !== 'label') {
    const key = `${loaded.columnsKey}:${field}:${word === null ? 'none' : `=${word}`}`;
    const make = async (): Promise<Found> => {
      const set = setOfNumbers(loaded, await findRolloutsByWord(id, field, word));
      return { set, isKnown: hasAny(set) };
    };
    return (await cache.get(key, make)).set;
  }
  const labelled = setOfNumbers(loaded, await findLabelledRollouts(id, word));
  return word === null ? complementOf(labelled) : labelled;
}

async function lookUpWords(loaded: LoadedRun, { field, words, orMissing }: WordTerm): Promise<Lookup> {
  const wanted = [...words, ...(orMissing ? [null] : [])];
  const sets = await Promise.all(wanted.map((word) => findWord(loaded, field, word)));
  const unknown = words.filter((_, at) => sets[at] !== undefined && !hasAny(sets[at]));
  return {
    match: { over: 'rollouts', set: unionOfAll(loaded, sets) },
    notices: unknown.map((word) => ({ word, message: `no rollout of this run has the ${field} "${word}"` })),
  };
}

async function lookUpText(loaded: LoadedRun, { field, text }: TextTerm): Promise<Lookup> {
  const { id } = loaded.run;
  const find = async (): Promise<Found> => {
    if (field === 'note') return { set: setOfNumbers(loaded, await findNotedRollouts(id, text)), isKnown: true };
    if (text !== null) return { set: setOfNumbers(loaded, await findRolloutsByText(id, field, text)), isKnown: true };
    const without = setOfNumbers(loaded, await findRolloutsByWord(id, field, null));
    return { set: complementOf(without), isKnown: true };
  };
  const key = `${loaded.columnsKey}:${field}~${text === null ? 'any' : `=${text}`}`;
  const { set } = field === 'note' ? await find() : await cache.get(key, find);
  return { match: { over: 'rollouts', set }, notices: [] };
}

async function lookUpIds(runId: number, ids: readonly string[]): Promise<Lookup> {
  const questions = await findQuestionNumbersById(runId, ids);
  const notices =
    questions.size > 0 ? [] : ids.map((word) => ({ word, message: `no question of this run has the id "${word}"` }));
  return { match: { over: 'questions', questions }, notices };
}

/** Texts of questions are looked up together: a pasted question is a hundred terms. */
async function lookUpQuestionTexts(
  runId: number,
  terms: readonly TableTerm[],
): Promise<ReadonlyMap<TableTerm, Lookup>> {
  const wanted = terms.filter((term) => term.kind === 'questionText');
  const found = await findQuestionNumbersByTexts(
    runId,
    wanted.map(({ text }) => text),
  );
  return new Map(
    wanted.map((term, at) => [
      term,
      { match: { over: 'questions', questions: found[at] ?? new Set<number>() }, notices: [] },
    ]),
  );
}

function lookUp(loaded: LoadedRun, term: Exclude<TableTerm, { kind: 'questionText' }>): Promise<Lookup> {
  switch (term.kind) {
    case 'questionId':
      return lookUpIds(loaded.run.id, term.ids);
    case 'entity':
      return lookUpEntities(loaded, term);
    case 'word':
      return lookUpWords(loaded, term);
    case 'text':
      return lookUpText(loaded, term);
  }
}

/** Asks the tables for every term of a filter that they have to answer. */
export async function lookUpTerms(
  loaded: LoadedRun,
  terms: readonly TableTerm[],
): Promise<ReadonlyMap<TableTerm, Lookup>> {
  const answers = new Map(await lookUpQuestionTexts(loaded.run.id, terms));
  for (const term of terms) if (term.kind !== 'questionText') answers.set(term, await lookUp(loaded, term));
  return answers;
}
