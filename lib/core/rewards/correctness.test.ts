import { describe, expect, test } from 'vitest';

import { decideCorrectness } from './correctness';
import { isExactMatch, normaliseAnswer } from './normalise-answer';
import { decideVerdict } from './verdict';

const nothing = { correct: null, correctnessMetric: null, score: null, prediction: null, answers: [] };

describe('decideCorrectness', () => {
  const all = {
    correct: false,
    correctnessMetric: { name: 'em', value: 1 },
    score: 1,
    prediction: 'Payer',
    answers: ['Payer'],
  };

  test('the first that the log has decides', () => {
    expect(decideCorrectness(all, 0.5)).toEqual({ correct: false, rule: 'logged' });
    expect(decideCorrectness({ ...all, correct: null }, 0.5)).toEqual({ correct: true, rule: 'metric' });
    const scored = { ...all, correct: null, correctnessMetric: null, score: 0.4 };
    expect(decideCorrectness(scored, 0.5)).toEqual({ correct: false, rule: 'score' });
    expect(decideCorrectness({ ...scored, score: null }, 0.5)).toEqual({ correct: true, rule: 'exact_match' });
  });

  test.each([
    [0.5, true],
    [0.499, false],
  ])('a metric of %f', (value, correct) => {
    expect(decideCorrectness({ ...nothing, correctnessMetric: { name: 'acc', value } }, 0)).toMatchObject({ correct });
  });

  test('a score counts from the threshold on', () => {
    expect(decideCorrectness({ ...nothing, score: 0.7 }, 0.7).correct).toBe(true);
    expect(decideCorrectness({ ...nothing, score: 0.7 }, 0.71).correct).toBe(false);
  });

  test('NaN is no value', () => {
    const rollout = { ...nothing, correctnessMetric: { name: 'em', value: Number.NaN }, score: Number.NaN };
    expect(decideCorrectness(rollout, 0.5)).toEqual({ correct: null, rule: null });
  });

  test('any gold answer counts; an empty prediction is wrong; blank gold answers are none', () => {
    const answers = ['Karl Weyprecht', 'Weyprecht'];
    expect(decideCorrectness({ ...nothing, prediction: 'weyprecht.', answers }, 0.5).correct).toBe(true);
    expect(decideCorrectness({ ...nothing, prediction: '', answers }, 0.5).correct).toBe(false);
    expect(decideCorrectness({ ...nothing, prediction: '', answers: [' '] }, 0.5).rule).toBeNull();
  });

  test.each([
    ['no prediction', { ...nothing, answers: ['a'] }],
    ['no gold answer', { ...nothing, prediction: 'a' }],
  ])('%s: nothing decides', (_, rollout) => {
    expect(decideCorrectness(rollout, 0.5)).toEqual({ correct: null, rule: null });
  });

  test('refuses a threshold that is no number', () => {
    expect(() => decideCorrectness(nothing, Number.NaN)).toThrow(RangeError);
  });
});

// Expected values computed with `normalize_answer` of the SQuAD 1.1 evaluation script under Python 3.
test.each([
  ['The  Beatles!', 'beatles'],
  ['An apple a day', 'apple day'],
  ['Ana the-a', 'ana thea'],
  ['Côte d’Ivoire', 'côte d’ivoire'],
  ['1,000', '1000'],
  ['é a é', 'é é'],
  ['théa', 'théa'],
  ['the', ''],
])('normaliseAnswer %s', (answer, expected) => {
  expect(normaliseAnswer(answer)).toBe(expected);
});

test.each([
  ['C', 'C++', true],
  ['anything', 'The', false],
  ['the', 'The', true],
  ['', '+', false],
  ['+ ', '+', true],
])('isExactMatch %s, %s', (prediction, answer, expected) => {
  expect(isExactMatch(prediction, answer)).toBe(expected);
});

test.each([
  ['format_error', true, 'error_format'],
  ['context_exceeded', true, 'error_overlength'],
  ['tool_budget_exceeded', null, 'error_overlength'],
  ['timeout', false, 'error_overlength'],
  ['answer', true, 'correct'],
  ['no_answer', false, 'wrong'],
  ['error', false, 'wrong'],
  ['a word of its own', true, 'correct'],
  [null, null, 'unknown'],
  ['answer', null, 'unknown'],
] as const)('decideVerdict %s, %s', (termination, correct, expected) => {
  expect(decideVerdict(termination, correct)).toBe(expected);
});
