import { holmAdjusted } from '@/lib/core/statistics/holm';
import {
  cochranMantelHaenszel,
  comparableStrata,
  mantelHaenszelDifference,
  mantelHaenszelRatio,
} from '@/lib/core/statistics/mantel-haenszel';

import type { EntityCounts } from './entity-tally';

/**
 * What the rollouts of a run say about an entity; each entity is in exactly one class, the first that fits.
 * - `suspect`: no rollout found it, and no observation ever mentioned it: the gold data may be wrong or spelt otherwise;
 *   said of FEWEST_JUDGED rollouts and more
 * - `never_taken_up`: no rollout found it, though observations did mention it
 * - `uninformative`: every rollout found it; said of FEWEST_JUDGED rollouts and more
 * - `untested`: too few rollouts to say one of the above, or too few right or wrong ones of one question to compare (see
 *   FEWEST_COMPARED)
 * - `bottleneck`: right rollouts found it more often than wrong ones of the same question, beyond chance
 * - `reverse`: wrong ones found it more often, beyond chance
 * - `undecided`: neither
 */
export const ENTITY_CLASSES = [
  'bottleneck',
  'reverse',
  'undecided',
  'untested',
  'uninformative',
  'never_taken_up',
  'suspect',
] as const;
export type EntityClass = (typeof ENTITY_CLASSES)[number];

/** Right rollouts, and wrong ones, that a comparison needs before it gets an interval and a test. */
export const FEWEST_COMPARED = 5;

/** Right and wrong rollouts together that it takes to say that none or all of them found an entity. */
export const FEWEST_JUDGED = 5;

/** A single comparison is beyond chance below this. */
const LEVEL = 0.05;

/** Why a lift or its interval is not there. */
export const LIFT_GAPS = [
  'no_both',
  'never_found',
  'too_few',
  'none_wrong_found',
  'none_right_found',
  'no_spread',
] as const;
export type LiftGap = (typeof LIFT_GAPS)[number];

/** How much more often right rollouts find an entity than wrong ones of the same question. */
export interface EntityLift {
  /** Share of right rollouts that found it by share of wrong ones; null where that is no finite number. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Null where value and interval are there. */
  readonly gap: LiftGap | null;
}

