import { describe, expect, it } from 'vitest';

import { differenceWords, goodnessOf } from './difference-words';
import { sketchDifference } from './testing/sketch-comparison';

const SHARE = { kind: 'fraction' } as const;
const AMOUNT = { kind: 'amount' } as const;
const BASIS = { questions: 214, tests: 26 };

describe('differenceWords', () => {
  it('says that no difference is shown, with the interval that could hide one', () => {
    const difference = sketchDifference(0.0065, { low: -0.021, high: 0.034 });
    expect(differenceWords(SHARE, difference, BASIS)).toBe(
      'no difference shown: interval −2.1 to +3.4 points, 214 questions',
    );
  });

  it('says how much higher or lower, and after which correction', () => {
    const higher = sketchDifference(0.042, { low: 0.011, high: 0.073 });
    expect(differenceWords(SHARE, higher, BASIS)).toBe(
      'higher by 4.2 points: interval +1.1 to +7.3, 214 questions, p = 0.003 after Holm over 26 tests',
    );
    const test = { kind: 'mcnemar', pValue: 0.0004, holm: 0.0004 } as const;
    const lower = sketchDifference(-0.52, { low: -0.91, high: -0.13, test });
    expect(differenceWords(AMOUNT, lower, { questions: 1, tests: 1 })).toBe(
      'lower by 0.52: interval −0.91 to −0.13, 1 question, p < 0.001',
    );
  });

  it('gives the p where the interval leaves zero out and the test shows nothing after Holm', () => {
    const test = { kind: 'sign_flip', pValue: 0.02, holm: 0.31 } as const;
    const difference = sketchDifference(0.02, { low: 0.001, high: 0.04, verdict: 'none_shown', test });
    expect(differenceWords(SHARE, difference, BASIS)).toBe(
      'not shown after Holm over 26 tests, though its own interval leaves zero out: +0.1 to +4.0 points, 214 questions, p = 0.31',
    );
    expect(differenceWords(SHARE, difference, { questions: 214, tests: 1 })).toBe(
      'not shown by the test, though its own interval leaves zero out: +0.1 to +4.0 points, 214 questions, p = 0.020',
    );
  });

  it('writes the amounts of a sentence with the same decimals', () => {
    const tokens = sketchDifference(1234.5, { low: -20.25, high: 2500 });
    expect(differenceWords(AMOUNT, { ...tokens, verdict: 'none_shown' }, BASIS)).toBe(
      'no difference shown: interval −20 to +2,500, 214 questions',
    );
  });

  it('tells identical sides from sides without a difference shown', () => {
    const same = sketchDifference(0, { low: 0, high: 0, verdict: 'identical' });
    expect(differenceWords(SHARE, same, BASIS)).toBe('identical on all 214 questions');
    expect(differenceWords(SHARE, same, { questions: 1, tests: 1 })).toBe('identical on the one shared question');
  });

  it('gives no interval for few questions', () => {
    const one = sketchDifference(0.25, { low: null, high: null, reason: 'too_few_questions', verdict: 'undefined' });
    expect(differenceWords(SHARE, one, { questions: 1, tests: 0 })).toBe(
      '1 shared question: no interval, difference +25.0 points',
    );
    expect(differenceWords(SHARE, one, { questions: 4, tests: 0 })).toBe(
      '4 shared questions: too few for an interval, difference +25.0 points',
    );
  });

  it('says why a difference is not defined', () => {
    expect(differenceWords(SHARE, sketchDifference(null), BASIS)).toBe(
      'not defined: no question that all sides share defines it',
    );
    expect(differenceWords(AMOUNT, sketchDifference(null, { reason: 'not_in_log' }), BASIS)).toBe(
      'not defined: the log has nothing that it counts',
    );
  });
});

describe('goodnessOf', () => {
  it('follows what is good for the metric, and says nothing where nothing is shown', () => {
    expect(goodnessOf({ better: 'lower' }, { verdict: 'lower' })).toBe('better');
    expect(goodnessOf({ better: 'higher' }, { verdict: 'lower' })).toBe('worse');
    expect(goodnessOf({ better: null }, { verdict: 'lower' })).toBeNull();
    expect(goodnessOf({ better: 'higher' }, { verdict: 'none_shown' })).toBeNull();
  });
});
