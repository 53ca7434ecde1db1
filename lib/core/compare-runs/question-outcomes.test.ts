import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { OUTCOMES, VERDICTS } from '@/lib/core/rewards/run-columns';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';

import { tallyQuestions, type QuestionOutcomes } from './question-outcomes';

/** All questions of a run, in the order of their numbers. */
function tally(rollouts: readonly FixtureRollout[]): QuestionOutcomes {
  const scored = scoreFixture(rollouts);
  const { length, questionCount } = scored.columns;
  return tallyQuestions(
    scored,
    Int32Array.from({ length }, (_, at) => at),
    Int32Array.from(Array(questionCount).keys()),
  );
}

function outcomesOf({ outcome }: QuestionOutcomes): readonly (string | undefined)[] {
  return Array.from(outcome, (code) => OUTCOMES[code]);
}

type Sketch = Pick<FixtureRollout, 'verdict' | 'matched'>;
const C = { verdict: 'correct', matched: 4 } as const;
const N = { verdict: 'wrong', matched: 4 } as const;
const P = { verdict: 'wrong', matched: 1 } as const;
const F = { verdict: 'wrong', matched: 0 } as const;
const E = { verdict: 'error_format', matched: 0 } as const;
const U = { verdict: 'unknown', matched: 4 } as const;

