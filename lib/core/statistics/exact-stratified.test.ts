import fc from 'fast-check';
import { expect, test } from 'vitest';

import { exactStratified, leastExactPValue, testStrata } from './exact-stratified';
import { fisherExact } from './fisher-exact';
import { cochranMantelHaenszel, type Stratum } from './mantel-haenszel';
import { seededGenerator } from './random-generator';

function stratum([first, firstTotal, second, secondTotal]: readonly [number, number, number, number]): Stratum {
  return { first, firstTotal, second, secondTotal };
}

test('penicillin in rabbits, Agresti (2002) table 6.8', () => {
  // R 4.5, mantelhaen.test(Rabbits, exact = TRUE): S = 16, p-value = 0.03994.
  // SciPy 1.17: the convolution of hypergeom(...).pmf of the five strata gives 0.03994490358126722.
  const rabbits = (
    [
      [0, 6, 0, 5],
      [3, 6, 0, 6],
      [6, 6, 2, 6],
      [5, 6, 6, 6],
      [2, 2, 5, 5],
    ] as const
  ).map(stratum);
  expect(exactStratified(rabbits)).toBeCloseTo(0.03994490358126722, 12);
});

test('by hand: two questions, one rollout a side, found by the first side alone', () => {
  // Each question gives the first side its find with probability 1/2: 0, 1 or 2 finds in 1/4, 1/2, 1/4 of cases.
  const twice = [stratum([1, 1, 0, 1]), stratum([1, 1, 0, 1])];
  expect(exactStratified(twice)).toBeCloseTo(0.5, 12);
  expect(testStrata(twice)).toEqual({ kind: 'exact', pValue: exactStratified(twice) });
});

test('nothing can be said where all or none are marked, or a side is empty', () => {
  for (const mute of [
    [],
    [stratum([0, 4, 0, 4])],
    [stratum([4, 4, 3, 3]), stratum([0, 2, 0, 2])],
    [stratum([1, 2, 0, 0])],
  ]) {
    expect(exactStratified(mute)).toBe(1);
    expect(leastExactPValue(mute)).toBe(1);
  }
  expect(leastExactPValue([stratum([0, 4, 0, 4]), stratum([2, 4, 0, 4])])).toBeLessThan(1);
  expect(() => exactStratified([stratum([3, 2, 0, 1])])).toThrow(RangeError);
});

test('many strata go to the normal test, which agrees', () => {
  const strata = Array.from({ length: 130 }, (_, at) => stratum([at % 5 === 0 ? 5 : 4, 8, 4, 8]));
  const test = testStrata(strata);
  expect(test.kind).toBe('mantel_haenszel');
  expect(test.pValue).toBe(cochranMantelHaenszel(strata)?.pValue);
  expect(Math.abs(test.pValue - exactStratified(strata))).toBeLessThan(0.002);
});

const STRATUM = fc
  .tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
  .map(([a, b, c, d]) => stratum([a, a + b, c, c + d]));

test('of one stratum it is Fisher’s', () => {
  fc.assert(
    fc.property(STRATUM, (only) => {
      const { first: leftHits, firstTotal: leftTotal, second: rightHits, secondTotal: rightTotal } = only;
      expect(exactStratified([only])).toBeCloseTo(fisherExact({ leftHits, leftTotal, rightHits, rightTotal }), 9);
    }),
  );
});

test('neither the order of strata nor that of the sides matters', () => {
  fc.assert(
    fc.property(fc.array(STRATUM, { maxLength: 6 }), (strata) => {
      const pValue = exactStratified(strata);
      const swapped = strata.map(({ first, firstTotal, second, secondTotal }) => ({
        first: second,
        firstTotal: secondTotal,
        second: first,
        secondTotal: firstTotal,
      }));
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
      expect(exactStratified(strata.toReversed())).toBeCloseTo(pValue, 9);
      expect(exactStratified(swapped)).toBeCloseTo(pValue, 9);
    }),
  );
});

test('under a true null at most 5 % of 2,000 cases are rejected at 5 %, at unequal sizes too', () => {
  const generator = seededGenerator(17);
  const drawn = (trials: number, rate: number): number =>
    Array.from({ length: trials }, () => Number(generator.nextUint32() / 2 ** 32 < rate)).reduce((a, b) => a + b, 0);
  let rejected = 0;
  for (let at = 0; at < 2000; at += 1) {
    // Questions of different difficulty, five rollouts against twelve.
    const strata = [0.2, 0.5, 0.5, 0.8].map((rate) => stratum([drawn(5, rate), 5, drawn(12, rate), 12]));
    if (exactStratified(strata) <= 0.05) rejected += 1;
  }
  expect(rejected / 2000).toBeLessThanOrEqual(0.05);
  // It is no test that never rejects either.
  expect(rejected / 2000).toBeGreaterThan(0.02);
});

test('the least p-value that margins allow', () => {
  // Eight against none of eight each: 2 of C(16, 8) = 12,870 tables.
  expect(leastExactPValue([stratum([4, 8, 4, 8])])).toBeCloseTo(2 / 12870, 12);
  // Four marked of sixteen: 2 C(8, 4) / C(16, 4) = 140 / 1820.
  expect(leastExactPValue([stratum([3, 8, 1, 8])])).toBeCloseTo(140 / 1820, 12);
  expect(leastExactPValue([stratum([0, 4, 0, 4])])).toBe(1);
});
