import fc from 'fast-check';
import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';

import { pearson } from './pearson';
import { averageRanks, spearman } from './spearman';

const TIED_X = [0, 0, 1 / 3, 1 / 3, 2 / 3, 1, 1, 1];
const TIED_Y = [0, 0, 0, 1, 0, 1, 1, 1];

describe('pearson', () => {
  // SciPy 1.17.1: r = scipy.stats.pearsonr(x, y); r.statistic, r.confidence_interval()
  test.each([
    // The point-biserial example of docs.scipy.org pointbiserialr.
    [[0, 0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5, 6], 0.8660254037844387, 0.32477493975052385, 0.9799754316540086],
    [[1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 7, 8, 6, 5], 0.7380952380952379, 0.06964660429650706, 0.9491173173934558],
    [TIED_X, TIED_Y, 0.7181848464596078, 0.027356791115460886, 0.9447390944946993],
  ])('known values %#', (x, y, r, low, high) => {
    const result = pearson(x, y);
    expect(result.r).toBeCloseTo(r, 12);
    expect(result.low).toBeCloseTo(low, 12);
    expect(result.high).toBeCloseTo(high, 12);
    expect(result).toMatchObject({ n: x.length, reason: null });
  });

  test('a perfect line has the interval [1, 1], three pairs know nothing', () => {
    // SciPy: pearsonr([1,2,3,4],[2,4,6,8]).confidence_interval() is (1, 1); with three pairs (-1, 1)
    expect(pearson([1, 2, 3, 4], [2, 4, 6, 8])).toEqual({ r: 1, low: 1, high: 1, n: 4, reason: null });
    expect(pearson([1, 2, 3], [1, 2, 4])).toMatchObject({ low: -1, high: 1 });
  });

  test('is null with a reason where it is undefined', () => {
    const nothing = { r: null, low: null, high: null };
    expect(pearson([], [])).toEqual({ ...nothing, n: 0, reason: 'no_observations' });
    expect(pearson([1], [0])).toEqual({ ...nothing, n: 1, reason: 'too_few_observations' });
    expect(pearson([0.1, 0.1, 0.1], [0, 1, 0])).toEqual({ ...nothing, n: 3, reason: 'constant' });
    expect(pearson([0, 1], [1, 1])).toEqual({ ...nothing, n: 2, reason: 'constant' });
  });

  test('refuses sides of different length', () => {
    expect(() => pearson([1, 2], [1])).toThrow(RangeError);
    expect(() => spearman([1, 2], [1])).toThrow(RangeError);
  });

  test('agrees with simple-statistics, on frozen input', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 1 })), { minLength: 3 });
    fc.assert(
      fc.property(pairs, (drawn) => {
        const x = Object.freeze(drawn.map(([value]) => value));
        const y = Object.freeze(drawn.map(([, value]) => value));
        fc.pre(new Set(x).size > 1 && new Set(y).size > 1);
        const { r, low, high } = pearson(x, y);
        expect(r).toBeCloseTo(sampleCorrelation([...x], [...y]), 10);
        expect(low).toBeLessThanOrEqual(r ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(r ?? Number.NaN);
      }),
    );
  });
});

describe('spearman', () => {
  test('the example of statpsych ci.spear', () => {
    const y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19];
    const x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51];
    const result = spearman(y, x);
    // statpsych 1.6.0: ci.spear(.05, y, x) prints 0.8699639 0.08241326 0.5840951 0.9638297
    expect(result.r).toBeCloseTo(0.8699639, 7);
    expect(result.low).toBeCloseTo(0.5840951, 7);
    expect(result.high).toBeCloseTo(0.9638297, 7);
  });

  test('ties share their ranks', () => {
    expect([...averageRanks([10, 20, 10])]).toEqual([1.5, 3, 1.5]);
    expect([...averageRanks([])]).toEqual([]);
    // SciPy 1.17.1: scipy.stats.spearmanr(x, y).statistic
    expect(spearman(TIED_X, TIED_Y).r).toBeCloseTo(0.7359800721939872, 12);
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]).r).toBeCloseTo(0.8207826816681233, 12);
  });

  test('is undefined where pearson is', () => {
    expect(spearman([2, 2, 2], [0, 1, 0])).toMatchObject({ r: null, reason: 'constant' });
  });

  test('without ties agrees with simple-statistics, and only order counts', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 4, maxLength: 30 }), (x) => {
        const y = x.map((value, at) => value * (at % 3 === 0 ? -1 : 1) + at / 1000);
        fc.pre(new Set(y).size === y.length);
        const { r } = spearman(x, y);
        expect(r).toBeCloseTo(sampleRankCorrelation(x, y), 10);
        expect(
          spearman(
            x.map((value) => Math.exp(value / 50)),
            y,
          ).r,
        ).toBeCloseTo(r ?? Number.NaN, 12);
      }),
    );
  });
});
