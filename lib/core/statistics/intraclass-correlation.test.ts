import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { intraclassCorrelation, type ClusterSums } from './intraclass-correlation';

function sumUp(clusters: readonly (readonly number[])[]): ClusterSums {
  const column = (of: (cluster: readonly number[]) => number): Float64Array => Float64Array.from(clusters, of);
  return {
    count: column((cluster) => cluster.length),
    sum: column((cluster) => cluster.reduce((total, value) => total + value, 0)),
    squares: column((cluster) => cluster.reduce((total, value) => total + value * value, 0)),
  };
}

describe('intraclassCorrelation', () => {
  test('four questions of four rollouts', () => {
    // methods.md 4; by hand: MSB = 1.6875 / 3, MSW = 1.25 / 12
    const found = intraclassCorrelation(
      sumUp([
        [1, 1, 0, 1],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [1, 1, 1, 1],
      ]),
    );
    expect(found?.icc).toBeCloseTo(0.586207, 6);
    expect(found?.designEffect).toBeCloseTo(2.758621, 6);
    expect(found?.effectiveSize).toBeCloseTo(5.8, 6);
  });

  test('clusters of unequal size, one of them empty', () => {
    // SciPy 1.17.1: scipy.stats.f_oneway([1, 0, 1], [4, 5], [2, 2, 3, 1], [7]).statistic is F = MSB / MSW;
    // k0 = (10 - 30 / 10) / 3, and ICC = (F - 1) / (F + k0 - 1).
    const found = intraclassCorrelation(sumUp([[1, 0, 1], [4, 5], [], [2, 2, 3, 1], [7]]));
    const F = 24.778947368421132;
    const typicalSize = 7 / 3;
    expect(found?.icc).toBeCloseTo((F - 1) / (F + typicalSize - 1), 10);
    expect(found?.designEffect).toBeCloseTo(1 + (10 / 4 - 1) * (found?.icc ?? 0), 12);
  });

  test('is 1 where questions decide everything, and costs nothing where it is negative', () => {
    expect(
      intraclassCorrelation(
        sumUp([
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toEqual({ icc: 1, designEffect: 2, effectiveSize: 2 });
    expect(
      intraclassCorrelation(
        sumUp([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toEqual({ icc: -1, designEffect: 1, effectiveSize: 4 });
  });

  test.each([
    ['nothing', []],
    ['one question', [[1, 0]]],
    ['one rollout a question', [[1], [0], [1]]],
    [
      'equal values',
      [
        [1, 1],
        [1, 1],
      ],
    ],
  ])('has none: %s', (_, clusters) => {
    expect(intraclassCorrelation(sumUp(clusters))).toBeNull();
  });

  test('lies at most at 1 and does not depend on the order', () => {
    const cluster = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cluster, { maxLength: 10 }), (clusters) => {
        const found = intraclassCorrelation(sumUp(clusters));
        const turned = intraclassCorrelation(sumUp(clusters.toReversed().map((values) => values.toReversed())));
        expect(turned === null).toBe(found === null);
        if (found === null) return;
        expect(found.icc).toBeLessThanOrEqual(1);
        expect(found.designEffect).toBeGreaterThanOrEqual(1);
        expect(turned?.icc).toBeCloseTo(found.icc, 9);
      }),
    );
  });
});
