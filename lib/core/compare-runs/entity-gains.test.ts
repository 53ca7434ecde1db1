import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fisherExact } from '@/lib/core/statistics/fisher-exact';

import { adjustGains, countGains, entityGain } from './entity-gains';
import { sketchEntities, sketchFinds, type SketchedQuestion } from './testing/sketch-finds';

type Side = readonly SketchedQuestion[];

function gainsOf(baseline: Side, other: Side, reorder?: (positions: number[]) => number[]) {
  const entities = sketchEntities([baseline, other]);
  const [first, second] = sketchFinds(entities, [baseline, other], reorder);
  if (first === undefined || second === undefined) throw new Error('there are two sides');
  return adjustGains(
    entities.entities.map((entity, at) => entityGain(entities, { entity, at }, { baseline: first, other: second })),
  );
}

/** A question of one entity that `found` of `rollouts` found. */
function question(found: number, rollouts: number, name = 'a'): SketchedQuestion {
  return { names: [name], rollouts: Array.from({ length: rollouts }, (_, at) => [at < found ? 1 : 0]) };
}

test('by hand: one question, 2 of 8 against 7 of 8', () => {
  const [gain] = gainsOf([question(2, 8)], [question(7, 8)]);
  expect(gain).toMatchObject({
    change: 'gained',
    baseline: { found: 2, rollouts: 8, share: 0.25 },
    other: { found: 7, rollouts: 8, share: 0.875 },
    test: 'fisher',
  });
  expect(gain?.difference.value).toBeCloseTo(0.625, 12);
  // Wilson of 7/8 is 0.5291 to 0.9776, of 2/8 0.0715 to 0.5907: 0.625 -+ sqrt(0.3459² + 0.3407²), sqrt(0.1026² + 0.1785²).
  expect(gain?.difference.low).toBeCloseTo(0.1395, 3);
  expect(gain?.difference.high).toBeCloseTo(0.8309, 3);
  // SciPy 1.17: fisher_exact([[7, 1], [2, 6]]).pvalue is 0.04055944055944056.
  expect(gain?.pValue).toBeCloseTo(0.04055944055944056, 12);
  expect(gain?.pValueHolm).toBe(gain?.pValue);
});

test('by hand: over five questions, each weighs the same', () => {
  // Differences 1, 1, 1, 0, 0: mean 0.6, sample variance 0.3. Rollouts of one question do not outweigh the others.
  const baseline = [question(0, 100), question(0, 1), question(0, 1), question(1, 1), question(0, 1)];
  const other = [question(2, 2), question(1, 1), question(1, 1), question(1, 1), question(0, 1)];
  const [gain] = gainsOf(baseline, other);
  expect(gain).toMatchObject({ change: 'gained', test: 'exact', baseline: { found: 1, rollouts: 104, share: 0.2 } });
  expect(gain?.difference.value).toBeCloseTo(0.6, 12);
  expect(gain?.difference.low).toBeCloseTo(0.6 - 1.959963984540054 * Math.sqrt(0.06), 12);
  expect(gain?.difference.high).toBe(1);
  const [few] = gainsOf(baseline.slice(0, 4), other.slice(0, 4));
  expect(few?.difference).toMatchObject({ low: null, high: null, gap: 'few_questions' });
  const [even] = gainsOf(
    [0, 1, 2, 3, 4].map(() => question(0, 2)),
    [0, 1, 2, 3, 4].map(() => question(2, 2)),
  );
  expect(even?.difference).toMatchObject({ value: 1, low: null, high: null, gap: 'no_spread' });
  // One of 6 tables a question has both finds on the other side: 2 / 6^5.
  expect(even?.pValue).toBeCloseTo(2 / 6 ** 5, 12);
});

