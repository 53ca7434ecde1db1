import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import { VERDICTS } from '@/lib/core/rewards/run-columns';

import { METRIC_IDS } from './compared-metrics';
import type { UncorrectedDifference } from './compare-metric';
import { correctNumbers } from './correct-numbers';
import { matchQuestions } from './match-questions';
import type { ComparedSide } from './question-values';
import { compareSides } from './testing/compare-values';

const DRAWS = 200;
const QUESTIONS = 14;

function sideOf(rollouts: readonly FixtureRollout[], numbers?: readonly number[]): ComparedSide {
  const scored = scoreFixture(rollouts);
  return {
    scored,
    positions: Int32Array.from(rollouts.keys()),
    numbers: Int32Array.from(numbers ?? Array.from({ length: scored.columns.questionCount }, (_, at) => at)),
  };
}

/** What stands in a rollout of a question; the question has five entities, or none. */
const rolloutOf = (question: number) =>
  fc.record({ verdict: fc.constantFrom(...VERDICTS), matched: fc.nat(5), toolCalls: fc.nat(9) }).map((rollout) => ({
    ...rollout,
    group: question,
    entities: question % 4 === 3 ? 0 : 5,
    matched: question % 4 === 3 ? 0 : rollout.matched,
  }));
/** A run over `QUESTIONS` questions with one to four rollouts each. */
const runRollouts = fc
  .tuple(
    ...Array.from({ length: QUESTIONS }, (_, question) =>
      fc.array(rolloutOf(question), { minLength: 1, maxLength: 4 }),
    ),
  )
  .map((groups) => groups.flat());

test('of the near-miss share those questions are counted that have wrong rollouts on both sides', () => {
  const wrong = (group: number, matched: number) => ({ group, verdict: 'wrong', matched, entities: 4 }) as const;
  const right = (group: number) => ({ group, verdict: 'correct', matched: 4, entities: 4 }) as const;
  const groups = Array.from({ length: 6 }, (_, group) => group);
  // Question 0 turns from a failure to a near-miss, 1 the other way, 2 and 3 stay; 4 and 5 are wrong on one side alone.
  const before = groups.flatMap((group) => [
    right(group),
    group === 4 ? right(group) : wrong(group, group === 0 ? 1 : 3),
  ]);
  const after = groups.flatMap((group) => [
    right(group),
    group === 5 ? right(group) : wrong(group, group === 1 ? 1 : 3),
  ]);
  const { differences, questions } = compareSides('near_miss_share', [sideOf(before), sideOf(after)], { draws: DRAWS });
  expect(questions).toBe(6);
  expect(differences[1]).toMatchObject({ higher: 1, lower: 1, ties: 2 });
});

describe('every metric', () => {
  test('of a side against itself shows no difference at all', () => {
    fc.assert(
      fc.property(runRollouts, fc.constantFrom(...METRIC_IDS), (rollouts, metric) => {
        const side = sideOf(rollouts);
        const numbers = compareSides(metric, [side, side], { draws: DRAWS });
        const difference = numbers.differences[1];
        expect(numbers.differences[0]).toBeNull();
        expect(numbers.sides[1]).toEqual(numbers.sides[0]);
        if (difference === undefined || difference === null || difference.value === null) {
          expect(numbers.sides[0]?.value).toBeNull();
          return;
        }
        expect(difference).toMatchObject({ value: 0, higher: 0, lower: 0, ties: numbers.questions, effectSize: null });
        expect(difference.test?.pValue).toBe(1);
        if (numbers.questions >= 5) expect([difference.low, difference.high]).toEqual([0, 0]);
        expect(correctNumbers([[numbers]]).tables[0]?.[0]?.differences[1]?.verdict).toBe('identical');
      }),
    );
  });

  test('mean@k is as certain as accuracy where it is over the same rollouts', () => {
    // Questions that are alike, so that their spread is less than that of as many yes or no answers.
    const rollouts = Array.from({ length: 20 }, (_, group): readonly FixtureRollout[] =>
      [0, 1, 2, 3].map((at) => ({ group, verdict: at < 1 + (group % 2) ? 'correct' : 'wrong' })),
    ).flat();
    const [accuracy] = compareSides('accuracy', [sideOf(rollouts)], { draws: DRAWS }).sides;
    const [mean] = compareSides('mean_at_k', [sideOf(rollouts)], { draws: DRAWS, k: 4 }).sides;
    expect(mean?.observations).toBe(20);
    expect(accuracy?.observations).toBe(80);
    expect((mean?.high ?? 0) - (mean?.low ?? 0)).toBeLessThanOrEqual((accuracy?.high ?? 0) - (accuracy?.low ?? 0));
  });

  test('swapping the baseline turns every sign and keeps the p-value, exactly', () => {
    fc.assert(
      fc.property(runRollouts, runRollouts, fc.constantFrom(...METRIC_IDS), (left, right, metric) => {
        const sides = [sideOf(left), sideOf(right)];
        const there = compareSides(metric, sides, { draws: DRAWS, k: 2 }).differences[1];
        const back = compareSides(metric, sides, { draws: DRAWS, k: 2, baseline: 1 }).differences[0];
        expect(turned(back)).toEqual(there);
      }),
    );
  });

  test('the order of rollouts and of questions does not matter', () => {
    const shuffledRun = runRollouts.chain((rollouts) =>
      fc.record({
        rollouts: fc.constant(rollouts),
        shuffled: fc.shuffledSubarray(rollouts, { minLength: rollouts.length }),
      }),
    );
    fc.assert(
      fc.property(shuffledRun, runRollouts, fc.constantFrom(...METRIC_IDS), ({ rollouts, shuffled }, other, metric) => {
        // Questions are numbered as they come, so shuffled rollouts are shuffled questions too.
        const numberOf = new Map<number, number>();
        for (const { group } of shuffled) if (!numberOf.has(group)) numberOf.set(group, numberOf.size);
        const renumbered = shuffled.map((rollout) => ({ ...rollout, group: numberOf.get(rollout.group) ?? 0 }));
        const numbers = Array.from({ length: QUESTIONS }, (_, question) => numberOf.get(question) ?? 0);
        const plain = compareSides(metric, [sideOf(rollouts), sideOf(other)], { draws: DRAWS });
        const reordered = compareSides(metric, [sideOf(renumbered, numbers), sideOf(other)], { draws: DRAWS });
        const close = (value: unknown): unknown => JSON.parse(JSON.stringify(value, roundNumbers));
        expect(close(reordered)).toEqual(close(plain));
      }),
    );
  });
});

