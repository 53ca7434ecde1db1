import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cochranMantelHaenszel, mantelHaenszelDifference, mantelHaenszelRatio, type Stratum } from './mantel-haenszel';

/** Deaths under tolbutamide and under placebo, below 55 years and from 55 on: UGDP, Diabetes 19 (1970) suppl. 2. */
const UGDP: readonly Stratum[] = [
  { first: 8, firstTotal: 106, second: 5, secondTotal: 120 },
  { first: 22, firstTotal: 98, second: 16, secondTotal: 85 },
];
/** Men and women admitted by department: R, `UCBAdmissions`. */
const BERKELEY: readonly Stratum[] = [
  { first: 512, firstTotal: 825, second: 89, secondTotal: 108 },
  { first: 353, firstTotal: 560, second: 17, secondTotal: 25 },
  { first: 120, firstTotal: 325, second: 202, secondTotal: 593 },
  { first: 138, firstTotal: 417, second: 131, secondTotal: 375 },
  { first: 53, firstTotal: 191, second: 94, secondTotal: 393 },
  { first: 22, firstTotal: 373, second: 24, secondTotal: 341 },
];
const ONE: Stratum = { first: 15, firstTotal: 20, second: 10, secondTotal: 40 };

const stratum = fc
  .record({ firstTotal: fc.nat(12), secondTotal: fc.nat(12), a: fc.nat(12), b: fc.nat(12) })
  .map(({ firstTotal, secondTotal, a, b }) => ({
    first: Math.min(a, firstTotal),
    firstTotal,
    second: Math.min(b, secondTotal),
    secondTotal,
  }));
const strata = fc.array(stratum, { maxLength: 6 });

function swapped(list: readonly Stratum[]): readonly Stratum[] {
  return list.map(({ first, firstTotal, second, secondTotal }) => ({
    first: second,
    firstTotal: secondTotal,
    second: first,
    secondTotal: firstTotal,
  }));
}

describe('mantelHaenszelRatio', () => {
  test('the UGDP trial: 1.33, 0.80 to 2.20', () => {
    // By hand: (8*120/226 + 22*85/183) / (5*106/226 + 16*98/183) = 14.4664 / 10.9135; the variance of the logarithm is
    // ((13*106*120 - 8*5*226)/226^2 + (38*98*85 - 22*16*183)/183^2) / (14.4664 * 10.9135) = 0.06708.
    const ratio = mantelHaenszelRatio(UGDP);
    expect(ratio?.value).toBeCloseTo(1.3255553, 7);
    expect(ratio?.low).toBeCloseTo(0.797907, 6);
    expect(ratio?.high).toBeCloseTo(2.202132, 6);
  });

  test('of one stratum is the plain ratio with the log interval of Katz', () => {
    // exp(ln 3 -+ 1.96 sqrt(1/15 - 1/20 + 1/10 - 1/40))
    const half = 1.959963984540054 * Math.sqrt(1 / 15 - 1 / 20 + 1 / 10 - 1 / 40);
    const ratio = mantelHaenszelRatio([ONE]);
    expect(ratio?.value).toBeCloseTo(3, 12);
    expect(ratio?.low).toBeCloseTo(3 * Math.exp(-half), 12);
    expect(ratio?.high).toBeCloseTo(3 * Math.exp(half), 12);
  });

  test('zero cells give no interval, nothing to compare gives null', () => {
    expect(mantelHaenszelRatio([{ ...ONE, second: 0 }])).toEqual({ value: Infinity, low: null, high: null });
    expect(mantelHaenszelRatio([{ ...ONE, first: 0 }])).toEqual({ value: 0, low: null, high: null });
    expect(mantelHaenszelRatio([{ ...ONE, first: 0, second: 0 }])).toBeNull();
    expect(mantelHaenszelRatio([{ ...ONE, second: 0, secondTotal: 0 }])).toBeNull();
    expect(mantelHaenszelRatio([])).toBeNull();
    // Everything marked: the ratio is 1 and its estimated variance 0.
    expect(mantelHaenszelRatio([{ first: 3, firstTotal: 3, second: 4, secondTotal: 4 }])).toEqual({
      value: 1,
      low: null,
      high: null,
    });
    expect(() => mantelHaenszelRatio([{ ...ONE, first: 21 }])).toThrow(RangeError);
  });

  test('an easy and a hard stratum without difference have the ratio 1, which pooling would not give', () => {
    const easy = { first: 36, firstTotal: 40, second: 9, secondTotal: 10 };
    const hard = { first: 1, firstTotal: 10, second: 4, secondTotal: 40 };
    expect(mantelHaenszelRatio([easy, hard])?.value).toBeCloseTo(1, 12);
    expect(37 / 50 / (13 / 50)).toBeGreaterThan(2.8);
  });

  test('swapping the kinds inverts it, order does not matter, its interval holds it', () => {
    fc.assert(
      fc.property(strata, (list) => {
        const ratio = mantelHaenszelRatio(list);
        const other = mantelHaenszelRatio(swapped(list));
        const turned = mantelHaenszelRatio([...list].reverse());
        if (ratio === null) return other === null && turned === null;
        if (other === null || turned === null) return false;
        expect(turned.value).toBeCloseTo(ratio.value, 9);
        if (ratio.value === 0 || ratio.value === Infinity) return other.value === 1 / ratio.value;
        expect(other.value).toBeCloseTo(1 / ratio.value, 9);
        if (ratio.low === null || ratio.high === null || other.high === null) return other.low === null;
        expect(ratio.low * other.high).toBeCloseTo(1, 9);
        return ratio.low <= ratio.value && ratio.value <= ratio.high;
      }),
    );
  });
});

