import { processCache } from '@/lib/api/cache/process-cache';
import type { Paging } from '@/lib/api/paging';
import { ApiError } from '@/lib/api/problem';
import {
  ENTITY_GAIN_SORTS,
  type EntityGainClass,
  type EntityGainsAnswer,
  type EntityGainSort,
} from '@/lib/api/schemas/compare-entities';
import { pageOfSortedList, readSort } from '@/lib/api/sorted-page';
import { adjustGains, countGains, entityGain, type EntityGain } from '@/lib/core/compare-runs/entity-gains';
import { sideFilter } from '@/lib/core/compare-runs/side-filter';
import { foldEntityName } from '@/lib/core/entities/fold-text';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { orderRollouts } from '@/lib/core/rewards/order-rollouts';

import { Breather } from './breather';
import { basisOf, sideWords } from './discovery';
import { entityGainItems } from './entity-gain-items';
import { loadFinds, type LoadedFinds } from './found-on-sides';
import type { LoadedSide } from './load-sides';

const CACHE_BYTES = 64 * 1024 * 1024;
const BYTES_A_GAIN = 400;

/** Which two sides of a comparison are set against each other, over the entities that all its sides share. */
export interface EntityGainsRequest {
  readonly runs: string;
  readonly baseline: number;
  /** undefined takes the first side that is not the baseline. */
  readonly against?: number | undefined;
  readonly split: string;
  readonly definitions: Definitions;
}

/** Which entities are listed, and in which order. */
export interface EntityGainSelection {
  readonly class: EntityGainClass;
  /** Part of a name, folded as names are; empty takes all. */
  readonly name: string;
  /** One of ENTITY_GAIN_SORTS, `-` before it for descending. */
  readonly sort: string;
}

/** Two sides of a comparison by their positions. */
export interface SidePair {
  readonly baseline: number;
  readonly against: number;
}

const gainsCache = processCache<readonly EntityGain[]>(
  'entity gains',
  CACHE_BYTES,
  ({ length }) => length * BYTES_A_GAIN + 500,
);

function sideAt({ loaded }: LoadedFinds, parameter: string, position: number): LoadedSide {
  const side = loaded.sides[position];
  if (side !== undefined) return side;
  throw new ApiError(
    'invalid_parameter',
    `"${position}" is no value for "${parameter}": there are ${loaded.sides.length} sides, counted from 0`,
    { parameter, value: String(position) },
  );
}

function pairOf({ baseline, against = baseline === 0 ? 1 : 0 }: EntityGainsRequest): SidePair {
  if (against !== baseline) return { baseline, against };
  throw new ApiError('invalid_parameter', `"${against}" is no value for "against": it is the baseline itself`, {
    parameter: 'against',
    value: String(against),
  });
}

async function loadGains(loaded: LoadedFinds, pair: SidePair): Promise<readonly EntityGain[]> {
  return gainsCache.get(`${loaded.key} ${pair.baseline} ${pair.against}`, async () => {
    const baseline = loaded.finds[pair.baseline];
    const other = loaded.finds[pair.against];
    if (baseline === undefined || other === undefined) throw new RangeError(`sides ${JSON.stringify(pair)}`);
    const breather = new Breather();
    const gains: ReturnType<typeof entityGain>[] = [];
    for (const [at, entity] of loaded.entities.entities.entries()) {
      gains.push(entityGain(loaded.entities, { entity, at }, { baseline, other }));
      if (breather.isDue) await breather.breathe();
    }
    return adjustGains(gains);
  });
}

const CHANGES_OF_CLASS: Readonly<Record<EntityGainClass, readonly EntityGain['change'][] | null>> = {
  all: null,
  gained: ['gained', 'learned'],
  lost: ['lost', 'forgotten'],
  learned: ['learned'],
  forgotten: ['forgotten'],
};

/** What the list is sorted by; NaN goes last. Gains stand in the order of their names, and ties stay in it. */
function sortValue(gain: EntityGain, by: EntityGainSort, questions: number): number {
  switch (by) {
    case 'difference':
      return gain.difference.value;
    case 'pValue':
      return gain.isTestable ? gain.pValue : Number.NaN;
    case 'name':
      return gain.entity;
    case 'baseline':
      return gain.baseline.share;
    case 'against':
      return gain.other.share;
    case 'questions':
      return questions;
  }
}

function sortedSelection({ entities }: LoadedFinds, gains: readonly EntityGain[], selection: EntityGainSelection) {
  const { by, descending } = readSort(selection.sort, ENTITY_GAIN_SORTS);
  const values = Float64Array.from(gains, (gain) =>
    sortValue(gain, by, entities.entities[gain.entity]?.slots.length ?? 0),
  );
  const changes = CHANGES_OF_CLASS[selection.class];
  const part = foldEntityName(selection.name);
  const selected = gains.flatMap(({ change, entity }, at) => {
    if (changes !== null && !changes.includes(change)) return [];
    return (entities.entities[entity]?.folded ?? '').includes(part) ? [at] : [];
  });
  const positions = orderRollouts(values, descending ? 'desc' : 'asc', Int32Array.from(selected));
  return { list: { values, positions }, descending };
}

/** A side with the filter of its rollouts in its run. */
function pairSide(position: number, side: LoadedSide) {
  const { text } = sideFilter(side.loaded.scored.columns, { steps: side.name.steps, positions: side.positions }, null);
  return { position, ...sideWords(side), rolloutFilter: text };
}

/**
 * A page of the gold entities that all sides of a comparison share, by how much more or less often one side found them
 * than the baseline.
 *
 * @throws ApiError as `loadSides`; invalid_parameter where baseline or against is no side or both are the same;
 *   invalid_cursor
 */
export async function listEntityGains(
  request: EntityGainsRequest & EntityGainSelection & Paging,
): Promise<EntityGainsAnswer> {
  const pair = pairOf(request);
  const loaded = await loadFinds(request.runs, request.split, request.definitions);
  const baseline = sideAt(loaded, 'baseline', pair.baseline);
  const against = sideAt(loaded, 'against', pair.against);
  const gains = await loadGains(loaded, pair);
  const { list, descending } = sortedSelection(loaded, gains, request);
  const page = pageOfSortedList(list, `entity-gains:${request.sort}`, descending, request);
  const shown = [...page.positions].flatMap((position) => gains[position] ?? []);
  return {
    ...basisOf(loaded, request.split),
    baseline: pairSide(pair.baseline, baseline),
    against: pairSide(pair.against, against),
    counts: countGains(gains),
    items: await entityGainItems(loaded, pair, shown),
    nextCursor: page.nextCursor,
    total: page.total,
  };
}
