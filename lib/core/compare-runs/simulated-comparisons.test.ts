// What the intervals and tests promise, tried on 2,000 seeded comparisons each whose truth is known. Figures found stand
// beside each. Standard error of a share of 2,000 at 5 %: 0.5 points.
import { describe, expect, test } from 'vitest';

import type { ClusterSums } from '@/lib/core/statistics/intraclass-correlation';
import { seededGenerator } from '@/lib/core/statistics/random-generator';

import type { UncorrectedDifference } from './compare-metric';
import type { MetricId } from './compared-metrics';
import { compareValues } from './testing/compare-values';

const CASES = 2000;
/** Instead of 10,000: what a bound moves by between draws widens it in as many cases as it narrows it. */
const DRAWS = 500;

type Random = () => number;

function randomOf(seed: number): Random {
  const generator = seededGenerator(seed);
  return () => generator.nextUint32() / 2 ** 32;
}

/** Beta(1, 2), by the inverse of its distribution. */
function drawChance(random: Random): number {
  return 1 - Math.sqrt(random());
}

function drawBinomial(random: Random, trials: number, chance: number): number {
  let hits = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < chance) hits += 1;
  return hits;
}

function sumsOf(questions: readonly { readonly count: number; readonly sum: number }[]): ClusterSums {
  return {
    count: Float64Array.from(questions, ({ count }) => count),
    sum: Float64Array.from(questions, ({ sum }) => sum),
    squares: Float64Array.from(questions, ({ sum }) => sum),
  };
}

/** Two sides of one comparison, and by how much they truly differ. */
interface Simulated {
  readonly sides: readonly [ClusterSums, ClusterSums];
  readonly truth: number;
}

/** Shares of comparisons in percent: of tests below 5 %, and of intervals that hold the truth. */
function tryOut(
  metric: MetricId,
  simulate: (random: Random) => Simulated,
  draws = DRAWS,
): { rejected: number; covered: number } {
  let rejected = 0;
  let covered = 0;
  for (let at = 0; at < CASES; at += 1) {
    const { sides, truth } = simulate(randomOf(at * 7919 + 1));
    const difference = compareValues(metric, sides, { draws, chunk: at }).differences[1];
    if (difference?.test === null || difference?.test === undefined) throw new Error('there is no test');
    if (difference.test.pValue < 0.05) rejected += 1;
    if (holds(difference, truth)) covered += 1;
  }
  return { rejected: (100 * rejected) / CASES, covered: (100 * covered) / CASES };
}

function holds({ low, high }: UncorrectedDifference, truth: number): boolean {
  return low !== null && high !== null && low <= truth && truth <= high;
}

/** Questions of difficulty Beta(1, 2), the same on both sides but for what `shift` adds to the second. */
function simulateAccuracy(questions: number, [first, second]: readonly [number, number], shift = 0) {
  return (random: Random): Simulated => {
    const chances = Array.from({ length: questions }, () => drawChance(random));
    const side = (count: number, more: number): ClusterSums =>
      sumsOf(chances.map((chance) => ({ count, sum: drawBinomial(random, count, chance * (1 - more) + more) })));
    // E of chance + more (1 - chance), less E of chance.
    return { sides: [side(first, 0), side(second, shift)], truth: (shift * 2) / 3 };
  };
}

/** Right-skewed amounts (tool calls): the question's own mean times an exponential, plus one. */
function simulateAmount(questions: number, [first, second]: readonly [number, number], factor: number) {
  return (random: Random): Simulated => {
    const means = Array.from({ length: questions }, () => 2 - 4 * Math.log(1 - random()));
    const side = (count: number, times: number): ClusterSums =>
      sumsOf(
        means.map((mean) => {
          let sum = 0;
          for (let at = 0; at < count; at += 1) sum += 1 - times * mean * Math.log(1 - random());
          return { count, sum };
        }),
      );
    // The means have mean 6.
    return { sides: [side(first, 1), side(second, factor)], truth: 6 * (factor - 1) };
  };
}

