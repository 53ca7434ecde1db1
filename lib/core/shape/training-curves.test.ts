import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { VERDICTS } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';

import { shapeRunBySteps, type StepPoint } from './run-by-steps';
import { columnsOf, shapeTrainingCurves, sumOverTraining } from './training-curves';

const all = (length: number): Int32Array => Int32Array.from({ length }, (_, position) => position);

/** The main fixture at step 1, one group more whose two rollouts are both right, and a rollout alone. */
const STEP: readonly FixtureRollout[] = [
  ...MAIN_FIXTURE.map((rollout) => ({ ...rollout, step: 1 })),
  { group: 1, step: 1, verdict: 'correct', entities: 1, matched: 1 },
  { group: 1, step: 1, verdict: 'correct', entities: 1, matched: 1 },
  { group: 2, step: 1, verdict: 'wrong', entities: 1, matched: 0 },
];

describe('rewards at a step', () => {
  test('deviation: the mean over groups of the deviation within each', () => {
    const [point] = shapeTrainingCurves(scoreFixture(STEP)).points;
    // python -c "import statistics as s; print(s.stdev([1,1,.2,.1,0,.2,0,.3]), s.stdev([1,1]+[0]*6))"
    // 0.4140393356054125 0.4629100498862757; the second group has deviation 0, the third is one rollout alone.
    expect(point?.rewards.e_grpo.deviation).toMatchObject({ value: expect.closeTo(0.4140393356054125 / 2, 12), n: 2 });
    expect(point?.rewards.grpo.deviation).toMatchObject({ value: expect.closeTo(0.4629100498862757 / 2, 12), n: 2 });
    // Two clusters with sums d and 0 around d/2: SE = sqrt(2 (d/2)^2) / 2.
    const half = 1.959963984540054 * ((0.4629100498862757 / 2) * Math.SQRT2) * 0.5;
    expect(point?.rewards.grpo.deviation.high).toBeCloseTo(0.4629100498862757 / 2 + half, 12);
    expect(point?.rewards.grpo.deviation.low).toBe(0);
  });

  test('deviation under the population formula', () => {
    const [point] = shapeTrainingCurves(scoreFixture(STEP, { std: 'population' })).points;
    // python -c "import statistics as s; print(s.pstdev([1,1,.2,.1,0,.2,0,.3]), s.pstdev([1,1]+[0]*6))"
    expect(point?.rewards.e_grpo.deviation.value).toBeCloseTo(0.3872983346207417 / 2, 12);
    expect(point?.rewards.grpo.deviation.value).toBeCloseTo(0.4330127018922193 / 2, 12);
  });

  test('mean, and deviation over all rollouts of the step', () => {
    const [point] = shapeTrainingCurves(scoreFixture(STEP)).points;
    expect(point?.rewards.e_grpo.mean).toMatchObject({ value: expect.closeTo(4.8 / 11, 12), n: 11 });
    expect(point?.rewards.grpo.mean).toMatchObject({ value: expect.closeTo(4 / 11, 12), n: 11 });
    // python -c "import statistics as s; print(s.stdev([1,1,.2,.1,0,.2,0,.3,1,1,0]), s.stdev([1]*4+[0]*7))"
    expect(point?.rewards.e_grpo.deviationOverall).toMatchObject({
      value: expect.closeTo(0.45666777261533853, 12),
      n: 11,
    });
    expect(point?.rewards.grpo.deviationOverall.value).toBeCloseTo(0.504524979109513, 12);
  });

  test('the logged reward: where there is one, below zero too', () => {
    const rollouts: readonly FixtureRollout[] = [
      { group: 0, step: 3, verdict: 'wrong', rewardLogged: -1 },
      { group: 0, step: 3, verdict: 'unknown', rewardLogged: 2 },
      { group: 0, step: 3, verdict: 'correct' },
      { group: 1, step: 4, verdict: 'correct' },
    ];
    const [third, fourth] = shapeTrainingCurves(scoreFixture(rollouts)).points;
    expect(third?.rewards.logged.mean).toMatchObject({ value: 0.5, n: 2 });
    // stdev(-1, 2) = 3 / sqrt 2
    expect(third?.rewards.logged.deviation).toMatchObject({ value: expect.closeTo(3 / Math.SQRT2, 12), n: 1 });
    expect(third?.rewards.grpo.mean).toMatchObject({ value: 0.5, n: 2 });
    expect(fourth?.rewards.logged).toEqual({
      mean: { value: null, low: null, high: null, n: 0 },
      deviation: { value: null, low: null, high: null, n: 0 },
      deviationOverall: { value: null, low: null, high: null, n: 0 },
    });
    expect(fourth?.rewards.grpo.deviation).toEqual({ value: null, low: null, high: null, n: 0 });
  });
});

