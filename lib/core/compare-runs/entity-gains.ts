import { leastExactPValue, testStrata } from '@/lib/core/statistics/exact-stratified';
import { fisherExact } from '@/lib/core/statistics/fisher-exact';
import { holmAdjusted } from '@/lib/core/statistics/holm';
import type { Stratum } from '@/lib/core/statistics/mantel-haenszel';
import { newcombeDifference } from '@/lib/core/statistics/newcombe-interval';

import { FEWEST_QUESTIONS, meanOverQuestions } from './mean-over-questions';
import type { SharedEntities, SharedEntity } from './shared-entities';
import type { SideCounts } from './side-finds';

/**
 * What became of an entity from the baseline to another side; each entity is in exactly one.
 * - `learned`: no rollout of the baseline found it, some of the other side did
 * - `gained`: found by a larger share than before, though the baseline found it too
 * - `same`: found by equal shares, mostly none or all
 * - `lost`: found by a smaller share, though still found
 * - `forgotten`: found in the baseline, by no rollout of the other side
 */
export const ENTITY_CHANGES = ['learned', 'gained', 'same', 'lost', 'forgotten'] as const;
export type EntityChange = (typeof ENTITY_CHANGES)[number];

/** Why a difference has no interval. */
export const GAIN_GAPS = ['few_questions', 'no_spread'] as const;
export type GainGap = (typeof GAIN_GAPS)[number];

/** How the p-value of a gain was computed. */
export const GAIN_TESTS = ['fisher', 'exact', 'mantel_haenszel'] as const;
export type GainTest = (typeof GAIN_TESTS)[number];

/** Rollouts of an entity's questions on one side, and what they found. */
export interface EntityShare {
  readonly found: number;
  readonly rollouts: number;
  /** Mean over its questions of the share of rollouts that found it. */
  readonly share: number;
}

/** An entity found on the baseline and on another side. */
export interface EntityGain {
  /** Position among the shared entities. */
  readonly entity: number;
  readonly change: EntityChange;
  readonly baseline: EntityShare;
  readonly other: EntityShare;
  readonly difference: {
    /** The other side's share minus the baseline's, in [-1, 1]. */
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    /** Null where the interval is there. */
    readonly gap: GainGap | null;
  };
  readonly test: GainTest;
  /** 1 where the counts leave nothing to test. */
  readonly pValue: number;
  /** The smallest p-value that its margins allow, whatever is observed. */
  readonly leastPValue: number;
  /** Whether that is below 0.05: else no outcome could have told the sides apart, even of this entity alone. */
  readonly isTestable: boolean;
  /** Adjusted over all entities that are testable; null for the others. */
  readonly pValueHolm: number | null;
}

/** A difference below this is one of rounding. */
const SMALLEST_DIFFERENCE = 1e-12;

/** A p-value above this is 1, but for rounding in the sum of all tables. */
const LARGEST_BELOW_ONE = 1 - 1e-9;

const LEVEL = 0.05;

function stratumOf(slot: number, question: number, baseline: SideCounts, other: SideCounts): Stratum {
  return {
    first: other.found[slot] ?? 0,
    firstTotal: other.rollouts[question] ?? 0,
    second: baseline.found[slot] ?? 0,
    secondTotal: baseline.rollouts[question] ?? 0,
  };
}

function shareOf(cells: readonly (readonly [found: number, rollouts: number])[]): EntityShare {
  let found = 0;
  let rollouts = 0;
  let shares = 0;
  for (const [marked, trials] of cells) {
    found += marked;
    rollouts += trials;
    shares += marked / trials;
  }
  return { found, rollouts, share: cells.length === 0 ? 0 : shares / cells.length };
}

function differenceOf(strata: readonly Stratum[]): EntityGain['difference'] {
  const [only] = strata;
  if (strata.length === 1 && only !== undefined) {
    const { first, firstTotal, second, secondTotal } = only;
    const one = newcombeDifference({ marked: first, trials: firstTotal }, { marked: second, trials: secondTotal });
    if (one !== null) return { ...one, gap: null };
  }
  const differences = strata.map(
    ({ first, firstTotal, second, secondTotal }) => first / firstTotal - second / secondTotal,
  );
  const { value, low, high } = meanOverQuestions(differences, [-1, 1]) ?? { value: 0, low: null, high: null };
  const exact = Math.abs(value) < SMALLEST_DIFFERENCE ? 0 : value;
  if (strata.length < FEWEST_QUESTIONS) return { value: exact, low: null, high: null, gap: 'few_questions' };
  // An interval of no width would say more than the questions do.
  const hasSpread = differences.some((difference) => Math.abs(difference - value) > SMALLEST_DIFFERENCE);
  return hasSpread ? { value: exact, low, high, gap: null } : { value: exact, low: null, high: null, gap: 'no_spread' };
}

