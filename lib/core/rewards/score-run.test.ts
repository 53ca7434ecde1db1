import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Definitions } from './definitions';
import { SIGNAL_CLASSES } from './group-scores';
import { OUTCOMES, VERDICTS, type Verdict } from './run-columns';
import { MAIN_FIXTURE, scoreFixture, type FixtureRollout } from './scored-run-fixture';
import type { ScoredRun } from './score-run';

const rounded = (values: Float64Array): readonly number[] => [...values].map((value) => Number(value.toFixed(6)) + 0);
const outcomesOf = (scored: ScoredRun): readonly (string | undefined)[] =>
  [...scored.outcome].map((code) => OUTCOMES[code]);
const signalsOf = ({ groups }: ScoredRun): readonly (string | undefined)[] =>
  [...groups.signalClass].map((code) => SIGNAL_CLASSES[code]);

/** A group written as letters and counts: C correct, W wrong, F format error, L overlength, U unknown. */
function group(number: number, entities: number, rollouts: string): readonly FixtureRollout[] {
  const verdicts: Readonly<Record<string, Verdict>> = {
    C: 'correct',
    W: 'wrong',
    F: 'error_format',
    L: 'error_overlength',
    U: 'unknown',
  };
  return rollouts.split(' ').map((text) => ({
    group: number,
    entities,
    verdict: verdicts[text.charAt(0)] ?? 'unknown',
    matched: Number(text.slice(1)),
  }));
}