describe('mantelHaenszelDifference', () => {
  test('the UGDP trial: 0.035, -0.028 to 0.097', () => {
    const difference = mantelHaenszelDifference(UGDP);
    expect(difference?.value).toBeCloseTo(0.0349003, 7);
    expect(difference?.low).toBeCloseTo(-0.0276188, 7);
    expect(difference?.high).toBeCloseTo(0.0974194, 7);
  });

  test('of one stratum is the plain difference with the interval of Wald', () => {
    const half = 1.959963984540054 * Math.sqrt((0.75 * 0.25) / 20 + (0.25 * 0.75) / 40);
    const difference = mantelHaenszelDifference([ONE]);
    expect(difference?.value).toBeCloseTo(0.5, 12);
    expect(difference?.low).toBeCloseTo(0.5 - half, 12);
  });

  test('all against none is a difference of 1 without an interval', () => {
    expect(mantelHaenszelDifference([{ first: 5, firstTotal: 5, second: 0, secondTotal: 6 }])).toEqual({
      value: 1,
      low: null,
      high: null,
    });
    expect(mantelHaenszelDifference([])).toBeNull();
  });

  test('lies in [-1, 1] and changes its sign when the kinds are swapped', () => {
    fc.assert(
      fc.property(strata, (list) => {
        const value = mantelHaenszelDifference(list)?.value ?? null;
        const other = mantelHaenszelDifference(swapped(list))?.value ?? null;
        if (value === null || other === null) return value === other;
        expect(value + other).toBeCloseTo(0, 9);
        return value >= -1 - 1e-9 && value <= 1 + 1e-9;
      }),
    );
  });
});

describe('cochranMantelHaenszel', () => {
  test('admissions at Berkeley', () => {
    // R: mantelhaen.test(UCBAdmissions) prints X-squared = 1.4269, df = 1, p-value = 0.2323
    const tested = cochranMantelHaenszel(BERKELEY);
    expect(tested?.chiSquare).toBeCloseTo(1.4269462, 7);
    expect(tested?.pValue).toBeCloseTo(0.2322635, 7);
  });

  test('is null where no stratum can tell', () => {
    expect(cochranMantelHaenszel([])).toBeNull();
    expect(cochranMantelHaenszel([{ first: 3, firstTotal: 3, second: 4, secondTotal: 4 }])).toBeNull();
    expect(cochranMantelHaenszel([{ first: 1, firstTotal: 1, second: 0, secondTotal: 0 }])).toBeNull();
  });

  test('is the same for either kind and has a p in [0, 1]', () => {
    fc.assert(
      fc.property(strata, (list) => {
        const pValue = cochranMantelHaenszel(list)?.pValue ?? null;
        const other = cochranMantelHaenszel(swapped(list))?.pValue ?? null;
        if (pValue === null || other === null) return pValue === other;
        expect(pValue).toBeCloseTo(other, 9);
        return pValue >= 0 && pValue <= 1;
      }),
    );
  });
});