test('every entity is in one class, and Holm takes those that can be told apart', () => {
  const names = ['learned', 'gained', 'same', 'never', 'always', 'lost', 'forgotten'];
  const rollouts = (...found: readonly number[]) =>
    Array.from({ length: 8 }, (_, at) => found.map((count) => (at < count ? 1 : 0)));
  const gains = gainsOf(
    [{ names, rollouts: rollouts(0, 1, 4, 0, 8, 6, 8) }],
    [{ names, rollouts: rollouts(8, 3, 4, 0, 8, 5, 0) }],
  );
  const sorted = names.toSorted();
  expect(Object.fromEntries(gains.map(({ entity, change }) => [sorted[entity], change]))).toEqual({
    learned: 'learned',
    gained: 'gained',
    same: 'same',
    never: 'same',
    always: 'same',
    lost: 'lost',
    forgotten: 'forgotten',
  });
  expect(countGains(gains)).toEqual({
    entities: 7,
    learned: 1,
    gained: 1,
    same: 3,
    lost: 1,
    forgotten: 1,
    tested: 4,
    canStand: true,
    standingGains: 1,
    standingLosses: 1,
  });
  const least = fisherExact({ leftHits: 8, leftTotal: 8, rightHits: 0, rightTotal: 8 });
  expect(gains.find(({ change }) => change === 'learned')?.pValueHolm).toBeCloseTo(4 * least, 12);
  expect(
    gains
      .filter(({ pValueHolm }) => pValueHolm === null)
      .map(({ change }) => change)
      .toSorted(),
  ).toEqual(['gained', 'same', 'same']);
});

test('with few rollouts and many entities, none could stand whatever it did', () => {
  const names = Array.from({ length: 400 }, (_, at) => `entity ${at}`);
  const side = (found: number): Side => [
    { names, rollouts: Array.from({ length: 8 }, (_, at) => names.map(() => (at < found ? 1 : 0))) },
  ];
  // 8 against 0 of 8 is the least there is: 400 x 2 / 12870 = 0.062; of 200 entities it is 0.031.
  const gains = gainsOf(side(0), side(8));
  expect(countGains(gains)).toMatchObject({ tested: 400, standingGains: 0, canStand: false });
  expect(countGains(adjustGains(gains.slice(0, 200)))).toMatchObject({ standingGains: 200, canStand: true });
});

const NAMES = ['a', 'b'];
const QUESTION = fc.record({
  names: fc.constant(NAMES),
  rollouts: fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })), { minLength: 1, maxLength: 6 }),
});
const SIDES = fc.array(fc.tuple(QUESTION, QUESTION), { minLength: 1, maxLength: 7 });

test('a side against itself: all differences zero, every p 1', () => {
  fc.assert(
    fc.property(SIDES, (pairs) => {
      const side = pairs.map(([question]) => question);
      for (const { change, difference, pValue, pValueHolm } of gainsOf(side, side)) {
        expect([change, difference.value]).toEqual(['same', 0]);
        expect([pValue, pValueHolm ?? 1]).toEqual([1, 1]);
      }
    }),
  );
});

const TURNED = { learned: 'forgotten', gained: 'lost', same: 'same', lost: 'gained', forgotten: 'learned' } as const;

test('swapping sides flips signs; the order of rollouts does not matter', () => {
  fc.assert(
    fc.property(SIDES, (pairs) => {
      const baseline = pairs.map(([question]) => question);
      const other = pairs.map(([, question]) => question);
      const there = gainsOf(baseline, other);
      const back = gainsOf(other, baseline);
      there.forEach((gain, at) => {
        const turned = back[at];
        expect(turned?.change).toBe(TURNED[gain.change]);
        expect(turned?.difference.value).toBeCloseTo(-gain.difference.value, 12);
        expect(-(turned?.difference.high ?? 0)).toBeCloseTo(gain.difference.low ?? 0, 12);
        expect(turned?.pValue).toBeCloseTo(gain.pValue, 9);
        expect(gain.difference.value).toBeGreaterThanOrEqual(-1);
        expect(gain.difference.value).toBeLessThanOrEqual(1);
      });
      expect(gainsOf(baseline, other, (positions) => positions.toReversed())).toEqual(there);
    }),
  );
});
