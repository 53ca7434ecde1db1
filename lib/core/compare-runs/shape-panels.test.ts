import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MATCHERS, SCOPES, type Scope } from '@/lib/core/entities/entity';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';
import { VERDICTS } from '@/lib/core/rewards/run-columns';
import { RunColumnsBuilder } from '@/lib/core/rewards/run-columns-builder';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import { scoreRun } from '@/lib/core/rewards/score-run';
import { shapeRunCharts } from '@/lib/core/shape/run-charts';

import { PANEL_TEXTS, shapePanels, shapeTexts } from './shape-panels';

const all = (length: number): Int32Array => Int32Array.from({ length }, (_, position) => position);

describe('shapePanels', () => {
  test('a side alone shows what its run page shows', () => {
    const scored = scoreFixture([...MAIN_FIXTURE, ...MAIN_FIXTURE]);
    const [side] = shapePanels([scored]);
    const charts = shapeRunCharts(scored);
    expect(side?.contrast).toEqual(charts.questionContrast);
    expect(side?.accuracyByRate).toEqual(charts.accuracyByRate);
    expect(side?.separation.distribution).toEqual(charts.rateDistribution.matchRateNormalised);
    expect(side?.accuracy).toMatchObject({ value: 0.25, n: 16 });
    // As in run-charts.test.ts; one question gives no interval over questions.
    expect(side?.separation.area).toEqual({ value: 0.75, low: null, high: null, n: 14 });
  });

  test('the interval of accuracy is over questions', () => {
    const alike = Array.from({ length: 160 }, (_, at): FixtureRollout => ({
      group: Math.floor(at / 8),
      verdict: Math.floor(at / 8) % 2 === 0 ? 'correct' : 'wrong',
    }));
    const accuracy = shapePanels([scoreFixture(alike)])[0]?.accuracy;
    expect(accuracy).toMatchObject({ value: 0.5, n: 160 });
    // Wilson's of 80 / 160 is 0.423 to 0.577; of 10 / 20, what the questions are worth, 0.299 to 0.701.
    expect(accuracy?.low).toBeLessThan(0.299);
    expect(accuracy?.high).toBeGreaterThan(0.701);
  });

  test('all sides have the same bins, though their questions have other numbers of entities', () => {
    const thirds = scoreFixture(MAIN_FIXTURE);
    const halves = scoreFixture([
      { group: 0, entities: 2, matched: 1, verdict: 'wrong' },
      { group: 0, entities: 2, matched: 2, verdict: 'correct' },
    ]);
    const sides = shapePanels([thirds, halves]);
    const bins = sides.map(({ separation }) => separation.distribution.bins.map(({ rates }) => rates.low));
    expect(bins[0]).toEqual([0, 1 / 3, 0.5, 2 / 3, 1]);
    expect(bins[1]).toEqual(bins[0]);
    expect(sides[1]?.separation.distribution.bins.map(({ correct, wrong }) => [correct, wrong])).toEqual([
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 0],
      [1, 0],
    ]);
  });

  test('many entities on one side merge the bins of all', () => {
    const many = scoreFixture([{ group: 0, entities: 40, matched: 3, verdict: 'wrong' }]);
    const sides = shapePanels([scoreFixture(MAIN_FIXTURE), many]);
    expect(sides.map(({ separation }) => separation.distribution.exact)).toEqual([false, false]);
  });

  test('property: the order of rollouts does not matter, nor which sides stand beside', () => {
    const runOf = fc.array(
      fc
        .record({ question: fc.nat(3), verdict: fc.constantFrom(...VERDICTS), found: fc.nat(3) })
        .map(({ question, verdict, found }): FixtureRollout => ({
          group: question,
          verdict,
          entities: question,
          matched: Math.min(question, found),
        })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(runOf, runOf, (left, right) => {
        const [first, second] = shapePanels([scoreFixture(left), scoreFixture(right)]);
        const [turnedSecond, turnedFirst] = shapePanels([scoreFixture(right), scoreFixture(left.toReversed())]);
        expect(turnedSecond).toEqual(second);
        expect(turnedFirst?.separation.distribution).toEqual(first?.separation.distribution);
        expect(turnedFirst?.accuracyByRate).toEqual(first?.accuracyByRate);
        expect(turnedFirst?.contrast.signTest).toEqual(first?.contrast.signTest);
        expect(turnedFirst?.separation.area.value ?? -1).toBeCloseTo(first?.separation.area.value ?? -1, 12);
      }),
      { numRuns: 60 },
    );
  });
});

describe('shapeTexts', () => {
  /** Two entities; what each rollout found in each scope. */
  function runOf(found: readonly (readonly [verdict: 'correct' | 'wrong', byScope: Partial<Record<Scope, number>>])[]) {
    const builder = new RunColumnsBuilder();
    found.forEach(([verdict, byScope], rolloutIndex) => {
      builder.add({
        group: 0,
        question: 0,
        step: null,
        rolloutIndex,
        verdict,
        toolCalls: 0,
        turns: 1,
        tokens: null,
        rewardLogged: null,
        entityCount: 2,
        matched: MATCHERS.flatMap(() => SCOPES.map((scope) => byScope[scope] ?? 0)),
      });
    });
    return scoreRun(builder.finish(), DEFAULT_DEFINITIONS);
  }

  test('each text by its own count, gamma-hat by the best of the whole group', () => {
    const scored = runOf([
      ['correct', { thoughts: 2, observations: 2 }],
      ['wrong', { thoughts: 1, observations: 2, queries: 1 }],
      ['wrong', { observations: 1 }],
    ]);
    const foundAnywhere = Uint16Array.of(2, 2, 1);
    const [texts] = shapeTexts([{ scored, positions: Int32Array.of(1, 2), foundAnywhere }]);
    expect(texts?.map(({ text }) => text)).toEqual([...PANEL_TEXTS]);
    // Wrong rollouts at gamma-hat 0, 1/2, 1; the correct one is not among the positions, yet divides.
    expect(texts?.map(({ distribution }) => distribution.bins.map(({ wrong }) => wrong))).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 1],
      [2, 0, 0],
      [0, 1, 1],
    ]);
    expect(texts?.every(({ distribution }) => distribution.correct === 0)).toBe(true);
  });

  test('in the scope in force it is what the first panels show', () => {
    const scored = scoreFixture([...MAIN_FIXTURE, ...MAIN_FIXTURE]);
    const [texts] = shapeTexts([{ scored, positions: all(16), foundAnywhere: scored.matched }]);
    expect(texts?.[0]).toEqual({ text: 'thoughts', ...shapePanels([scored])[0]?.separation });
  });
});
