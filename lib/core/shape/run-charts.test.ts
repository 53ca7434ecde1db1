import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyFilter } from '@/lib/core/filter/apply-filter';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import { positionsOf } from '@/lib/core/filter/rollout-set';
import { OUTCOMES, VERDICTS } from '@/lib/core/rewards/run-columns';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { RATE_FIELDS } from './rate-tally';
import { shapeRunCharts } from './run-charts';

/** Positions of the rollouts a mark's link leads to. */
function positionsBehind(scored: ScoredRun, filter: string): readonly number[] {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'error') throw new Error(`${filter}: ${parsed.error.message}`);
  const none = { over: 'questions', questions: new Set<number>() } as const;
  return [...positionsOf(applyFilter(scored, parsed.filter, () => none))];
}

/** Rollouts a mark's link leads to. */
function behind(scored: ScoredRun, filter: string): number {
  return positionsBehind(scored, filter).length;
}

/** Different groups, or questions, of the rollouts a mark's link leads to. */
function differentBehind(scored: ScoredRun, column: 'group' | 'question', filter: string): number {
  return new Set(positionsBehind(scored, filter).map((position) => scored.columns[column][position])).size;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Runs with 0 to 12 entities a question, several groups a question, and every verdict. */
const runOf = fc.array(
  fc
    .record({ question: fc.nat(6), step: fc.nat(2), verdict: fc.constantFrom(...VERDICTS), found: fc.nat(12) })
    .map(({ question, step, verdict, found }): FixtureRollout => {
      const entities = question * 2;
      const matched = Math.min(found, entities);
      return { group: question * 3 + step, question, step, verdict, entities, matched, toolCalls: found * found };
    }),
  { maxLength: 80 },
);

describe('shapeRunCharts', () => {
  test('every link leads to exactly the rollouts its mark counts', () => {
    fc.assert(
      fc.property(runOf, (rollouts) => {
        const scored = scoreFixture(rollouts);
        const charts = shapeRunCharts(scored);
        for (const field of RATE_FIELDS) {
          for (const bin of charts.accuracyByRate[field]) expect(behind(scored, bin.filter)).toBe(bin.n);
          for (const bin of charts.rateDistribution[field].bins) {
            expect(behind(scored, bin.filterCorrect)).toBe(bin.correct);
            expect(behind(scored, bin.filterWrong)).toBe(bin.wrong);
          }
        }
        for (const bin of charts.outcomesByToolCalls) expect(behind(scored, bin.filter)).toBe(bin.rollouts);
        for (const point of charts.bySteps.points) {
          expect(behind(scored, point.filter)).toBe(point.rollouts);
          for (const [{ value, n }, filter] of [
            [point.zeroAdvantageGrpo, point.filterZeroGrpo],
            [point.zeroAdvantageEGrpo, point.filterZeroEGrpo],
          ] as const) {
            expect(differentBehind(scored, 'group', filter)).toBe(Math.round((value ?? 0) * n));
          }
        }
        for (const mark of charts.signal.marks) {
          expect(differentBehind(scored, 'group', mark.filter)).toBe(mark.groups);
        }
        for (const cell of charts.questionContrast.cells) {
          expect(differentBehind(scored, 'question', cell.filter ?? '')).toBe(cell.questions);
          const outcomes = positionsBehind(scored, cell.filter ?? '').map((at) => OUTCOMES[scored.outcome[at] ?? -1]);
          expect(outcomes.filter((outcome) => /error|unknown/.test(outcome ?? ''))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('counts add up, and the order of rollouts does not matter', () => {
    fc.assert(
      fc.property(runOf, (rollouts) => {
        const scored = scoreFixture(rollouts);
        const charts = shapeRunCharts(scored);
        const known = rollouts.filter(({ verdict, entities = 0 }) => verdict !== 'unknown' && entities > 0);
        for (const field of RATE_FIELDS) {
          expect(total(charts.accuracyByRate[field].map(({ n }) => n))).toBe(known.length);
          const { bins, correct, wrong, error } = charts.rateDistribution[field];
          expect(total(bins.map((bin) => bin.correct + bin.wrong + bin.error))).toBe(known.length);
          expect(correct + wrong + error).toBe(known.length);
          expect(bins.length).toBeLessThanOrEqual(24);
        }
        expect(total(charts.outcomesByToolCalls.map((bin) => bin.rollouts))).toBe(rollouts.length);
        expect(total(charts.bySteps.points.map((point) => point.rollouts))).toBe(rollouts.length);
        const { signal, questionContrast } = charts;
        expect(total(signal.marks.map(({ groups }) => groups))).toBe(signal.groups);
        const { higher, lower, ties } = questionContrast.signTest;
        expect(total(questionContrast.cells.map(({ questions }) => questions))).toBe(higher + lower + ties);
        const turned = shapeRunCharts(scoreFixture(rollouts.toReversed()));
        expect(turned.signal).toEqual(signal);
        expect(turned.outcomesByToolCalls).toEqual(charts.outcomesByToolCalls);
        expect(turned.rateDistribution).toEqual(charts.rateDistribution);
        expect(turned.accuracyByRate).toEqual(charts.accuracyByRate);
        expect(turned.questionContrast.signTest).toEqual(questionContrast.signTest);
      }),
      { numRuns: 60 },
    );
  });

  test('an empty run, one rollout, no entities, nothing known: no NaN, nothing invented', () => {
    const runs: readonly (readonly FixtureRollout[])[] = [
      [],
      [{ group: 0, verdict: 'correct', entities: 2, matched: 1 }],
      [
        { group: 0, verdict: 'wrong' },
        { group: 0, verdict: 'correct' },
      ],
      [{ group: 0, verdict: 'unknown', entities: 2, matched: 1, step: 3 }],
    ];
    for (const rollouts of runs) {
      const charts = shapeRunCharts(scoreFixture(rollouts));
      // JSON writes NaN as null, so a lost NaN would show as a difference.
      expect(JSON.parse(JSON.stringify(charts))).toEqual(charts);
      expect(charts.questionContrast.questions).toBe(rollouts.length === 2 ? 0 : charts.questionContrast.cells.length);
      expect(charts.rateDistribution.matchRate.areaUnderRoc).toBeNull();
    }
    expect(shapeRunCharts(scoreFixture([])).outcomesByToolCalls).toEqual([]);
  });

  test('leaves the scored run alone', () => {
    const scored = scoreFixture(MAIN_FIXTURE);
    const before = structuredClone(scored);
    shapeRunCharts(scored);
    expect(scored).toEqual(before);
  });
});

describe('rates', () => {
  const { accuracyByRate, rateDistribution } = shapeRunCharts(scoreFixture([...MAIN_FIXTURE, ...MAIN_FIXTURE]));

  test('accuracy by match rate: small bins keep their count but show no share', () => {
    const bins = accuracyByRate.matchRate;
    // Twice 3 2 2 1 0 2 1 3 of 3: {0} 2, (0.2, 0.4] 4, (0.6, 0.8] 6 with 2 correct, {1} 4 with 2 correct.
    expect(bins.map(({ n }) => n)).toEqual([2, 0, 4, 0, 6, 0, 4]);
    expect(bins.map(({ correct }) => correct)).toEqual([0, 0, 0, 0, 2, 0, 2]);
    expect(bins.map(({ suppressed }) => suppressed)).toEqual([true, false, true, false, false, false, true]);
    expect(bins.map(({ accuracy }) => accuracy.value)).toEqual([null, null, null, null, 1 / 3, null, null]);
    expect(bins[4]?.meanRate).toBeCloseTo(2 / 3, 12);
    expect(bins[1]?.meanRate).toBeNull();
  });

  test('distribution: at attainable values, errors apart, with the area under the ROC curve', () => {
    const { bins, exact, areaUnderRoc } = rateDistribution.matchRate;
    expect(exact).toBe(true);
    expect(bins.map(({ rates }) => rates.low)).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect(bins.map(({ correct }) => correct)).toEqual([0, 0, 2, 2]);
    expect(bins.map(({ wrong }) => wrong)).toEqual([2, 2, 4, 2]);
    expect(bins.map(({ error }) => error)).toEqual([0, 2, 0, 0]);
    expect(bins.map(({ shareOfCorrect }) => shareOfCorrect)).toEqual([0, 0, 0.5, 0.5]);
    // SciPy 1.17.1: mannwhitneyu([1, 2/3], [2/3, 1/3, 0, 2/3, 1]).statistic / 10; the same for the doubled run
    expect(areaUnderRoc).toBe(0.75);
  });

  test('many entities: merged into 22 bins, the area unchanged by it', () => {
    const rollouts = Array.from({ length: 60 }, (_, at): FixtureRollout => ({
      group: 0,
      entities: 40,
      matched: at % 41,
      verdict: at % 41 > 30 ? 'correct' : 'wrong',
    }));
    const { bins, exact, areaUnderRoc } = shapeRunCharts(scoreFixture(rollouts)).rateDistribution.matchRate;
    expect(exact).toBe(false);
    expect(bins).toHaveLength(22);
    expect(areaUnderRoc).toBe(1);
  });
});

describe('outcomes by tool calls', () => {
  const callers = (calls: readonly number[]): ScoredRun =>
    scoreFixture(calls.map((toolCalls): FixtureRollout => ({ group: 0, verdict: 'correct', toolCalls })));

  test('one bin a number while there are few', () => {
    const bins = shapeRunCharts(callers([2, 2, 5])).outcomesByToolCalls;
    expect(bins.map(({ calls }) => [calls.low, calls.high])).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
    expect(bins.map(({ outcomes }) => outcomes.correct)).toEqual([2, 0, 0, 1]);
    expect(bins[1]?.accuracy).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  test('runaway rollouts share a tail', () => {
    const bins = shapeRunCharts(
      callers([...Array.from({ length: 300 }, (_, at) => at % 10), 400, 9000]),
    ).outcomesByToolCalls;
    expect(bins).toHaveLength(11);
    expect(bins[10]).toMatchObject({ calls: { low: 10, high: 9000 }, rollouts: 2 });
  });

  test('wide spreads get equal widths, 24 bins at most', () => {
    const bins = shapeRunCharts(callers(Array.from({ length: 1000 }, (_, at) => at))).outcomesByToolCalls;
    expect(bins.length).toBeLessThanOrEqual(24);
    expect(new Set(bins.slice(0, -1).map(({ calls }) => calls.high - calls.low)).size).toBe(1);
    expect(total(bins.map(({ rollouts }) => rollouts))).toBe(1000);
  });
});

describe('questions', () => {
  const pair = (question: number, correct: number, wrong: number): readonly FixtureRollout[] => [
    { group: question, verdict: 'correct', entities: 4, matched: correct },
    { group: question, verdict: 'wrong', entities: 4, matched: wrong },
  ];

  test('one mark a place, listed while it holds few questions', () => {
    const rollouts = [
      ...pair(0, 4, 1),
      ...pair(1, 4, 1),
      ...pair(2, 2, 3),
      ...pair(3, 2, 2),
      // No contrast: an error is neither.
      { group: 4, verdict: 'correct', entities: 4, matched: 4 } as const,
      { group: 4, verdict: 'error_format', entities: 4, matched: 0 } as const,
    ];
    const { cells, questions, signTest } = shapeRunCharts(scoreFixture(rollouts)).questionContrast;
    expect(questions).toBe(4);
    expect(signTest).toMatchObject({ higher: 2, lower: 1, ties: 1, pValue: 1 });
    expect(cells.map(({ meanWrong, meanCorrect }) => [meanWrong, meanCorrect])).toEqual([
      [0.25, 1],
      [0.5, 0.5],
      [0.75, 0.5],
    ]);
    expect(cells.map(({ side }) => side)).toEqual(['correct_higher', 'tie', 'wrong_higher']);
    expect(cells[0]).toMatchObject({
      questions: 2,
      filter: 'question:0..1 -outcome:error_format,error_overlength,unknown',
    });
  });

  test('past 200 questions near places share a mark, unless they lie on different sides', () => {
    const near = (questions: number) =>
      Array.from({ length: questions }, (_, question): readonly FixtureRollout[] => [
        { group: question, verdict: 'correct', entities: 100, matched: 50 + (question % 3) },
        { group: question, verdict: 'wrong', entities: 100, matched: 51 },
      ]).flat();
    const single = shapeRunCharts(scoreFixture(near(200))).questionContrast;
    expect(single.merged).toBe(false);
    expect(single.cells.map(({ questions }) => questions)).toEqual([67, 67, 66]);
    const merged = shapeRunCharts(scoreFixture([...near(201), ...pair(201, 4, 4)])).questionContrast;
    expect(merged.merged).toBe(true);
    expect(merged.cells.map(({ side, questions }) => [side, questions])).toEqual([
      ['wrong_higher', 67],
      ['tie', 67],
      ['correct_higher', 67],
      ['tie', 1],
    ]);
  });

  test('a list of questions too long for a link makes none', () => {
    const rollouts = Array.from({ length: 900 }, (_, question) => pair(question, question % 2 === 0 ? 4 : 3, 0)).flat();
    const { cells } = shapeRunCharts(scoreFixture(rollouts)).questionContrast;
    expect(cells.map(({ questions, filter }) => [questions, filter])).toEqual([
      [450, null],
      [450, null],
    ]);
  });
});

describe('signal', () => {
  test('GRPO against E-GRPO', () => {
    const wrong = { verdict: 'wrong', entities: 2 } as const;
    const { signal } = shapeRunCharts(
      scoreFixture([
        { group: 0, ...wrong, matched: 1 },
        { group: 0, ...wrong, matched: 2 },
        { group: 1, ...wrong, matched: 0 },
        { group: 1, ...wrong, matched: 0 },
        { group: 2, verdict: 'correct' },
        { group: 2, verdict: 'correct' },
        { group: 3, verdict: 'correct' },
        { group: 3, verdict: 'wrong' },
        { group: 4, verdict: 'wrong' },
      ]),
    );
    expect(signal.marks.map(({ slice, groups, share }) => [slice, groups, share])).toEqual([
      ['mixed', 1, 0.25],
      ['revived', 1, 0.25],
      ['dead', 1, 0.25],
      ['all_correct', 1, 0.25],
    ]);
    expect(signal).toMatchObject({ groups: 4, singletons: 1, unknown: 0 });
    expect(signal.zeroAdvantageGrpo).toMatchObject({ value: 0.75, n: 4 });
    expect(signal.zeroAdvantageEGrpo).toMatchObject({ value: 0.5, n: 4 });
  });
});
