import fc from 'fast-check';
import { quantileSorted } from 'simple-statistics';
import { describe, expect, test } from 'vitest';

import { correlateClusters } from './cluster-bootstrap';
import type { ClusteredObservations } from './cluster-table';
import { pearson } from './pearson';
import { seededGenerator, type RandomGenerator } from './random-generator';
import { spearman } from './spearman';

type Row = readonly [cluster: number, value: number, positive: number];

function observe(rows: readonly Row[]): ClusteredObservations {
  return {
    cluster: Int32Array.from(rows, ([cluster]) => cluster),
    value: Float64Array.from(rows, ([, value]) => value),
    positive: Uint8Array.from(rows, ([, , positive]) => positive),
  };
}

function repeat<Item>(item: Item, times: number): readonly Item[] {
  return Array.from({ length: times }, () => item);
}

/** Centred pairs of the clusters that have both answers, as the definition says it. */
function centredPairs(clusters: readonly (readonly Row[])[]) {
  const mixed = clusters.filter((rows) => new Set(rows.map(([, , positive]) => positive)).size === 2);
  const mean = (rows: readonly Row[], at: 1 | 2): number => rows.reduce((sum, row) => sum + row[at], 0) / rows.length;
  return {
    x: mixed.flatMap((rows) => rows.map((row) => row[1] - mean(rows, 1))),
    y: mixed.flatMap((rows) => rows.map((row) => row[2] - mean(rows, 2))),
  };
}

/** The bootstrap written down plainly: draw clusters, put their rows together, correlate the rows. */
function plainBootstrap(rows: readonly Row[], generator: RandomGenerator, resamples: number) {
  const numbers = [...new Set(rows.map(([cluster]) => cluster))].sort((a, b) => a - b);
  const clusters = numbers.map((number) => rows.filter(([cluster]) => cluster === number));
  const drawn = { pearson: new Array<number>(), spearman: new Array<number>(), within: new Array<number>() };
  for (let resample = 0; resample < resamples; resample++) {
    const counts = new Int32Array(clusters.length);
    generator.countDrawsInPlace(counts);
    const chosen = clusters.flatMap((cluster, at) => repeat(cluster, counts[at] ?? 0));
    const x = chosen.flat().map(([, value]) => value);
    const y = chosen.flat().map(([, , positive]) => positive);
    const within = centredPairs(chosen);
    drawn.pearson.push(pearson(x, y).r ?? Number.NaN);
    drawn.spearman.push(spearman(x, y).r ?? Number.NaN);
    drawn.within.push(pearson(within.x, within.y).r ?? Number.NaN);
  }
  return drawn;
}

function percentiles(coefficients: readonly number[]): readonly [number, number] {
  const ascending = coefficients.filter((r) => !Number.isNaN(r)).sort((a, b) => a - b);
  return [quantileSorted(ascending, 0.025), quantileSorted(ascending, 0.975)];
}

const EASY_SHARE = 0.3;
const EASY = 0.6;
const HARD = 0.05;
const MEAN_SHARE = HARD + EASY_SHARE * (EASY - HARD);
/** Variance between questions over the whole variance of a 0/1 variable. */
const TRUE_R = (EASY_SHARE * (1 - EASY_SHARE) * (EASY - HARD) ** 2) / (MEAN_SHARE * (1 - MEAN_SHARE));

/** Rollouts of `clusters` questions, easy or hard, which sets the chance of a high rate and that of being correct. */
function simulate(generator: RandomGenerator, clusters: number, size: number): readonly Row[] {
  const chance = (): number => generator.nextUint32() / 2 ** 32;
  return Array.from({ length: clusters }, (_, cluster) => {
    const share = chance() < EASY_SHARE ? EASY : HARD;
    return Array.from({ length: size }, (): Row => [cluster, chance() < share ? 1 : 0, chance() < share ? 1 : 0]);
  }).flat();
}

const EXAMPLE: readonly Row[] = [
  [0, 1, 1],
  [0, 0.5, 0],
  [0, 0, 0],
  [1, 1, 1],
  [1, 0, 1],
  [1, 0.5, 0],
  [2, 0.25, 1],
  [2, 0.75, 1],
];

