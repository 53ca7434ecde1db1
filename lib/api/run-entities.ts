import {
  compareEntities,
  countClasses,
  isStanding,
  type ComparedEntity,
  type EntityClass,
} from '@/lib/core/entities/compare-entities';
import { MATCHERS } from '@/lib/core/entities/entity';
import { EntityTally, type KindCounts } from '@/lib/core/entities/entity-tally';
import { foldEntityName } from '@/lib/core/entities/fold-text';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { OUTCOME_KINDS, KIND_CODE_OF_OUTCOME } from '@/lib/core/rewards/outcome-kinds';
import { orderRollouts } from '@/lib/core/rewards/order-rollouts';
import { visitFirstTurns } from '@/lib/db/queries/first-turns';
import { findEntityNames, findQuestionTexts } from '@/lib/db/queries/questions';

import { processCache } from './cache/process-cache';
import { csvLine } from './csv';
import type { Paging } from './paging';
import { loadScoredRun, type LoadedRun } from './scored-run';
import type { RunEntity, RunEntityList, RunEntitySort } from './schemas/run-entity';
import { RUN_ENTITY_SORTS } from './schemas/run-entity';
import { pageOfSortedList, readSort } from './sorted-page';

const CACHE_BYTES = 96 * 1024 * 1024;
const BYTES_AN_ENTITY = 700;
const QUESTIONS_SHOWN = 3;

/** Which entities of a run are asked for, and in which order. */
export interface RunEntitySelection {
  readonly definitions: Definitions;
  /** undefined takes every class. */
  readonly class?: EntityClass | undefined;
  /** Part of a name, folded as names are; empty takes all. */
  readonly name: string;
  /** One of RUN_ENTITY_SORTS, `-` before it for descending. */
  readonly sort: string;
}

interface RunEntities {
  readonly entities: readonly ComparedEntity[];
  readonly rollouts: KindCounts;
}

const entitiesCache = processCache<RunEntities>(
  'entities of runs',
  CACHE_BYTES,
  ({ entities }) => entities.length * BYTES_AN_ENTITY + 1000,
);

/** Kinds of outcome do not depend on threshold or alpha, so neither do these numbers. */
function loadRunEntities(loaded: LoadedRun): Promise<RunEntities> {
  const { matcher, scope } = loaded.scored.definitions;
  return entitiesCache.get(`${loaded.columnsKey}:${matcher}:${scope}`, () => tallyRun(loaded));
}

async function tallyRun({ run, scored }: LoadedRun): Promise<RunEntities> {
  const { columns, definitions, outcome } = scored;
  const kindOf = outcome.map((code) => KIND_CODE_OF_OUTCOME[code] ?? 0);
  const namesOf = await findEntityNames(run.id, columns.questionCount);
  const tally = new EntityTally({ questionOf: columns.question, kindOf, namesOf, scope: definitions.scope });
  await visitFirstTurns(run.id, MATCHERS.indexOf(definitions.matcher), (n, turns) => tally.add(n - 1, turns));
  return { entities: compareEntities(tally.finish()), rollouts: countKinds(kindOf) };
}

function countKinds(kindOf: Uint8Array): KindCounts {
  const counts = new Int32Array(OUTCOME_KINDS.length);
  for (const kind of kindOf) counts[kind] = (counts[kind] ?? 0) + 1;
  const [correct = 0, wrong = 0, error = 0, unknown = 0] = counts;
  return { correct, wrong, error, unknown };
}

function total({ correct, wrong, error, unknown }: KindCounts): number {
  return correct + wrong + error + unknown;
}

function shareOf({ found, rollouts }: ComparedEntity, kind: 'correct' | 'wrong'): number {
  return rollouts[kind] === 0 ? Number.NaN : found[kind] / rollouts[kind];
}

/** What a list is sorted by, NaN where there is none. An infinite lift is the largest number, which a cursor can carry. */
function sortValue(entity: ComparedEntity, sort: Exclude<RunEntitySort, 'bottleneck' | 'name'>): number {
  switch (sort) {
    case 'correct':
    case 'wrong':
      return shareOf(entity, sort);
    case 'lift':
      return entity.lift.gap === 'none_wrong_found' ? Number.MAX_VALUE : (entity.lift.value ?? Number.NaN);
    case 'difference':
      return entity.difference.value ?? Number.NaN;
    case 'pValue':
      return entity.pValueHolm ?? Number.NaN;
    case 'seenNotTakenUp':
      return entity.seenNotTakenUp;
    case 'medianFirstTurn':
      return entity.medianFirstTurn ?? Number.NaN;
    case 'questions':
      return entity.questions.length;
    case 'rollouts':
      return total(entity.rollouts);
  }
}

function sortValues(entities: readonly ComparedEntity[], sort: RunEntitySort): Float64Array {
  if (sort === 'bottleneck') return Float64Array.from(entities.keys());
  if (sort !== 'name') return Float64Array.from(entities, (entity) => sortValue(entity, sort));
  const folded = entities.map((entity, index) => ({ index, name: foldEntityName(entity.name) }));
  const values = new Float64Array(entities.length);
  const byName = folded.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  for (const [rank, { index }] of byName.entries()) values[index] = rank;
  return values;
}

