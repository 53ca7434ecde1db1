import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ClusteredMean, FRACTIONS } from './mean-interval';
import { NORMAL_QUANTILE_95 } from './normal-quantile';

const EVERYTHING = { low: -Infinity, high: Infinity };

function estimate(clusters: readonly (readonly number[])[], range = EVERYTHING) {
  const mean = new ClusteredMean(clusters.length, range);
  clusters.forEach((values, cluster) => {
    for (const value of values) mean.add(cluster, value);
  });
  return mean.take();
}

describe('ClusteredMean', () => {
  // By hand: deviations of the groups add up to 1, -2, -1, 2, so SE = sqrt(10) / 16 = 0.197642; without clusters 0.129099.
  const GROUPS = [
    [1, 1, 0, 1],
    [0, 0, 0, 0],
    [1, 0, 0, 0],
    [1, 1, 1, 1],
  ];

  test('the fixture of four groups of four', () => {
    const { value, low, high, n } = estimate(GROUPS);
    expect([value, n]).toEqual([0.5, 16]);
    expect(((high ?? 0) - (low ?? 0)) / 2 / NORMAL_QUANTILE_95).toBeCloseTo(0.197642, 6);
  });

  test('is cut at the range', () => {
    const wide = [[1], [1], [0]];
    expect(estimate(wide).high).toBeGreaterThan(1);
    expect(estimate(wide, FRACTIONS)).toMatchObject({ high: 1, n: 3 });
  });

  test('nothing, and a single cluster', () => {
    expect(estimate([])).toEqual({ value: null, low: null, high: null, n: 0 });
    expect(estimate([[0.25, 0.75]])).toEqual({ value: 0.5, low: null, high: null, n: 2 });
  });

  test('begins anew after take', () => {
    const mean = new ClusteredMean(2, EVERYTHING);
    mean.add(0, 5);
    mean.take();
    mean.add(1, 1);
    expect(mean.take()).toMatchObject({ value: 1, n: 1 });
  });

  test('refuses what is no value or no cluster', () => {
    const mean = new ClusteredMean(1, EVERYTHING);
    expect(() => mean.add(1, 0)).toThrow(RangeError);
    expect(() => mean.add(0, Number.NaN)).toThrow(RangeError);
  });

  test('copies of values in their cluster add no knowledge, copies as clusters of their own do', () => {
    const values = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }), { minLength: 2 });
    fc.assert(
      fc.property(values, (clusters) => {
        const width = (of: readonly (readonly number[])[]) => {
          const { low, high } = estimate(of);
          return (high ?? 0) - (low ?? 0);
        };
        expect(width(clusters.map((cluster) => [...cluster, ...cluster]))).toBeCloseTo(width(clusters), 9);
        expect(width([...clusters, ...clusters])).toBeCloseTo(width(clusters) / Math.SQRT2, 9);
      }),
    );
  });
});
