import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { METRICS_VERSION } from './definitions';
import { OUTCOMES, VERDICTS } from './run-columns';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from './scored-run-fixture';
import { correlateRun, summariseRun } from './summarise-run';

function summarise(rollouts: readonly FixtureRollout[], definitions = {}) {
  const scored = scoreFixture(rollouts, definitions);
  return summariseRun(scored, correlateRun(scored));
}

const NOTHING = { value: null, low: null, high: null };
const NO_CORRELATION = { r: null, low: null, high: null };

const rolloutOf = fc
  .record({
    question: fc.nat(5),
    step: fc.option(fc.nat(3), { nil: undefined }),
    verdict: fc.constantFrom(...VERDICTS),
    found: fc.nat(4),
    toolCalls: fc.nat(6),
  })
  .map(({ question, step, verdict, found, toolCalls }): FixtureRollout => {
    // Question 0 has no entities; a group is a question at a step.
    const rollout = { group: question * 5 + (step ?? 4), question, verdict, toolCalls };
    const entities = question === 0 ? 0 : 4;
    return { ...rollout, entities, matched: Math.min(found, entities), ...(step === undefined ? {} : { step }) };
  });

describe('summariseRun', () => {
  test('the main fixture', () => {
    const summary = summarise(MAIN_FIXTURE);
    expect(summary.counts).toEqual({
      rollouts: 8,
      questions: 1,
      groups: 1,
      withEntities: 8,
      correct: 2,
      near_miss: 3,
      partial: 1,
      failure: 1,
      wrong: 0,
      error_format: 0,
      error_overlength: 1,
      unknown: 0,
    });
    // SciPy 1.17.1: binomtest(2, 8), binomtest(3, 5), each .proportion_ci(method='wilson')
    expect(summary.accuracy.value).toBe(0.25);
    expect(summary.accuracy.low).toBeCloseTo(0.071479212752109, 12);
    expect(summary.accuracy.high).toBeCloseTo(0.5907245696898311, 12);
    expect(summary.nearMissShare).toMatchObject({ value: 0.6, n: 5 });
    expect(summary.nearMissShare.low).toBeCloseTo(0.23072428127601297, 12);
    expect(summary.matchRate.mean).toBeCloseTo(14 / 24, 12);
    expect(summary.matchRate.meanCorrect).toBeCloseTo(5 / 6, 12);
    expect(summary.matchRate.meanWrong).toBeCloseTo(8 / 15, 12);
    expect(summary.matchRate.normalisedMean).toBeCloseTo(14 / 24, 12);
    // SciPy 1.17.1: pearsonr, spearmanr of [3,2,2,1,0,2,1,3] / 3 and [1,1,0,0,0,0,0,0]
    const { pooled, withinQuestion } = summary.correlation;
    expect(pooled.pearson.r).toBeCloseTo(0.44721359549995787, 12);
    expect(pooled.spearman.r).toBeCloseTo(0.45760431532242946, 12);
    expect(pooled.pearson).toEqual({ r: pooled.pearson.r, low: null, high: null, n: 8 });
    expect(withinQuestion.r).toBeCloseTo(0.44721359549995787, 12);
    expect(withinQuestion).toMatchObject({ n: 8, questions: 1 });
    expect(summary.signTest).toEqual({ correctHigher: 1, wrongHigher: 0, ties: 0 });
    expect(summary.signal).toEqual({
      groups: 1,
      singletons: 0,
      allCorrect: 0,
      allWrong: 0,
      mixed: 1,
      zeroAdvantageGrpo: 0,
      zeroAdvantageEGrpo: 0,
      revived: 0,
    });
    // E-GRPO rewards 1, 1, .2, .1, 0, .2, 0, .3
    expect(summary.reward.meanGrpo).toBe(0.25);
    expect(summary.reward.meanEGrpo).toBeCloseTo(0.35, 12);
    expect(summary.toolCalls).toMatchObject({ mean: 9.5, meanCorrect: 4.5, meanWrong: 5.4 });
    expect(summary.toolCalls.histogram).toEqual([
      { calls: 1, correct: 0, nearMiss: 0, otherWrong: 1, error: 0 },
      { calls: 4, correct: 1, nearMiss: 0, otherWrong: 0, error: 0 },
      { calls: 5, correct: 1, nearMiss: 2, otherWrong: 0, error: 0 },
      { calls: 7, correct: 0, nearMiss: 0, otherWrong: 1, error: 0 },
      { calls: 9, correct: 0, nearMiss: 1, otherWrong: 0, error: 0 },
      { calls: 40, correct: 0, nearMiss: 0, otherWrong: 0, error: 1 },
    ]);
    expect(summary.bySteps).toEqual([]);
    expect(summary.definitions).toMatchObject({ alpha: 0.3, threshold: 0.5, metricsVersion: METRICS_VERSION });
  });

  test('groups by signal, singletons and unknown groups left out, over steps', () => {
    const wrong = { verdict: 'wrong', entities: 4 } as const;
    const summary = summarise([
      // Step 1: all wrong and revived; all wrong and dead; a singleton.
      { group: 0, step: 1, ...wrong, matched: 1 },
      { group: 0, step: 1, ...wrong, matched: 2 },
      { group: 1, step: 1, ...wrong, matched: 2 },
      { group: 1, step: 1, ...wrong, matched: 2 },
      { group: 2, step: 1, ...wrong, matched: 3, toolCalls: 6 },
      // Step 4: all correct; two rollouts nothing is known of.
      { group: 3, question: 0, step: 4, verdict: 'correct', entities: 4, matched: 4 },
      { group: 3, question: 0, step: 4, verdict: 'correct', entities: 4, matched: 4 },
      { group: 4, question: 4, step: 4, verdict: 'unknown' },
      { group: 4, question: 4, step: 4, verdict: 'unknown', toolCalls: 2 },
    ]);
    expect(summary.signal).toEqual({
      groups: 3,
      singletons: 1,
      allCorrect: 1,
      allWrong: 2,
      mixed: 0,
      zeroAdvantageGrpo: 3,
      zeroAdvantageEGrpo: 2,
      revived: 1,
    });
    expect(summary.bySteps).toEqual([
      {
        step: 1,
        rollouts: 5,
        accuracy: 0,
        matchRate: 0.5,
        toolCalls: 1.2,
        zeroAdvantageGrpo: 1,
        zeroAdvantageEGrpo: 0.5,
      },
      {
        step: 4,
        rollouts: 4,
        accuracy: 1,
        matchRate: 1,
        toolCalls: 0.5,
        zeroAdvantageGrpo: 1,
        zeroAdvantageEGrpo: 1,
      },
    ]);
    // Question 0 is answered at two steps; its correct rollouts found more than its wrong ones.
    expect(summary.signTest).toEqual({ correctHigher: 1, wrongHigher: 0, ties: 0 });
    expect(summary.accuracy).toMatchObject({ value: 2 / 7, n: 7 });
  });

  test('an empty run has counts and nothing else', () => {
    const summary = summarise([]);
    expect(summary.accuracy).toEqual({ ...NOTHING, n: 0 });
    expect(summary.nearMissShare).toEqual({ ...NOTHING, n: 0 });
    expect(summary.matchRate).toEqual({ mean: null, meanCorrect: null, meanWrong: null, normalisedMean: null });
    expect(summary.correlation.pooled.pearson).toEqual({ ...NO_CORRELATION, n: 0 });
    expect(summary.correlation.withinQuestion).toEqual({ ...NO_CORRELATION, n: 0, questions: 0 });
    expect(summary.toolCalls).toEqual({ mean: null, meanCorrect: null, meanWrong: null, histogram: [] });
    expect(summary.reward).toEqual({ meanGrpo: null, meanEGrpo: null });
  });

  test('one rollout, no entities, nothing known', () => {
    expect(summarise([{ group: 0, entities: 2, matched: 1, verdict: 'wrong' }])).toMatchObject({
      accuracy: { value: 0, n: 1 },
      nearMissShare: { value: 1, n: 1 },
      correlation: { pooled: { spearman: { ...NO_CORRELATION, n: 1 } } },
      signal: { groups: 0, singletons: 1, zeroAdvantageGrpo: 0 },
    });
    const withoutEntities = summarise([
      { group: 0, verdict: 'wrong' },
      { group: 0, verdict: 'correct' },
    ]);
    expect(withoutEntities.counts).toMatchObject({ withEntities: 0, wrong: 1 });
    expect(withoutEntities.matchRate.mean).toBeNull();
    expect(withoutEntities.nearMissShare.value).toBeNull();
    expect(withoutEntities.accuracy.value).toBe(0.5);
    const unknown = summarise([{ group: 0, entities: 2, matched: 1, verdict: 'unknown' }]);
    expect(unknown.accuracy.value).toBeNull();
    expect(unknown.reward.meanGrpo).toBeNull();
    expect(unknown.matchRate.mean).toBe(0.5);
    expect(unknown.toolCalls.histogram).toEqual([{ calls: 0, correct: 0, nearMiss: 0, otherWrong: 0, error: 0 }]);
  });

  test('all match rates equal: no correlation', () => {
    const rollouts = MAIN_FIXTURE.map((rollout) => ({ ...rollout, matched: 2 }));
    expect(summarise(rollouts).correlation.pooled.pearson).toEqual({ ...NO_CORRELATION, n: 8 });
    expect(summarise(rollouts).signTest).toEqual({ correctHigher: 0, wrongHigher: 0, ties: 1 });
  });

  test('counts add up, shares are shares, order does not matter, NaN is nowhere', () => {
    fc.assert(
      fc.property(fc.array(rolloutOf, { maxLength: 60 }), (rollouts) => {
        const summary = summarise(rollouts);
        const { counts, signal } = summary;
        expect(OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(rollouts.length);
        expect(signal.allCorrect + signal.allWrong + signal.mixed).toBe(signal.groups);
        expect(signal.zeroAdvantageEGrpo).toBeLessThanOrEqual(signal.zeroAdvantageGrpo);
        const inBins = summary.toolCalls.histogram.reduce(
          (sum, bin) => sum + bin.correct + bin.nearMiss + bin.otherWrong + bin.error,
          0,
        );
        expect(inBins).toBe(rollouts.length - counts.unknown);
        const withStep = rollouts.filter(({ step }) => step !== undefined).length;
        expect(summary.bySteps.reduce((sum, step) => sum + step.rollouts, 0)).toBe(withStep);
        for (const share of [summary.accuracy, summary.nearMissShare]) {
          expect(share.value ?? 0.5).toBeGreaterThanOrEqual(0);
          expect(share.value ?? 0.5).toBeLessThanOrEqual(1);
        }
        const holdsNaN = Object.values(flatten(summary)).some(Number.isNaN);
        expect(holdsNaN).toBe(false);
        closeTo(flatten(summarise(rollouts.toReversed())), flatten(summary));
      }),
      { numRuns: 40 },
    );
  });

  test('leaves the scored run alone', () => {
    const scored = scoreFixture(MAIN_FIXTURE);
    const before = structuredClone(scored);
    summariseRun(scored, correlateRun(scored));
    expect(scored).toEqual(before);
  });
});

describe('correlateRun', () => {
  test('does not depend on alpha, tau or the deviation', () => {
    const other = { alpha: 0.9, threshold: 0.1, std: 'population', epsilon: 0.1 } as const;
    const rollouts = [...MAIN_FIXTURE, ...MAIN_FIXTURE.map((rollout) => ({ ...rollout, group: 1 }))];
    expect(correlateRun(scoreFixture(rollouts, other))).toEqual(correlateRun(scoreFixture(rollouts)));
  });

  test('leaves out unknown outcomes and rollouts without entities', () => {
    const extra: readonly FixtureRollout[] = [
      { group: 1, verdict: 'correct' },
      { group: 2, verdict: 'unknown', entities: 3, matched: 3 },
    ];
    expect(correlateRun(scoreFixture([...MAIN_FIXTURE, ...extra])).pearson).toEqual(
      correlateRun(scoreFixture(MAIN_FIXTURE)).pearson,
    );
  });
});

/** Every number of a nested record by its path. */
function flatten(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => flatten(part, `${path}/${key}`)));
}

/** Sums in another order may differ in the last digits. */
function closeTo(actual: Record<string, unknown>, expected: Record<string, unknown>): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [path, value] of Object.entries(expected)) {
    if (typeof value === 'number') expect(actual[path], path).toBeCloseTo(value, 8);
    else expect(actual[path], path).toEqual(value);
  }
}