describe('correlateClusters', () => {
  test('known coefficients', () => {
    const result = correlateClusters(observe(EXAMPLE), seededGenerator(1));
    // SciPy 1.17.1: pearsonr(x, y), spearmanr(x, y); pearsonr of both sides centred per cluster over clusters 0 and 1
    expect(result.pearson.r).toBeCloseTo(0.3442651863295483, 12);
    expect(result.spearman.r).toBeCloseTo(0.34426518632954817, 12);
    expect(result.withinCluster.r).toBeCloseTo(0.4330127018922193, 12);
    expect(result.pearson.n).toBe(8);
    expect(result.withinCluster).toMatchObject({ n: 6, clusters: 2 });
  });

  test.each([50, 51])('is the plain bootstrap, only faster (%i resamples)', (resamples) => {
    const rows = simulate(seededGenerator(3), 40, 5).map(([cluster, value, positive], at): Row => [
      // Numbers with gaps, several levels, clusters of unequal size.
      cluster * 3 + 2,
      (value + (at % 3)) / 3,
      positive,
    ]);
    const uneven = [...rows, ...rows.slice(0, 17)];
    const fast = correlateClusters(observe(uneven), seededGenerator(9), resamples);
    const plain = plainBootstrap(uneven, seededGenerator(9), resamples);
    for (const [coefficient, drawn] of [
      [fast.pearson, plain.pearson],
      [fast.spearman, plain.spearman],
      [fast.withinCluster, plain.within],
    ] as const) {
      const [low, high] = percentiles(drawn);
      expect(coefficient.low).toBeCloseTo(low, 10);
      expect(coefficient.high).toBeCloseTo(high, 10);
    }
  });

  test('stays exact where two resamples do not fit into one count', () => {
    // 8,192 observations in one cell of one cluster, 8,193 clusters: the product passes 2^26.
    const rows: Row[] = Array.from({ length: 8192 }, (_, at) => [at, (at % 5) / 4, at % 5 > (at % 7) - 2 ? 1 : 0]);
    for (let i = 0; i < 8192; i++) rows.push([8192, 0.5, 0]);
    const fast = correlateClusters(observe(rows), seededGenerator(2), 3);
    const weights = new Int32Array(8193);
    const generator = seededGenerator(2);
    const plain = [0, 1, 2].map(() => {
      generator.countDrawsInPlace(weights);
      const chosen = rows.flatMap((row) => repeat(row, weights[row[0]] ?? 0));
      return (
        spearman(
          chosen.map(([, value]) => value),
          chosen.map(([, , positive]) => positive),
        ).r ?? Number.NaN
      );
    });
    expect(fast.spearman.low).toBeCloseTo(percentiles(plain)[0], 10);
    expect(fast.spearman.high).toBeCloseTo(percentiles(plain)[1], 10);
  });

  test('covers the truth about 95 times in 100, where intervals for independent pairs do not', () => {
    const generator = seededGenerator(11);
    let bootstrapCovers = 0;
    let fisherCovers = 0;
    for (let run = 0; run < 200; run++) {
      const observations = observe(simulate(generator, 40, 8));
      const clustered = correlateClusters(observations, generator, 200).pearson;
      const naive = pearson(observations.value, observations.positive);
      if ((clustered.low ?? 1) <= TRUE_R && (clustered.high ?? -1) >= TRUE_R) bootstrapCovers++;
      if ((naive.low ?? 1) <= TRUE_R && (naive.high ?? -1) >= TRUE_R) fisherCovers++;
    }
    expect(bootstrapCovers / 200).toBeGreaterThan(0.88);
    expect(fisherCovers).toBeLessThan(bootstrapCovers - 10);
  });

  test('the order of observations does not matter, and they are left alone', () => {
    const row = fc.tuple(fc.nat(6), fc.constantFrom(0, 0.25, 1 / 3, 1), fc.nat(1));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const observations = observe(rows);
        const before = structuredClone(observations);
        const result = correlateClusters(observations, seededGenerator(4), 20);
        expect(observations).toEqual(before);
        const turned = correlateClusters(observe(rows.toReversed()), seededGenerator(4), 20);
        expect(turned.pearson).toEqual(result.pearson);
        expect(turned.spearman).toEqual(result.spearman);
        expect(turned.withinCluster.n).toBe(result.withinCluster.n);
        expect(turned.withinCluster.r ?? 9).toBeCloseTo(result.withinCluster.r ?? 9, 9);
        const direct = pearson(observations.value, observations.positive);
        expect(result.pearson.reason === null || result.pearson.reason === 'too_few_questions').toBe(
          direct.reason === null,
        );
        expect(result.pearson.r ?? 9).toBeCloseTo(direct.r ?? 9, 10);
        expect(result.spearman.r ?? 9).toBeCloseTo(spearman(observations.value, observations.positive).r ?? 9, 10);
      }),
    );
  });

  test('says why there is no coefficient or no interval', () => {
    const reasons = (rows: readonly Row[]) => {
      const { pearson: pooled, withinCluster } = correlateClusters(observe(rows), seededGenerator(1), 100);
      return [pooled.reason, withinCluster.reason];
    };
    expect(reasons([])).toEqual(['no_observations', 'no_observations']);
    expect(reasons([[0, 1, 1]])).toEqual(['too_few_observations', 'too_few_observations']);
    // One cluster: a coefficient, no interval.
    expect(reasons(EXAMPLE.slice(0, 3))).toEqual(['too_few_questions', 'too_few_questions']);
    // Both answers, but never in one cluster; and all values equal.
    expect(
      reasons([
        [0, 1, 1],
        [0, 0.5, 1],
        [1, 0, 0],
      ])[1],
    ).toBe('no_mixed_questions');
    expect(
      reasons([
        [0, 0.1, 1],
        [0, 0.1, 0],
        [0, 0.1, 0],
        [1, 0.1, 1],
      ]),
    ).toEqual(['constant', 'constant']);
    // A third of the resamples lack the only positive observation.
    const lone: Row[] = Array.from({ length: 10 }, (_, at) => [at, at / 10, at === 4 ? 1 : 0]);
    const { pearson: pooled } = correlateClusters(observe(lone), seededGenerator(1), 100);
    expect(pooled).toMatchObject({ low: null, high: null, reason: 'too_few_questions' });
    expect(pooled.r).not.toBeNull();
  });

  test('refuses broken columns', () => {
    const broken = { ...observe(EXAMPLE), value: new Float64Array(2) };
    expect(() => correlateClusters(broken, seededGenerator(1))).toThrow(RangeError);
    expect(() => correlateClusters(observe([[0, Number.NaN, 1]]), seededGenerator(1))).toThrow(RangeError);
    expect(() => correlateClusters(observe(EXAMPLE), seededGenerator(1), 0)).toThrow(RangeError);
  });
});