describe('shapeTrainingCurves', () => {
  const runOf = fc.array(
    fc
      .record({ question: fc.nat(4), step: fc.nat(5), verdict: fc.constantFrom(...VERDICTS), found: fc.nat(3) })
      .map(({ question, step, verdict, found }): FixtureRollout => ({
        group: question * 6 + step,
        question,
        step,
        verdict,
        entities: 3,
        matched: found,
        toolCalls: found,
        tokens: 10 + found,
      })),
    { maxLength: 60 },
  );

  test('property: its points are those of the run page, but for intervals of shares', () => {
    const withoutInterval = ({ value, n }: Estimate) => ({ value, n });
    const values = ({ accuracy, zeroAdvantageGrpo, zeroAdvantageEGrpo, ...point }: StepPoint) => ({
      ...point,
      shares: [accuracy, zeroAdvantageGrpo, zeroAdvantageEGrpo].map(withoutInterval),
    });
    fc.assert(
      fc.property(runOf, (rollouts) => {
        const scored = scoreFixture(rollouts);
        const { points } = shapeTrainingCurves(scored);
        const ofRunPage = shapeRunBySteps(scored).points.map(values);
        expect(points.map(values)).toEqual(ofRunPage.map((point, at) => ({ ...point, rewards: points[at]?.rewards })));
      }),
      { numRuns: 50 },
    );
  });

  test('intervals of accuracy and of shares of groups are over questions', () => {
    // Twenty questions of two groups of four at one step: all rollouts of a question are alike.
    const rollouts = Array.from({ length: 160 }, (_, at): FixtureRollout => {
      const question = Math.floor(at / 8);
      const isMixed = question % 2 === 0 && at % 2 === 0;
      return { group: Math.floor(at / 4), question, step: 1, verdict: isMixed ? 'correct' : 'wrong' };
    });
    const [point] = shapeTrainingCurves(scoreFixture(rollouts)).points;
    const [ofRunPage] = shapeRunBySteps(scoreFixture(rollouts)).points;
    expect(point?.accuracy).toMatchObject({ value: 0.25, n: 160 });
    expect(point?.zeroAdvantageGrpo).toMatchObject({ value: 0.5, n: 40 });
    // Wilson's of 20 / 40 is 0.352 to 0.648; of 10 / 20, what the questions are worth, 0.299 to 0.701.
    expect(ofRunPage?.zeroAdvantageGrpo.low).toBeCloseTo(0.352, 3);
    expect(point?.zeroAdvantageGrpo.low).toBeLessThan(0.299);
    expect(point?.zeroAdvantageEGrpo.low).toBeLessThan(0.352);
    const [alone] = shapeTrainingCurves(scoreFixture(rollouts.slice(0, 8))).points;
    expect(alone?.accuracy).toEqual({ value: 0.5, low: null, high: null, n: 8 });
    expect(alone?.zeroAdvantageGrpo).toEqual({ value: 0, low: null, high: null, n: 2 });
  });

  test('property: the order of rollouts does not matter', () => {
    fc.assert(
      fc.property(runOf, (rollouts) => {
        const columns = (list: readonly FixtureRollout[]) => {
          const { measures, rewards } = columnsOf(shapeTrainingCurves(scoreFixture(list)).points);
          return [
            measures.accuracy,
            rewards.e_grpo.mean.n,
            rewards.grpo.deviation.n,
            // Sums in another order differ by rounding.
            rewards.e_grpo.deviation.value.map((value) => value?.toFixed(4)),
            rewards.e_grpo.deviationOverall.value.map((value) => value?.toFixed(4)),
            sumOverTraining(scoreFixture(list).columns, all(list.length), [2, 5]),
          ];
        };
        expect(columns(rollouts.toReversed())).toEqual(columns(rollouts));
      }),
      { numRuns: 50 },
    );
  });

  test('long runs: a point is computed over all steps it takes together', () => {
    const rollouts = Array.from({ length: 900 }, (_, at): readonly FixtureRollout[] => [
      { group: at, step: at, verdict: 'correct' },
      { group: at, step: at, verdict: 'wrong' },
    ]).flat();
    const { points, stepsPerPoint } = shapeTrainingCurves(scoreFixture(rollouts));
    expect([points.length, stepsPerPoint]).toEqual([300, 3]);
    expect(points.every(({ rewards }) => rewards.grpo.deviation.n === 3 && rewards.grpo.mean.n === 6)).toBe(true);
  });
});