function testOf(strata: readonly Stratum[]): Pick<EntityGain, 'test' | 'pValue'> {
  const [only] = strata;
  if (strata.length !== 1 || only === undefined) {
    const { kind, pValue } = testStrata(strata);
    return { test: kind, pValue: withoutRounding(pValue) };
  }
  const { first: leftHits, firstTotal: leftTotal, second: rightHits, secondTotal: rightTotal } = only;
  return { test: 'fisher', pValue: withoutRounding(fisherExact({ leftHits, leftTotal, rightHits, rightTotal })) };
}

function withoutRounding(pValue: number): number {
  return pValue > LARGEST_BELOW_ONE ? 1 : pValue;
}

function changeOf(difference: number, baseline: EntityShare, other: EntityShare): EntityChange {
  if (difference === 0) return 'same';
  if (difference > 0) return baseline.found === 0 ? 'learned' : 'gained';
  return other.found === 0 ? 'forgotten' : 'lost';
}

/** An entity before it is adjusted for all the others. */
export type UnadjustedGain = Omit<EntityGain, 'pValueHolm'>;

/**
 * Compares how often an entity was found on the baseline and on another side: within each of its questions, then
 * averaged over them, so that a side with more rollouts of a question does not count for more.
 *
 * The interval is Newcombe's where the entity stands in one question, else over its questions, from five on. The test
 * is Fisher's, or the exact test over questions that it is a case of: "its rollouts find the entity as often" within
 * every question. Both take the rollouts of a question for independent, and say nothing of other questions.
 *
 * @param at position of the entity among the shared ones
 */
export function entityGain(
  { slots }: Pick<SharedEntities, 'slots'>,
  { entity, at }: { readonly entity: SharedEntity; readonly at: number },
  { baseline, other }: { readonly baseline: SideCounts; readonly other: SideCounts },
): UnadjustedGain {
  const strata = entity.slots.map((slot) => stratumOf(slot, slots[slot]?.question ?? 0, baseline, other));
  const baselineShare = shareOf(strata.map(({ second, secondTotal }) => [second, secondTotal]));
  const otherShare = shareOf(strata.map(({ first, firstTotal }) => [first, firstTotal]));
  const difference = differenceOf(strata);
  const leastPValue = leastExactPValue(strata);
  return {
    entity: at,
    change: changeOf(difference.value, baselineShare, otherShare),
    baseline: baselineShare,
    other: otherShare,
    difference,
    ...testOf(strata),
    leastPValue,
    isTestable: leastPValue < LEVEL,
  };
}

/**
 * Adjusts the p-values of all entities by Holm. Entities whose margins allow no p below 0.05 (such as those that
 * none or all rollouts of each question found) are no tests: which they are, the margins say, not the outcome.
 * Source: R. E. Tarone, Biometrics 46 (1990) 515-522.
 */
export function adjustGains(gains: readonly UnadjustedGain[]): readonly EntityGain[] {
  const adjusted = holmAdjusted(gains.map((gain) => (gain.isTestable ? gain.pValue : null)));
  return gains.map((gain, at) => ({ ...gain, pValueHolm: adjusted[at] ?? null }));
}

/** How many entities there are of each change, how many were tested, and which differences stand among all of them. */
export interface GainCounts extends Readonly<Record<EntityChange, number>> {
  readonly entities: number;
  readonly tested: number;
  /** Found more often, the adjusted p below 0.05. */
  readonly standingGains: number;
  readonly standingLosses: number;
  /** Whether any outcome of any entity could have stood among all that are tested. */
  readonly canStand: boolean;
}

export function countGains(gains: readonly EntityGain[]): GainCounts {
  const counts = { learned: 0, gained: 0, same: 0, lost: 0, forgotten: 0 };
  for (const { change } of gains) counts[change] += 1;
  const tested = gains.filter(({ pValueHolm }) => pValueHolm !== null).length;
  const standing = gains.filter(({ pValueHolm }) => pValueHolm !== null && pValueHolm < LEVEL);
  return {
    ...counts,
    entities: gains.length,
    tested,
    canStand: gains.some(({ isTestable, leastPValue }) => isTestable && leastPValue * tested < LEVEL),
    standingGains: standing.filter(({ difference }) => difference.value > 0).length,
    standingLosses: standing.filter(({ difference }) => difference.value < 0).length,
  };
}
