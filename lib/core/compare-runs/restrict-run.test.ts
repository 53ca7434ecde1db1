import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { VERDICTS } from '@/lib/core/rewards/run-columns';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import { shapeRunCharts } from '@/lib/core/shape/run-charts';

import { positionsOfQuestions, restrictRun } from './restrict-run';

const runOf = fc.array(
  fc
    .record({ question: fc.nat(4), step: fc.nat(2), verdict: fc.constantFrom(...VERDICTS), found: fc.nat(6) })
    .map(({ question, step, verdict, found }): FixtureRollout => {
      const entities = question + 1;
      return {
        group: question * 3 + step,
        question,
        step,
        verdict,
        entities,
        matched: Math.min(found, entities),
        toolCalls: found,
      };
    }),
  { minLength: 1, maxLength: 60 },
);

/** The run of some rollouts alone; its groups numbered without gaps, as those of a log are. */
function scoreDense(rollouts: readonly FixtureRollout[]) {
  const groups = [...new Set(rollouts.map(({ group }) => group))].sort((a, b) => a - b);
  return scoreFixture(rollouts.map((rollout) => ({ ...rollout, group: groups.indexOf(rollout.group) })));
}

function all(length: number): Int32Array {
  return Int32Array.from({ length }, (_, position) => position);
}

describe('restrictRun', () => {
  test('keeps what the whole groups say of the rollouts that stay', () => {
    const scored = scoreFixture([
      ...MAIN_FIXTURE,
      { group: 1, question: 7, step: 4, verdict: 'wrong', entities: 2, matched: 1 },
    ]);
    // Without the best rollout of its group, a rollout that found 1 of 3 still has gamma-hat 1/3.
    const some = restrictRun(scored, Int32Array.of(3, 8));
    expect([...some.matchRateNormalised]).toEqual([expect.closeTo(1 / 3, 12), 1]);
    expect([...some.columns.question]).toEqual([0, 7]);
    expect([...some.columns.group]).toEqual([0, 1]);
    expect([...some.groups.size]).toEqual([8, 1]);
    expect([...some.groups.stepOfGroup]).toEqual([-1, 4]);
  });

  test('numbers the groups that stay anew, in their order', () => {
    const scored = scoreFixture(
      [0, 1, 2, 3].map((group) => ({ group, verdict: 'correct' as const, toolCalls: group })),
    );
    const some = restrictRun(scored, Int32Array.of(1, 3));
    expect([...some.columns.group]).toEqual([0, 1]);
    expect([some.columns.groupCount, some.groups.length, some.columns.length]).toEqual([2, 2, 2]);
    expect([...some.groups.questionOfGroup]).toEqual([1, 3]);
  });

  test('no position leaves an empty run that can be shaped', () => {
    const none = restrictRun(scoreFixture(MAIN_FIXTURE), new Int32Array());
    expect(shapeRunCharts(none).questionContrast.questions).toBe(0);
  });

  test('property: all positions change nothing, and a restricted run is one like any other', () => {
    fc.assert(
      fc.property(runOf, (rollouts) => {
        const scored = scoreFixture(rollouts);
        expect(restrictRun(scored, all(rollouts.length))).toBe(scored);
        const more = scoreFixture([...rollouts, { group: 99, question: 50, verdict: 'unknown' }]);
        const once = restrictRun(more, all(rollouts.length));
        expect(restrictRun(once, all(rollouts.length))).toBe(once);
        expect([...once.rewardEGrpo]).toEqual([...scored.rewardEGrpo]);
      }),
      { numRuns: 60 },
    );
  });

  test('property: cut to questions, a run shows what it would without the others', () => {
    fc.assert(
      fc.property(runOf, fc.subarray([0, 1, 2, 3, 4]), (rollouts, questions) => {
        const scored = scoreDense(rollouts);
        const positions = positionsOfQuestions(scored.columns, all(rollouts.length), Int32Array.from(questions));
        const cut = shapeRunCharts(restrictRun(scored, positions));
        const alone = shapeRunCharts(scoreDense(rollouts.filter(({ question = 0 }) => questions.includes(question))));
        expect(cut).toEqual(alone);
      }),
      { numRuns: 60 },
    );
  });
});