// Expected numbers: the fixtures of the project's methods page, section 4, computed there from the paper's formulas.
describe('main fixture: 8 rollouts, 3 entities, alpha 0.3', () => {
  const scored = scoreFixture(MAIN_FIXTURE);

  test('match rates', () => {
    expect(rounded(scored.matchRateNormalised)).toEqual([1, 0.666667, 0.666667, 0.333333, 0, 0.666667, 0.333333, 1]);
    expect(scored.matchRate).toEqual(scored.matchRateNormalised);
  });

  test('rewards', () => {
    expect(rounded(scored.rewardEGrpo)).toEqual([1, 1, 0.2, 0.1, 0, 0.2, 0, 0.3]);
    expect(rounded(scored.rewardGrpo)).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('advantages with the sample deviation', () => {
    const eGrpo = [1.569895, 1.569895, -0.362284, -0.603806, -0.845328, -0.362284, -0.845328, -0.120761];
    expect(rounded(scored.advantageEGrpo)).toEqual(eGrpo);
    expect(rounded(scored.advantageGrpo)).toEqual([
      1.620182, 1.620182, -0.540061, -0.540061, -0.540061, -0.540061, -0.540061, -0.540061,
    ]);
  });

  test('advantages with the population deviation and no epsilon', () => {
    const population = scoreFixture(MAIN_FIXTURE, { std: 'population', epsilon: 0 });
    const eGrpo = [1.678293, 1.678293, -0.387298, -0.645497, -0.903696, -0.387298, -0.903696, -0.129099];
    expect(rounded(population.advantageEGrpo)).toEqual(eGrpo);
  });

  test('outcomes and the group', () => {
    const expected = [
      'correct',
      'correct',
      'near_miss',
      'partial',
      'failure',
      'near_miss',
      'error_overlength',
      'near_miss',
    ];
    expect(outcomesOf(scored)).toEqual(expected);
    const { size, known, correct, wrong, error, matchRateMax } = scored.groups;
    expect([size, known, correct, wrong, error, matchRateMax].map((column) => column[0])).toEqual([8, 8, 2, 5, 1, 1]);
    expect(signalsOf(scored)).toEqual(['mixed']);
  });
});

describe('all-wrong fixture: gamma 0, 1/4, 1/2, 1/2', () => {
  const rollouts = group(0, 4, 'W0 W1 W2 W2');

  test.each([0.1, 0.3, 0.9])('alpha %f cancels', (alpha) => {
    const scored = scoreFixture(rollouts, { alpha, epsilon: 0 });
    expect(rounded(scored.advantageEGrpo)).toEqual([-1.305582, -0.261116, 0.783349, 0.783349]);
    expect([...scored.advantageGrpo]).toEqual([0, 0, 0, 0]);
    expect(signalsOf(scored)).toEqual(['revived']);
  });

  test("TRL's epsilon", () => {
    expect(scoreFixture(rollouts, { alpha: 0.1, epsilon: 1e-4 }).advantageEGrpo[0]).toBeCloseTo(-1.302861, 6);
  });

  test('the best rollout is paid exactly alpha', () => {
    expect(scoreFixture(rollouts, { alpha: 0.3 }).rewardEGrpo[3]).toBe(0.3);
  });
});

test('case study of the paper (App. D): the failure found 2 of 3 and is paid 0.2', () => {
  const scored = scoreFixture(group(0, 3, 'C3 W2'));
  expect(scored.matchRateNormalised[1]).toBe(2 / 3);
  expect(scored.rewardEGrpo[1]).toBeCloseTo(0.2, 12);
  expect(outcomesOf(scored)).toEqual(['correct', 'near_miss']);
});

describe('where definitions meet their edges', () => {
  test.each<[string, readonly FixtureRollout[], Partial<Definitions>, readonly string[]]>([
    ['3 of 7 against a best of 6 is 0.5', group(0, 7, 'C6 W3'), {}, ['correct', 'near_miss']],
    ['below the threshold', group(0, 7, 'C6 W2'), {}, ['correct', 'partial']],
    ['threshold 1', group(0, 2, 'W2 W1'), { threshold: 1 }, ['near_miss', 'partial']],
    ['threshold 0', group(0, 2, 'C2 W0'), { threshold: 0 }, ['correct', 'near_miss']],
    ['nothing found by anyone', group(0, 2, 'W0 W0'), {}, ['failure', 'failure']],
    ['no entities', group(0, 0, 'C0 W0 F0'), {}, ['correct', 'wrong', 'error_format']],
    ['unknown', group(0, 2, 'U2 W1'), {}, ['unknown', 'near_miss']],
    ['a group of one goes by gamma, not gamma-hat', group(0, 3, 'W1'), {}, ['partial']],
  ])('%s', (_, rollouts, definitions, expected) => {
    expect(outcomesOf(scoreFixture(rollouts, definitions))).toEqual(expected);
  });

  test('a group of one has no advantage, and the reward of Eq. 5', () => {
    const scored = scoreFixture(group(0, 3, 'W1'));
    expect(scored.advantageGrpo[0]).toBeNaN();
    expect(scored.advantageEGrpo[0]).toBeNaN();
    expect(scored.rewardEGrpo[0]).toBe(0.3);
    expect(signalsOf(scored)).toEqual(['singleton']);
  });

  test('without entities match rates are not defined and a wrong rollout is paid nothing', () => {
    const scored = scoreFixture(group(0, 0, 'C0 W0'));
    expect([...scored.matchRate, ...scored.matchRateNormalised, ...scored.groups.matchRateMax]).toEqual(
      Array.from({ length: 5 }, () => Number.NaN),
    );
    expect([...scored.rewardEGrpo]).toEqual([1, 0]);
  });

  test('an unknown rollout has no reward, is left out of the mean, and still sets the best gamma', () => {
    const scored = scoreFixture(group(0, 4, 'U4 W2 W0 C1'));
    const without = scoreFixture(group(0, 4, 'F4 W2 W0 C1').slice(1));
    expect(scored.rewardEGrpo[0]).toBeNaN();
    expect(scored.advantageEGrpo[0]).toBeNaN();
    expect(scored.rewardEGrpo[1]).toBeCloseTo(0.15, 12);
    expect(without.rewardEGrpo[0]).toBe(0.3);
    expect(scored.advantageGrpo.subarray(1)).toEqual(without.advantageGrpo);
  });

  test('fewer than two known verdicts: no advantage, no signal class', () => {
    const scored = scoreFixture(group(0, 4, 'U4 C2 U0'));
    expect([...scored.advantageGrpo]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(signalsOf(scored)).toEqual(['unknown']);
    expect(scored.groups.known[0]).toBe(1);
  });

  test.each([
    ['all correct', 'C1 C0', 'all_correct', 1, 1],
    ['all wrong alike', 'W1 W1', 'dead', 1, 1],
    ['only errors', 'F1 L2', 'dead', 1, 1],
    ['wrong and an error', 'W1 F2', 'revived', 1, 0],
    ['mixed', 'C1 W2', 'mixed', 0, 0],
  ])('signal: %s', (_, rollouts, signal, zeroGrpo, zeroEGrpo) => {
    const scored = scoreFixture(group(0, 2, rollouts));
    expect(signalsOf(scored)).toEqual([signal]);
    expect([scored.groups.zeroAdvantageGrpo[0], scored.groups.zeroAdvantageEGrpo[0]]).toEqual([zeroGrpo, zeroEGrpo]);
  });

  test('at alpha 1 a mixed group can lose its E-GRPO advantage', () => {
    const scored = scoreFixture(group(0, 2, 'C1 W2'), { alpha: 1 });
    expect(signalsOf(scored)).toEqual(['mixed']);
    expect([...scored.advantageEGrpo]).toEqual([0, 0]);
    expect([scored.groups.zeroAdvantageGrpo[0], scored.groups.zeroAdvantageEGrpo[0]]).toEqual([0, 1]);
  });

  test('rewards within 1e-12 are equal', () => {
    expect([...scoreFixture(group(0, 2, 'W1 W2'), { alpha: 1e-12, epsilon: 0 }).advantageEGrpo]).toEqual([0, 0]);
    expect(scoreFixture(group(0, 2, 'W1 W2'), { alpha: 1e-11, epsilon: 0 }).advantageEGrpo[1]).toBeGreaterThan(0.7);
  });

  test('no rollouts', () => {
    const scored = scoreFixture([]);
    expect(scored.groups.length).toBe(0);
    expect(scored.outcome).toHaveLength(0);
  });

  test.each([
    { alpha: -0.1 },
    { alpha: 1.1 },
    { alpha: Number.NaN },
    { threshold: 2 },
    { epsilon: -1 },
    { epsilon: Infinity },
  ])('refuses %o', (definitions) => {
    expect(() => scoreFixture(MAIN_FIXTURE, definitions)).toThrow(RangeError);
  });
});

/** Runs of a few groups with their own numbers of entities. */
const anyRun = fc
  .array(
    fc.record({
      group: fc.integer({ min: 0, max: 3 }),
      verdict: fc.constantFrom(...VERDICTS),
      found: fc.integer({ min: 0, max: 6 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((rollouts) =>
    rollouts.map(({ group: number, verdict, found }): FixtureRollout => {
      const entities = number * 2;
      return { group: number, verdict, entities, matched: Math.min(found, entities) };
    }),
  );
const anyDefinitions = fc.record({
  alpha: fc.constantFrom(0, 0.1, 0.3, 0.5, 0.99),
  threshold: fc.double({ min: 0, max: 1, noNaN: true }),
  std: fc.constantFrom('sample' as const, 'population' as const),
  epsilon: fc.constantFrom(0, 1e-6, 1e-4),
});

describe('whatever the run', () => {
  test('rates lie in [0, 1], rewards too, and a match rate is no larger than its normalised one', () => {
    fc.assert(
      fc.property(anyRun, anyDefinitions, (run, definitions) => {
        const scored = scoreFixture(run, definitions);
        const values = [scored.matchRate, scored.matchRateNormalised, scored.rewardEGrpo, scored.rewardGrpo];
        for (const value of values.flatMap((column) => [...column])) {
          expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
        }
        scored.matchRate.forEach((rate, at) => {
          if (rate > 0) expect(scored.matchRateNormalised[at]).toBeGreaterThanOrEqual(rate);
        });
      }),
    );
  });

  test('the advantages of a group add up to 0', () => {
    fc.assert(
      fc.property(anyRun, anyDefinitions, (run, definitions) => {
        const scored = scoreFixture(run, definitions);
        for (const advantages of [scored.advantageGrpo, scored.advantageEGrpo]) {
          const sums = new Map<number, number>();
          run.forEach((rollout, at) => {
            const advantage = advantages[at] ?? Number.NaN;
            if (!Number.isNaN(advantage)) sums.set(rollout.group, (sums.get(rollout.group) ?? 0) + advantage);
          });
          for (const sum of sums.values()) expect(sum).toBeCloseTo(0, 9);
        }
      }),
    );
  });

  test('below alpha 1, groups without E-GRPO advantage have none under GRPO', () => {
    fc.assert(
      fc.property(anyRun, anyDefinitions, (run, definitions) => {
        const { zeroAdvantageGrpo, zeroAdvantageEGrpo } = scoreFixture(run, definitions).groups;
        expect(zeroAdvantageEGrpo.every((zero, at) => zero === 0 || zeroAdvantageGrpo[at] === 1)).toBe(true);
      }),
    );
  });

  test('flags and classes say what the advantages are', () => {
    fc.assert(
      fc.property(anyRun, anyDefinitions, (run, definitions) => {
        const scored = scoreFixture(run, definitions);
        signalsOf(scored).forEach((signal, number) => {
          const of = (column: Float64Array): readonly number[] =>
            run.flatMap((rollout, at) => (rollout.group === number ? [column[at] ?? Number.NaN] : []));
          const hasAdvantage = (column: Float64Array): boolean => of(column).some((value) => Math.abs(value) > 0);
          const rolloutCount = of(scored.matchRate).length;
          if (rolloutCount === 0) return;
          const [grpo, eGrpo] = [hasAdvantage(scored.advantageGrpo), hasAdvantage(scored.advantageEGrpo)];
          expect(signal === 'singleton').toBe(rolloutCount === 1);
          expect(grpo).toBe(signal === 'mixed');
          expect(eGrpo).toBe(signal === 'mixed' || signal === 'revived');
        });
      }),
    );
  });

  test('alpha cancels where no rollout is correct', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const wrong = run.filter(({ verdict }) => verdict !== 'correct');
        const low = scoreFixture(wrong, { alpha: 0.1, epsilon: 0 }).advantageEGrpo;
        const high = scoreFixture(wrong, { alpha: 0.9, epsilon: 0 }).advantageEGrpo;
        expect(rounded(low)).toEqual(rounded(high));
      }),
    );
  });

  test('alpha 0 is GRPO', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const scored = scoreFixture(run, { alpha: 0 });
        expect(scored.rewardEGrpo).toEqual(scored.rewardGrpo);
        scored.advantageEGrpo.forEach((advantage, at) => {
          const grpo = scored.advantageGrpo[at] ?? 0;
          if (Number.isNaN(grpo)) expect(advantage).toBeNaN();
          else expect(advantage).toBeCloseTo(grpo, 9);
        });
      }),
    );
  });

  test('the order of rollouts does not matter', () => {
    fc.assert(
      fc.property(anyRun, anyDefinitions, (run, definitions) => {
        const forward = scoreFixture(run, definitions);
        const backward = scoreFixture(run.toReversed(), definitions);
        expect(backward.outcome.toReversed()).toEqual(forward.outcome);
        expect(backward.rewardEGrpo.toReversed()).toEqual(forward.rewardEGrpo);
        expect(backward.groups.signalClass).toEqual(forward.groups.signalClass);
        backward.advantageEGrpo.toReversed().forEach((advantage, at) => {
          const other = forward.advantageEGrpo[at] ?? 0;
          expect(Number.isNaN(advantage)).toBe(Number.isNaN(other));
          if (!Number.isNaN(advantage)) expect(advantage).toBeCloseTo(other, 9);
        });
      }),
    );
  });

  test('an entity that no rollout finds changes gamma but not gamma-hat', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const found = run.filter(({ entities }) => (entities ?? 0) > 0);
        const noisy = found.map((rollout) => ({ ...rollout, entities: (rollout.entities ?? 0) + 1 }));
        const [before, after] = [scoreFixture(found), scoreFixture(noisy)];
        expect(after.matchRateNormalised).toEqual(before.matchRateNormalised);
        before.matchRate.forEach((rate, at) => {
          if (rate > 0) expect(after.matchRate[at]).toBeLessThan(rate);
        });
      }),
    );
  });
});