/** A difference with its sides swapped. */
function turned(difference: UncorrectedDifference | null | undefined): unknown {
  if (!difference) return difference;
  const negative = (value: number | null): number | null => (value === null ? null : 0 - value);
  const { value, low, high, effectSize, higher, lower } = difference;
  return {
    ...difference,
    value: negative(value),
    low: negative(high),
    high: negative(low),
    effectSize: negative(effectSize),
    higher: lower,
    lower: higher,
  };
}

/** To nine digits: sums in another order differ in the last. */
function roundNumbers(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e9) / 1e9 + 0 : value;
}

test('matched questions come in one order, whatever the order in the runs', () => {
  const ids = Array.from({ length: 9 }, (_, at) => `q${at}`);
  const run = (runId: number, order: readonly string[]) => ({
    runId,
    questions: order.map((questionId) => ({ questionId, textKey: `text of ${questionId}` })),
  });
  const present = new Uint8Array(9).fill(1);
  fc.assert(
    fc.property(fc.shuffledSubarray(ids, { minLength: 9 }), (order) => {
      const matched = matchQuestions(
        [run(1, ids), run(2, order)],
        [
          { runId: 1, present },
          { runId: 2, present },
        ],
      );
      expect(matched.map(({ numbers }) => numbers[0]?.[0])).toEqual(ids.map((_, at) => at));
      expect(matched.map(({ numbers }) => order[numbers[1]?.[0] ?? -1])).toEqual(ids);
    }),
  );
});

describe('gaps', () => {
  const correct = (group: number): FixtureRollout => ({ group, verdict: 'correct', entities: 2, matched: 1 });
  const bare = (group: number): FixtureRollout => ({ group, verdict: 'wrong' });

  test('a side without any value does not restrict the others; questions of a mean are those all others define', () => {
    const gold = sideOf([0, 1, 2, 3, 4, 5].map(correct));
    const some = sideOf([bare(0), ...[1, 2, 3, 4, 5].map(correct)]);
    const none = sideOf([0, 1, 2, 3, 4, 5].map(bare));
    const numbers = compareSides('match_rate', [gold, some, none], { draws: DRAWS });
    expect(numbers.questions).toBe(5);
    expect(numbers.sides.map(({ value, reason }) => [value, reason])).toEqual([
      [0.5, null],
      [0.5, null],
      [null, 'not_in_log'],
    ]);
    expect(numbers.differences[2]).toMatchObject({ value: null, reason: 'not_in_log', test: null });
  });

  test('sides that define a metric on different questions have none in common', () => {
    const first = sideOf([correct(0), correct(1), bare(2), bare(3)]);
    const second = sideOf([bare(0), bare(1), correct(2), correct(3)]);
    const numbers = compareSides('tool_calls_solved', [first, second], { draws: DRAWS });
    expect(numbers.questions).toBe(0);
    expect(numbers.sides.map(({ value, reason }) => [value, reason])).toEqual([
      [null, 'no_questions'],
      [null, 'no_questions'],
    ]);
    expect(numbers.differences[1]).toMatchObject({ value: null, reason: 'no_questions', test: null });
  });

  test('a k above all groups is named as such, and no shared question comes before it', () => {
    const sides = [sideOf([0, 1, 2, 3, 4].map(correct)), sideOf([0, 1, 2, 3, 4].map(bare))];
    for (const metric of ['mean_at_k', 'pass_at_k'] as const) {
      const numbers = compareSides(metric, sides, { draws: DRAWS, k: 9 });
      expect(numbers.sides[0]).toMatchObject({ value: null, reason: 'group_too_small' });
      expect(numbers.differences[1]).toMatchObject({ value: null, reason: 'group_too_small' });
    }
    const apart = [sideOf([correct(0)], []), sideOf([correct(0)], [])];
    for (const metric of METRIC_IDS) {
      const numbers = compareSides(metric, apart, { draws: DRAWS });
      expect(numbers.sides[0]).toMatchObject({ value: null, reason: 'no_questions' });
      expect(numbers.differences[1]).toMatchObject({ value: null, reason: 'no_questions' });
    }
  });

  test('there is no interval over four questions, but a value and an exact test', () => {
    const numbers = compareSides('accuracy', [sideOf([0, 1, 2, 3].map(bare)), sideOf([0, 1, 2, 3].map(correct))], {
      draws: DRAWS,
    });
    expect(numbers.sides[1]).toMatchObject({ value: 1, low: null, high: null, reason: 'too_few_questions' });
    expect(numbers.differences[1]).toMatchObject({
      value: 1,
      low: null,
      reason: 'too_few_questions',
      test: { kind: 'mcnemar', pValue: 0.125 },
      effectSize: null,
    });
  });
});