describe('tallyQuestions', () => {
  test('the main fixture, C C W W W W E W: three near-misses are the most', () => {
    const tallied = tally(MAIN_FIXTURE);
    // gamma 1, 2/3, 2/3, 1/3, 0, 2/3, 1/3, 1, best 1: two correct, three near-misses, one partial, one failure, one error.
    expect(outcomesOf(tallied)).toEqual(['near_miss']);
    // Of the near-misses (numbers 3, 6, 8) the last has gamma-hat 1.
    expect([...tallied.shown]).toEqual([7]);
    expect([tallied.rollouts[0], tallied.known[0], tallied.correct[0]]).toEqual([8, 8, 2]);
    expect(tallied.accuracy[0]).toBe(0.25);
    expect(tallied.matchRate[0]).toBeCloseTo(14 / 24, 12);
    expect(tallied.toolCalls[0]).toBe(76 / 8);
    expect(tallied.toolCallsCorrect[0]).toBe(4.5);
  });

  test.each<[string, readonly Sketch[], string, number]>([
    // Of 4 entities near-misses match all, partials 1, failures none; the outcome by hand, then the first rollout with it.
    ['2 correct, 1 near-miss, 1 partial, 1 failure', [C, C, N, P, F], 'near_miss', 2],
    ['2 correct, 1 partial, 2 failures', [C, C, P, F, F], 'failure', 3],
    ['2 correct, 2 wrong: an even split', [P, C, F, C], 'correct', 1],
    ['1 correct, 1 failure, 3 unknown', [U, U, U, F, C], 'correct', 4],
    ['1 failure, 2 unknown', [U, F, U], 'failure', 1],
    ['1 correct, 2 failures, 3 unknown', [C, F, U, F, U, U], 'failure', 1],
    ['unknown only', [U, U], 'unknown', 0],
    ['3 correct, 4 wrong in three ways', [C, C, C, P, F, F, E], 'failure', 4],
    ['1 correct, a partial and a failure: a tie', [F, P, C], 'partial', 1],
  ])('two votes, %s', (_, rollouts, outcome, shown) => {
    const tallied = tally(rollouts.map((rollout) => ({ ...rollout, group: 0, entities: 4 })));
    expect(outcomesOf(tallied)).toEqual([outcome]);
    expect(tallied.shown[0]).toBe(shown);
  });

  test('a question is called correct exactly where its accuracy is at least one half', () => {
    const rollouts = fc.array(fc.constantFrom(C, N, P, F, U, E), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rollouts, (some) => {
        const sketches = some.map((rollout): FixtureRollout => ({
          ...rollout,
          group: 0,
          entities: 4,
        }));
        const { accuracy, known, shown, outcome } = tally(sketches);
        const name = OUTCOMES[outcome[0] ?? -1];
        expect(name === 'correct').toBe((accuracy[0] ?? 0) >= 0.5);
        expect(name === 'unknown').toBe(known[0] === 0);
        expect(scoreFixture(sketches).outcome[shown[0] ?? -1]).toBe(outcome[0]);
      }),
    );
  });

  test('ties go to the better outcome; one rollout is its own outcome', () => {
    expect(
      outcomesOf(
        tally([
          { group: 0, verdict: 'wrong', entities: 2, matched: 0 },
          { group: 0, verdict: 'correct', entities: 2, matched: 2 },
          { group: 1, verdict: 'error_format' },
          { group: 2, verdict: 'unknown' },
          { group: 2, verdict: 'error_overlength' },
          { group: 3, verdict: 'wrong' },
        ]),
      ),
    ).toEqual(['correct', 'error_format', 'error_overlength', 'wrong']);
  });

  test('the shown rollout: highest gamma-hat, then fewest tool calls, then first of the log', () => {
    const wrong = { group: 0, verdict: 'wrong', entities: 4 } as const;
    const shownOf = (...rollouts: readonly FixtureRollout[]) => tally(rollouts).shown[0];
    expect(shownOf({ ...wrong, matched: 3, toolCalls: 1 }, { ...wrong, matched: 4, toolCalls: 9 })).toBe(1);
    expect(shownOf({ ...wrong, matched: 4, toolCalls: 9 }, { ...wrong, matched: 4, toolCalls: 2 })).toBe(1);
    expect(shownOf({ ...wrong, matched: 4, toolCalls: 2 }, { ...wrong, matched: 4, toolCalls: 2 })).toBe(0);
    // Without gold entities tool calls decide.
    const plain = { group: 0, verdict: 'wrong' } as const;
    expect(shownOf({ ...plain, toolCalls: 5 }, { ...plain, toolCalls: 3 })).toBe(1);
  });

  test('takes only the rollouts of the side, and shared questions in the order given', () => {
    const scored = scoreFixture([
      { group: 0, question: 0, step: 1, verdict: 'wrong' },
      { group: 1, question: 1, step: 1, verdict: 'correct', toolCalls: 3 },
      { group: 2, question: 0, step: 2, verdict: 'correct' },
      { group: 3, question: 2, step: 2, verdict: 'correct' },
    ]);
    const tallied = tallyQuestions(scored, Int32Array.of(0, 1), Int32Array.of(1, 0));
    expect(outcomesOf(tallied)).toEqual(['correct', 'wrong']);
    expect([...tallied.shown]).toEqual([1, 0]);
    expect([...tallied.toolCallsCorrect]).toEqual([3, Number.NaN]);
    expect([...tallied.matchRate]).toEqual([Number.NaN, Number.NaN]);
  });

  test('a question that the side lacks, and no shared question, are no errors', () => {
    const scored = scoreFixture([{ group: 0, verdict: 'correct' }]);
    const lacking = tallyQuestions(scored, new Int32Array(), Int32Array.of(0));
    expect([...lacking.shown, ...lacking.accuracy]).toEqual([-1, Number.NaN]);
    expect(outcomesOf(lacking)).toEqual(['unknown']);
    expect(tallyQuestions(scored, Int32Array.of(0), new Int32Array()).length).toBe(0);
  });

  test('the order of rollouts does not matter', () => {
    const rollout = fc.record({
      group: fc.integer({ min: 0, max: 3 }),
      verdict: fc.constantFrom(...VERDICTS),
      matched: fc.integer({ min: 0, max: 3 }),
      toolCalls: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(rollout, { maxLength: 30 }), fc.infiniteStream(fc.integer()), (sketches, keys) => {
        const all = [0, 1, 2, 3].map((group): FixtureRollout => ({ group, verdict: 'unknown', entities: 3 }));
        const rollouts = [...all, ...sketches.map((sketch) => ({ ...sketch, entities: 3 }))];
        const shuffled = rollouts
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ value }) => value);
        const one = tally(rollouts);
        const other = tally(shuffled);
        for (const column of ['rollouts', 'known', 'correct', 'outcome', 'toolCallsCorrect'] as const) {
          expect([...other[column]], column).toEqual([...one[column]]);
        }
        for (const place of one.matchRate.keys()) {
          expect(other.matchRate[place]).toBeCloseTo(one.matchRate[place] ?? Number.NaN, 12);
          const shownOf = ({ shown }: QuestionOutcomes, from: readonly FixtureRollout[]) => {
            const { verdict, matched = 0, toolCalls = 0 } = from[shown[place] ?? -1] ?? { verdict: 'none' };
            return [verdict, matched, toolCalls];
          };
          expect(shownOf(other, shuffled)).toEqual(shownOf(one, rollouts));
        }
      }),
    );
  });
});
