import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { VERDICTS } from '@/lib/core/rewards/run-columns';

import { compareQuestions } from './question-differences';
import { orderQuestions, QUESTION_ORDERS } from './question-orders';
import { sideOf, type SideRollout } from './testing/side-of-rollouts';
import { toolCallSaving } from './tool-call-saving';

/** `c` is a correct rollout, `w` a wrong one, `u` one of unknown outcome. */
function rollouts(question: number, letters: string, more: Partial<SideRollout> = {}): readonly SideRollout[] {
  const verdicts = { c: 'correct', w: 'wrong', u: 'unknown' } as const;
  return letters.split('').map((letter) => ({
    question,
    verdict: letter === 'c' || letter === 'w' ? verdicts[letter] : verdicts.u,
    ...more,
  }));
}

describe('compareQuestions', () => {
  test('accuracy by group sizes that differ, and disagreement', () => {
    const baseline = sideOf(3, [...rollouts(0, 'cccw'), ...rollouts(1, 'c'), ...rollouts(2, 'u')]);
    const against = sideOf(3, [...rollouts(0, 'cw'), ...rollouts(1, 'w'), ...rollouts(2, 'c')]);
    const { accuracy, disagreement } = compareQuestions(baseline, against);
    expect([...accuracy]).toEqual([-0.25, -1, Number.NaN]);
    // 3/4 x 1/2 + 1/2 x 1/4 = 1/2: of the eight pairs of rollouts, four differ.
    expect([...disagreement]).toEqual([0.5, 1, Number.NaN]);
  });

  test('disagreement is the share of pairs of rollouts that differ in being correct', () => {
    const letters = fc.string({ unit: fc.constantFrom('c', 'w'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        const pairs = left.split('').flatMap((one) => right.split('').map((other) => Number(one !== other)));
        const expected = pairs.reduce((sum, differs) => sum + differs, 0) / pairs.length;
        const { disagreement } = compareQuestions(sideOf(1, rollouts(0, left)), sideOf(1, rollouts(0, right)));
        expect(disagreement[0]).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('swapping the sides turns every sign but that of the disagreement', () => {
    const side = fc
      .array(
        fc.record({
          question: fc.integer({ min: 0, max: 3 }),
          verdict: fc.constantFrom(...VERDICTS),
          entities: fc.constant(3),
          matched: fc.integer({ min: 0, max: 3 }),
          toolCalls: fc.integer({ min: 0, max: 9 }),
        }),
        { maxLength: 20 },
      )
      .map((sketches) =>
        sideOf(4, [...[0, 1, 2, 3].map((question): SideRollout => ({ question, verdict: 'wrong' })), ...sketches]),
      );
    fc.assert(
      fc.property(side, side, (left, right) => {
        const there = compareQuestions(left, right);
        const back = compareQuestions(right, left);
        for (const name of ['accuracy', 'matchRate', 'toolCalls', 'toolCallsCorrect'] as const) {
          expect([...back[name]], name).toEqual(Array.from(there[name], (value) => 0 - value));
        }
        back.disagreement.forEach((value, place) =>
          expect(value).toBeCloseTo(there.disagreement[place] ?? Number.NaN, 12),
        );
        expect(back.disagreement.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(compareQuestions(left, left).accuracy.every((value) => value === 0)).toBe(true);
      }),
    );
  });
});

describe('orderQuestions', () => {
  const rated = { entities: 4 } as const;
  const baseline = sideOf(5, [
    ...rollouts(0, 'c', { ...rated, matched: 4, toolCalls: 2 }),
    ...rollouts(1, 'w', { ...rated, matched: 1, toolCalls: 2 }),
    ...rollouts(2, 'w', { ...rated, matched: 3, toolCalls: 2 }),
    ...rollouts(3, 'u', { ...rated, matched: 0, toolCalls: 2 }),
    ...rollouts(4, 'w', { ...rated, matched: 2, toolCalls: 2 }),
  ]);
  const against = sideOf(5, [
    ...rollouts(0, 'w', { ...rated, matched: 3, toolCalls: 9 }),
    ...rollouts(1, 'c', { ...rated, matched: 4, toolCalls: 1 }),
    ...rollouts(2, 'w', { ...rated, matched: 1, toolCalls: 5 }),
    ...rollouts(3, 'c', { ...rated, matched: 1, toolCalls: 4 }),
    ...rollouts(4, 'w', { ...rated, matched: 3, toolCalls: 2 }),
  ]);
  const differences = compareQuestions(baseline, against);

  // Accuracy -1, +1, 0, not defined, 0; match rate -1/4, +3/4, -1/2, +1/4, +1/4; tool calls +7, -1, +3, +2, 0.
  test.each([
    ['regression', [0, 2, 4, 1, 3]],
    ['improvement', [1, 4, 2, 0, 3]],
    ['disagreement', [1, 0, 2, 4, 3]],
    ['matchRate', [2, 0, 4, 3, 1]],
    ['-matchRate', [1, 4, 3, 0, 2]],
    ['toolCalls', [1, 4, 3, 2, 0]],
    ['-toolCalls', [0, 2, 3, 4, 1]],
    ['toolCallsCorrect', [1, 2, 0, 3, 4]],
    ['question', [0, 1, 2, 3, 4]],
  ] as const)('%s', (order, expected) => {
    expect([...orderQuestions(differences, order)]).toEqual(expected);
  });

  test('differences that only rounding parts are equal', () => {
    const thirds = compareQuestions(
      sideOf(2, [
        ...rollouts(0, 'ccw', { entities: 4, matched: 4 }),
        ...rollouts(1, 'www', { entities: 4, matched: 0 }),
      ]),
      sideOf(2, [
        ...rollouts(0, 'ccc', { entities: 4, matched: 0 }),
        ...rollouts(1, 'cww', { entities: 4, matched: 4 }),
      ]),
    );
    expect(thirds.accuracy[0]).not.toBe(thirds.accuracy[1]);
    expect([...orderQuestions(thirds, 'improvement')]).toEqual([1, 0]);
    expect([...orderQuestions(thirds, 'regression')]).toEqual([0, 1]);
  });

  test('every order holds every question once', () => {
    for (const order of QUESTION_ORDERS) {
      expect(
        [...orderQuestions(differences, order)].sort((a, b) => a - b),
        order,
      ).toEqual([0, 1, 2, 3, 4]);
    }
  });
});

describe('toolCallSaving', () => {
  test('over questions both solve, questions weighing the same whatever their rollouts', () => {
    const baseline = sideOf(3, [
      ...rollouts(0, 'ccc', { toolCalls: 6 }),
      ...rollouts(0, 'w', { toolCalls: 100 }),
      ...rollouts(1, 'c', { toolCalls: 2 }),
      ...rollouts(2, 'c', { toolCalls: 50 }),
    ]);
    const against = sideOf(3, [
      ...rollouts(0, 'c', { toolCalls: 3 }),
      ...rollouts(1, 'cc', { toolCalls: 3 }),
      ...rollouts(2, 'w', { toolCalls: 1 }),
    ]);
    expect(toolCallSaving(baseline, against, Int32Array.of(0, 1, 2))).toEqual({
      questions: 2,
      baseline: { mean: 4, rollouts: 4 },
      against: { mean: 3, rollouts: 3 },
      difference: -1,
    });
    expect(toolCallSaving(baseline, against, Int32Array.of(2))).toEqual({
      questions: 0,
      baseline: { mean: null, rollouts: 0 },
      against: { mean: null, rollouts: 0 },
      difference: null,
    });
  });
});
