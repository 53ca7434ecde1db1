import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { NORMAL_QUANTILE_95 } from './normal-quantile';
import { clusteredRoc } from './clustered-roc';

function roc(cluster: readonly number[], value: readonly number[], positive: readonly number[]) {
  return clusteredRoc({
    cluster: Int32Array.from(cluster),
    value: Float64Array.from(value),
    positive: Uint8Array.from(positive),
  });
}

const observations = fc
  .array(fc.tuple(fc.nat(5), fc.nat(4), fc.nat(1)), { maxLength: 40 })
  .map((rows) => rows.map(([cluster, value, positive]) => ({ cluster, value: value / 4, positive })));
type Row = { readonly cluster: number; readonly value: number; readonly positive: number };
const ofRows = (rows: readonly Row[]) =>
  roc(
    rows.map(({ cluster }) => cluster),
    rows.map(({ value }) => value),
    rows.map(({ positive }) => positive),
  );

describe('clusteredRoc', () => {
  test('clusters of one: the area and standard error of DeLong', () => {
    // python: V10 = psi.mean(1), V01 = psi.mean(0) of psi = X[:,None] > Y[None,:];
    // psi.mean(), (V10.var(ddof=1)/4 + V01.var(ddof=1)/4) ** .5  ->  0.8125 0.1692508000965825
    const value = [0.1, 0.4, 0.35, 0.8, 0.6, 0.2, 0.9, 0.5];
    const area = roc([0, 1, 2, 3, 4, 5, 6, 7], value, [0, 0, 1, 1, 0, 0, 1, 1]);
    expect(area).toMatchObject({ value: 0.8125, high: 1, n: 8 });
    expect(area.low).toBeCloseTo(0.8125 - NORMAL_QUANTILE_95 * 0.1692508000965825, 12);
  });

  test('rollouts of questions: the standard error of Obuchowski', () => {
    // python, the formula written out with numpy over the matrix psi: 0.7333333333333333 0.13661396153247551
    const area = roc(
      [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3],
      [1, 0.5, 0, 1, 1, 0.5, 0.5, 0, 0, 1, 0],
      [1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0],
    );
    expect(area.value).toBeCloseTo(0.7333333333333333, 12);
    // 0.7333 + 1.96 x 0.1366 is above 1.
    expect(area.high).toBe(1);
    expect(area.low).toBeCloseTo(0.7333333333333333 - NORMAL_QUANTILE_95 * 0.13661396153247551, 12);
  });

  test('nothing without both classes, no interval from one question', () => {
    expect(roc([], [], [])).toEqual({ value: null, low: null, high: null, n: 0 });
    expect(roc([0, 1], [1, 0], [1, 1])).toEqual({ value: null, low: null, high: null, n: 2 });
    expect(roc([0, 0], [1, 0], [1, 0])).toEqual({ value: 1, low: null, high: null, n: 2 });
    expect(roc([0, 1, 2, 3], [0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0])).toEqual({ value: 0.5, low: 0.5, high: 0.5, n: 4 });
  });

  test('property: doubling every rollout of each question tells nothing new', () => {
    fc.assert(
      fc.property(observations, (rows) => {
        const once = ofRows(rows);
        const twice = ofRows([...rows, ...rows]);
        expect(twice.n).toBe(2 * once.n);
        for (const key of ['value', 'low', 'high'] as const) {
          if (once[key] === null) expect(twice[key]).toBeNull();
          else expect(twice[key]).toBeCloseTo(once[key], 9);
        }
      }),
    );
  });

  test('property: order does not matter, and turned values turn the area round', () => {
    fc.assert(
      fc.property(observations, (rows) => {
        const area = ofRows(rows);
        const turned = ofRows(rows.toReversed().map((row) => ({ ...row, value: -row.value })));
        if (area.value === null) expect(turned.value).toBeNull();
        else expect(turned.value).toBeCloseTo(1 - area.value, 12);
        if (area.low === null) expect(turned.high).toBeNull();
        else expect(turned.high).toBeCloseTo(1 - area.low, 9);
      }),
    );
  });
});
