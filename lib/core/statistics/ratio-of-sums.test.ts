import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pairedDifference, ratioOfSums, standardErrorOfRatio, type QuestionSums } from './ratio-of-sums';

function sums(numerator: readonly number[], denominator: readonly number[] = numerator.map(() => 1)): QuestionSums {
  return { numerator: Float64Array.from(numerator), denominator: Float64Array.from(denominator) };
}

const BASELINE = [0.25, 0.5, 0, 0.875, 0, 0.125];
const SIDE = [0.5, 0.25, 0.75, 1, 0, 0.625];

describe('standardErrorOfRatio', () => {
  test('is that of a mean where denominators are 1', () => {
    // SciPy 1.17.1: scipy.stats.sem([3, 5.5, 4, 9, 1.25, 7])
    expect(standardErrorOfRatio(sums([3, 5.5, 4, 9, 1.25, 7]))).toBeCloseTo(1.144582650770334, 10);
  });

  test('is the clustered one where they are counts', () => {
    // methods.md 4: [1101], [0000], [1000], [1111] clustered .197642 with C in place of C - 1
    expect(standardErrorOfRatio(sums([3, 0, 1, 4], [4, 4, 4, 4]))).toBeCloseTo(
      0.19764235376052372 * Math.sqrt(4 / 3),
      12,
    );
  });

  test('needs two questions, and a ratio something to count', () => {
    expect(standardErrorOfRatio(sums([1]))).toBeNull();
    expect(() => ratioOfSums(sums([0, 0], [0, 0]))).toThrow(RangeError);
  });
});

describe('pairedDifference', () => {
  test('of means is that of the plain differences', () => {
    const found = pairedDifference(sums(BASELINE), sums(SIDE));
    // SciPy 1.17.1, d = SIDE - BASELINE: d.mean(), scipy.stats.sem(d), d.mean() / d.std(ddof=1)
    expect(found.value).toBeCloseTo(0.22916666666666666, 14);
    expect(found.standardError).toBeCloseTo(0.14583333333333334, 14);
    expect(found.effectSize).toBeCloseTo(0.6415330278717848, 12);
    // scipy.stats.norm.ppf(.975) + norm.ppf(.8) = 2.801585
    expect(found.detectable).toBeCloseTo(2.8015852181129683 * 0.14583333333333334, 10);
    expect(found).toMatchObject({ higher: 4, lower: 1, ties: 1 });
    found.perQuestion.forEach((value, at) => expect(value).toBeCloseTo((SIDE[at] ?? 0) - (BASELINE[at] ?? 0), 14));
  });

  test('of a side with itself is nothing', () => {
    expect(pairedDifference(sums(SIDE), sums(SIDE))).toMatchObject({
      value: 0,
      standardError: 0,
      effectSize: null,
      detectable: null,
      higher: 0,
      lower: 0,
      ties: 6,
    });
  });

  test('has no spread over one question', () => {
    expect(pairedDifference(sums([0]), sums([1]))).toMatchObject({ value: 1, standardError: null, effectSize: null });
    expect(() => pairedDifference(sums([0]), sums([1, 1]))).toThrow(RangeError);
  });

  test('contributions have the difference as their mean; swapping turns every sign', () => {
    const side = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 20, maxLength: 20 }).map((pairs) =>
      sums(
        pairs.map(([above, more]) => Math.min(above, more)),
        pairs.map(([, more], at) => (at === 0 ? more + 1 : more)),
      ),
    );
    fc.assert(
      fc.property(side, side, (baseline, other) => {
        const found = pairedDifference(baseline, other);
        const turned = pairedDifference(other, baseline);
        const mean = found.perQuestion.reduce((total, value) => total + value, 0) / 20;
        expect(mean).toBeCloseTo(found.value, 12);
        expect(turned.value).toBe(-found.value + 0);
        expect(turned.standardError).toBe(found.standardError);
        expect([...turned.perQuestion]).toEqual([...found.perQuestion].map((value) => 0 - value));
        expect([turned.higher, turned.lower]).toEqual([found.lower, found.higher]);
      }),
    );
  });
});