/** The difference of the same two shares, in [-1, 1]. */
export interface EntityDifference {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface ComparedEntity extends EntityCounts {
  readonly entityClass: EntityClass;
  readonly lift: EntityLift;
  readonly difference: EntityDifference;
  /** What the comparison rests on: questions with right and wrong rollouts, and these rollouts. */
  readonly compared: { readonly questions: number; readonly right: number; readonly wrong: number };
  /** Of the Cochran-Mantel-Haenszel test; null where there was none. */
  readonly pValue: number | null;
  /** The same, adjusted by Holm for all tests of the list. */
  readonly pValueHolm: number | null;
}

type Compared = Omit<ComparedEntity, 'pValueHolm'>;

function liftOf(entity: EntityCounts, isLarge: boolean): EntityLift {
  const ratio = mantelHaenszelRatio(entity.strata);
  const gapOnly = (gap: LiftGap): EntityLift => ({ value: null, low: null, high: null, gap });
  if (ratio === null) return gapOnly(comparableStrata(entity.strata).length === 0 ? 'no_both' : 'never_found');
  const { value, low, high } = ratio;
  if (value === Infinity) return gapOnly('none_wrong_found');
  if (value === 0) return { value, low: null, high: null, gap: 'none_right_found' };
  if (!isLarge) return { value, low: null, high: null, gap: 'too_few' };
  return { value, low, high, gap: low === null ? 'no_spread' : null };
}

/** Which side an entity is on beyond chance: the interval decides, and the test where a zero cell leaves none. */
function sideOf({ lift, pValue }: Pick<Compared, 'lift' | 'pValue'>): 'bottleneck' | 'reverse' | 'undecided' {
  const passes = pValue !== null && pValue < LEVEL;
  if (lift.gap === 'none_wrong_found') return passes ? 'bottleneck' : 'undecided';
  if (lift.gap === 'none_right_found') return passes ? 'reverse' : 'undecided';
  if (lift.low !== null && lift.low > 1) return 'bottleneck';
  return lift.high !== null && lift.high < 1 ? 'reverse' : 'undecided';
}

function countAll(counts: EntityCounts['found']): number {
  return counts.correct + counts.wrong + counts.error + counts.unknown;
}

/** The class of an entity that no rollout or every rollout found; null for all others, and where that says too little. */
function classByCounts({ found, rollouts, seen }: EntityCounts): EntityClass | null {
  const foundBy = countAll(found);
  if (foundBy === 0 && seen > 0) return 'never_taken_up';
  if (rollouts.correct + rollouts.wrong < FEWEST_JUDGED) return null;
  if (foundBy === 0) return 'suspect';
  return foundBy === countAll(rollouts) ? 'uninformative' : null;
}

function differenceOf(strata: EntityCounts['strata'], isLarge: boolean): EntityDifference {
  const difference = mantelHaenszelDifference(strata);
  if (difference === null) return { value: null, low: null, high: null };
  return isLarge ? difference : { value: difference.value, low: null, high: null };
}

function compareOne(entity: EntityCounts): Compared {
  const strata = comparableStrata(entity.strata);
  const right = strata.reduce((sum, { firstTotal }) => sum + firstTotal, 0);
  const wrong = strata.reduce((sum, { secondTotal }) => sum + secondTotal, 0);
  const isLarge = right >= FEWEST_COMPARED && wrong >= FEWEST_COMPARED;
  const lift = liftOf(entity, isLarge);
  const pValue = isLarge ? (cochranMantelHaenszel(strata)?.pValue ?? null) : null;
  return {
    ...entity,
    entityClass: classByCounts(entity) ?? (isLarge ? sideOf({ lift, pValue }) : 'untested'),
    lift,
    difference: differenceOf(strata, isLarge),
    compared: { questions: strata.length, right, wrong },
    pValue,
  };
}

/** How much a class matters to who looks for what separates right from wrong. */
const CLASS_RANK: Readonly<Record<EntityClass, number>> = {
  bottleneck: 0,
  undecided: 1,
  reverse: 1,
  untested: 2,
  never_taken_up: 3,
  suspect: 4,
  uninformative: 5,
};

/** Bottlenecks first, the surest before the others: by lower bound, infinite lifts above all finite ones. */
function byWeight(left: Compared, right: Compared): number {
  const rank = CLASS_RANK[left.entityClass] - CLASS_RANK[right.entityClass];
  if (rank !== 0) return rank;
  const low = lowerBound(right) - lowerBound(left);
  if (!Number.isNaN(low) && low !== 0) return low;
  const difference = (right.difference.value ?? -2) - (left.difference.value ?? -2);
  return difference === 0 ? countAll(right.rollouts) - countAll(left.rollouts) : difference;
}

function lowerBound({ lift, pValue }: Compared): number {
  if (lift.gap === 'none_wrong_found') return pValue !== null && pValue < LEVEL ? Infinity : 0;
  return lift.low ?? 0;
}

/**
 * Compares for every entity how often right rollouts found it with how often wrong ones (without errors) did.
 *
 * The lift is P(found | right) / P(found | wrong). It asks what right rollouts have that wrong ones lack, which is what a
 * bottleneck is; P(right | found) / P(right | not found) would be infinite for every entity that is really needed, and
 * would depend on how many right rollouts happened to be kept. Rollouts of one question share its difficulty, so shares
 * are compared within questions only (Mantel-Haenszel); for an entity of one question it is the plain ratio. Steps of a
 * training run are pooled.
 *
 * Intervals are for one entity each. Holm's adjustment says which differences stand among all that were tested.
 *
 * @returns The entities, bottlenecks first. Swapping right and wrong rollouts inverts each lift.
 */
export function compareEntities(counts: readonly EntityCounts[]): readonly ComparedEntity[] {
  const compared = counts.map(compareOne);
  const adjusted = holmAdjusted(compared.map(({ pValue }) => pValue));
  return compared.map((entity, index) => ({ ...entity, pValueHolm: adjusted[index] ?? null })).toSorted(byWeight);
}

/** Whether an entity is a bottleneck even among all that were tested: its adjusted p-value is below 0.05. */
export function isStanding({ entityClass, pValueHolm }: Pick<ComparedEntity, 'entityClass' | 'pValueHolm'>): boolean {
  return entityClass === 'bottleneck' && pValueHolm !== null && pValueHolm < LEVEL;
}

/** How many entities each class has. */
export function countClasses(entities: readonly Pick<ComparedEntity, 'entityClass'>[]): Record<EntityClass, number> {
  const counts: Record<EntityClass, number> = {
    bottleneck: 0,
    reverse: 0,
    undecided: 0,
    untested: 0,
    uninformative: 0,
    never_taken_up: 0,
    suspect: 0,
  };
  for (const { entityClass } of entities) counts[entityClass] += 1;
  return counts;
}