describe('columnsOf', () => {
  test('takes each measure to its columns, six digits', () => {
    const { measures, rewards } = columnsOf(shapeTrainingCurves(scoreFixture(STEP)).points);
    expect(measures.accuracy).toMatchObject({ value: [0.363636], n: [11] });
    expect(measures.matchRate.n).toEqual([11]);
    expect(measures.toolCalls.value).toEqual([6.90909]);
    // Of the two groups with an advantage defined, the one whose rollouts are all right has none.
    expect(measures.zeroAdvantageGrpo).toMatchObject({ value: [0.5], n: [2] });
    expect(measures.zeroAdvantageEGrpo).toMatchObject({ value: [0.5], n: [2] });
    expect(rewards.logged.mean).toEqual({ value: [null], low: [null], high: [null], n: [0] });
    expect(rewards.e_grpo.mean.value).toEqual([0.436364]);
    expect(rewards.grpo.deviation.value).toEqual([0.231455]);
    expect(rewards.grpo.deviationOverall.n).toEqual([11]);
  });
});

describe('sumOverTraining', () => {
  const at = (step: number | undefined, tokens?: number): FixtureRollout => ({
    group: 0,
    verdict: 'correct',
    ...(step === undefined ? {} : { step }),
    ...(tokens === undefined ? {} : { tokens }),
  });

  test('rollouts and tokens up to and with each point, in the order of steps', () => {
    const { columns } = scoreFixture([at(4, 100), at(1, 10), at(1, 20), at(9, 7)]);
    expect(sumOverTraining(columns, all(4), [1, 4, 9])).toEqual({
      rollouts: [2, 3, 4],
      tokens: [30, 130, 137],
      withoutStep: 0,
      withoutTokens: 0,
    });
    // Steps between two points count with the later one; those after the last with none.
    expect(sumOverTraining(columns, all(4), [2, 5]).rollouts).toEqual([2, 3]);
    expect(sumOverTraining(columns, Int32Array.of(0, 3), [1, 4, 9]).tokens).toEqual([0, 100, 107]);
  });

  test('no token axis where one rollout has no count; rollouts without a step are counted apart', () => {
    const { columns } = scoreFixture([at(1, 10), at(2), at(undefined, 5)]);
    expect(sumOverTraining(columns, all(3), [1, 2])).toEqual({
      rollouts: [1, 2],
      tokens: null,
      withoutStep: 1,
      withoutTokens: 1,
    });
    expect(sumOverTraining(columns, Int32Array.of(2), [])).toEqual({
      rollouts: [],
      tokens: null,
      withoutStep: 1,
      withoutTokens: 0,
    });
  });
});