function selectPositions(entities: readonly ComparedEntity[], { class: wanted, name }: RunEntitySelection): Int32Array {
  const part = foldEntityName(name);
  const positions: number[] = [];
  for (const [position, entity] of entities.entries()) {
    if (wanted !== undefined && entity.entityClass !== wanted) continue;
    if (part === '' || foldEntityName(entity.name).includes(part)) positions.push(position);
  }
  return Int32Array.from(positions);
}

function sortedSelection(entities: readonly ComparedEntity[], selection: RunEntitySelection) {
  const { by, descending } = readSort(selection.sort, RUN_ENTITY_SORTS);
  const values = sortValues(entities, by);
  const selected = selectPositions(entities, selection);
  return { values, descending, positions: orderRollouts(values, descending ? 'desc' : 'asc', selected) };
}

function itemOf(entity: ComparedEntity, questionList: RunEntity['questionList']): RunEntity {
  const { name, entityClass, seen, seenNotTakenUp, medianFirstTurn } = entity;
  const { lift, difference, compared, pValue, pValueHolm } = entity;
  const share = (kind: keyof KindCounts) => ({ found: entity.found[kind], rollouts: entity.rollouts[kind] });
  return {
    name,
    entityClass,
    questions: entity.questions.length,
    questionList,
    all: { found: total(entity.found), rollouts: total(entity.rollouts) },
    correct: share('correct'),
    wrong: share('wrong'),
    error: share('error'),
    unknown: share('unknown'),
    seen,
    seenNotTakenUp,
    medianFirstTurn,
    lift,
    difference,
    compared,
    pValue,
    pValueHolm,
  };
}

async function itemsOf(runId: number, entities: readonly ComparedEntity[]): Promise<RunEntity[]> {
  const shown = entities.map(({ questions }) => questions.slice(0, QUESTIONS_SHOWN));
  const texts = await findQuestionTexts(runId, shown.flat());
  return entities.map((entity, index) =>
    itemOf(
      entity,
      (shown[index] ?? []).map((questionNo) => ({
        questionNo,
        questionId: texts.get(questionNo)?.questionId ?? null,
        question: texts.get(questionNo)?.text ?? null,
      })),
    ),
  );
}

/**
 * A page of the gold entities of a run, with what its rollouts say of each under matcher and scope in force.
 *
 * @throws ApiError run_not_found, run_not_computed, invalid_cursor, invalid_parameter
 */
export async function listRunEntities(runId: number, request: RunEntitySelection & Paging): Promise<RunEntityList> {
  const loaded = await loadScoredRun(runId, request.definitions);
  const { entities, rollouts } = await loadRunEntities(loaded);
  const { descending, ...sorted } = sortedSelection(entities, request);
  const order = `entities:${request.sort}`;
  const { positions, nextCursor, total: found } = pageOfSortedList(sorted, order, descending, request);
  return {
    definitions: request.definitions,
    items: await itemsOf(
      runId,
      [...positions].flatMap((position) => entities[position] ?? []),
    ),
    nextCursor,
    total: found,
    counts: {
      entities: entities.length,
      tested: entities.filter(({ pValue }) => pValue !== null).length,
      standing: entities.filter(isStanding).length,
      classes: countClasses(entities),
      rollouts,
    },
  };
}

const CSV_COLUMNS =
  'name,class,questions,rollouts,found,correct,correct_found,wrong,wrong_found,seen,seen_not_taken_up,median_first_turn,lift,lift_low,lift_high,lift_gap,difference,difference_low,difference_high,p_value,p_value_holm';

function csvRow(entity: ComparedEntity): string {
  const { found, rollouts, lift, difference } = entity;
  return csvLine([
    entity.name,
    entity.entityClass,
    entity.questions.length,
    total(rollouts),
    total(found),
    rollouts.correct,
    found.correct,
    rollouts.wrong,
    found.wrong,
    entity.seen,
    entity.seenNotTakenUp,
    entity.medianFirstTurn,
    lift.value,
    lift.low,
    lift.high,
    lift.gap,
    difference.value,
    difference.low,
    difference.high,
    entity.pValue,
    entity.pValueHolm,
  ]);
}

async function* csvChunks(entities: readonly ComparedEntity[], positions: Int32Array): AsyncGenerator<string> {
  yield csvLine(CSV_COLUMNS.split(','));
  for (let start = 0; start < positions.length; start += 1000) {
    const some = [...positions.subarray(start, start + 1000)];
    yield some.map((position) => (entities[position] === undefined ? '' : csvRow(entities[position]))).join('');
  }
}

/** The selected entities as CSV, all of them. @throws ApiError as `listRunEntities` */
export async function exportRunEntities(runId: number, selection: RunEntitySelection) {
  const { entities } = await loadRunEntities(await loadScoredRun(runId, selection.definitions));
  const { positions } = sortedSelection(entities, selection);
  return { chunks: csvChunks(entities, positions), filename: `nearmiss-run-${runId}-entities.csv` };
}
