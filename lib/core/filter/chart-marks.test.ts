import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';
import { shapeRunCharts } from '@/lib/core/shape/run-charts';

import { applyFilter } from './apply-filter';
import { parseFilter } from './parse-filter';
import { positionsOf } from './rollout-set';

function countBehind(scored: ScoredRun, filter: string): number {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'error') throw new Error(`${filter}: ${parsed.error.message}`);
  const none = { over: 'questions', questions: new Set<number>() } as const;
  return positionsOf(applyFilter(scored, parsed.filter, () => none)).length;
}

const someRun = fc
  .array(
    fc.record({
      group: fc.nat({ max: 6 }),
      verdict: fc.constantFrom('correct' as const, 'wrong' as const, 'error_format' as const, 'unknown' as const),
      matched: fc.nat({ max: 7 }),
      step: fc.nat({ max: 5 }),
      toolCalls: fc.nat({ max: 40 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((rows) => {
    const dense = new Map([...new Set(rows.map((row) => row.group))].map((group, index) => [group, index]));
    return scoreFixture(
      rows.map((row) => {
        const group = dense.get(row.group) ?? 0;
        const entities = (row.group * 3) % 8;
        return { ...row, group, entities, matched: Math.min(row.matched, entities) };
      }),
    );
  });

describe('filters of chart marks', () => {
  it('open exactly the rollouts that the mark counts', () => {
    fc.assert(
      fc.property(someRun, (scored) => {
        const charts = shapeRunCharts(scored);
        const counts = [
          ...Object.values(charts.accuracyByRate).flatMap((bins) => bins.map((bin) => [bin.filter, bin.n])),
          ...Object.values(charts.rateDistribution).flatMap(({ bins }) =>
            bins.flatMap((bin) => [
              [bin.filterCorrect, bin.correct],
              [bin.filterWrong, bin.wrong],
            ]),
          ),
          ...charts.outcomesByToolCalls.map((bin) => [bin.filter, bin.rollouts]),
          ...charts.bySteps.points.map((point) => [point.filter, point.rollouts]),
        ];
        expect(counts.map(([filter]) => [filter, countBehind(scored, String(filter))])).toEqual(counts);
      }),
    );
  });

  it('part the groups by their signal', () => {
    fc.assert(
      fc.property(someRun, (scored) => {
        const { marks } = shapeRunCharts(scored).signal;
        const behind = marks.reduce((sum, mark) => sum + countBehind(scored, mark.filter), 0);
        expect(behind).toBe(countBehind(scored, '-signal:singleton,unknown'));
      }),
    );
  });
});