/** Wrong rollouts of eight, and near-misses among them: questions that are hard also have rarer near-misses. */
function simulateNearMisses(questions: number, factor: number) {
  const MEAN_WRONG = 1 / 3;
  return (random: Random): Simulated => {
    const wrong = Array.from({ length: questions }, () => drawChance(random));
    const side = (times: number): ClusterSums =>
      sumsOf(
        wrong.map((chance) => {
          const count = drawBinomial(random, 8, chance);
          return { count, sum: drawBinomial(random, count, times * (1 - chance)) };
        }),
      );
    // E[w (1 - w)] / E[w] = (1/3 - 1/6) / (1/3) = 1/2 with w of Beta(1, 2).
    const ratio = (MEAN_WRONG - 1 / 6) / MEAN_WRONG;
    return { sides: [side(0.8), side(0.8 * factor)], truth: 0.8 * ratio * (factor - 1) };
  };
}

describe('a 5 % test under a true null rejects in 4 to 6 % of cases', () => {
  test.each([
    // Found: 4.35, 4.25, 5.5
    ['accuracy, 8 rollouts against 8, 60 questions', 'accuracy', simulateAccuracy(60, [8, 8])],
    ['accuracy, 5 rollouts against 95, 60 questions', 'accuracy', simulateAccuracy(60, [5, 95])],
    ['accuracy, 5 rollouts against 95, 20 questions', 'accuracy', simulateAccuracy(20, [5, 95])],
    // Found: 5.75, 4.45
    ['tool calls, 8 against 8, 40 questions', 'tool_calls', simulateAmount(40, [8, 8], 1)],
    ['near-miss share, 60 questions', 'near_miss_share', simulateNearMisses(60, 1)],
  ] as const)('%s', (_, metric, simulate) => {
    const { rejected } = tryOut(metric, simulate);
    expect(rejected).toBeGreaterThanOrEqual(4);
    expect(rejected).toBeLessThanOrEqual(6);
  });

  test('exact McNemar with many discordant pairs: 1 rollout against 1, 1,500 questions', () => {
    // Found: 4.2. An exact test of whole numbers never rejects more often than it says, and with 500 discordant pairs
    // its own level is 4.4 %; with ten it is 2.1 %. It draws nothing.
    const { rejected } = tryOut('accuracy', simulateAccuracy(1500, [1, 1]), 1);
    expect(rejected).toBeGreaterThanOrEqual(4);
    expect(rejected).toBeLessThanOrEqual(6);
  });
});

describe('a 95 % interval of a difference holds the truth in 93 to 97 % of cases', () => {
  // Strongly skewed amounts of 20 questions (2 rollouts against 8) come to 92.5 %; BCa, tried in their place, to 90 %.
  test.each([
    // Found: 95.15, 95.45, 95.2
    ['accuracy, 8 against 8, 60 questions', 'accuracy', simulateAccuracy(60, [8, 8], 0.15)],
    ['accuracy, 5 against 95, 60 questions', 'accuracy', simulateAccuracy(60, [5, 95], 0.15)],
    ['accuracy, 4 against 4, 12 questions', 'accuracy', simulateAccuracy(12, [4, 4], 0.15)],
    // Found: 93.7, 93.4
    ['tool calls, 8 against 8, 40 questions', 'tool_calls', simulateAmount(40, [8, 8], 1.3)],
    ['tool calls, 2 against 8, 60 questions', 'tool_calls', simulateAmount(60, [2, 8], 0.8)],
    // Found: 95.5, 94.25
    ['near-miss share, 60 questions', 'near_miss_share', simulateNearMisses(60, 0.8)],
    ['near-miss share, 25 questions', 'near_miss_share', simulateNearMisses(25, 1.2)],
  ] as const)('%s', (_, metric, simulate) => {
    const { covered } = tryOut(metric, simulate);
    expect(covered).toBeGreaterThanOrEqual(93);
    expect(covered).toBeLessThanOrEqual(97);
  });
});
