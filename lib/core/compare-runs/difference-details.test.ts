import { describe, expect, it } from 'vitest';

import { differenceDetails, valueDetails, verdictWords } from './difference-details';
import { metricOf } from './metric-label';
import { sketchDifference, sketchValue } from './testing/sketch-comparison';

describe('what stands behind a number', () => {
  it('of a side: n, interval, and how alike its rollouts are', () => {
    expect(valueDetails(metricOf('accuracy'), sketchValue(0.5), 214)).toEqual([
      '214 questions, 800 rollouts',
      '95% interval over questions 47.5 to 52.5%',
      'Alike within questions: ICC 0.50, design effect 2.50, worth 320 independent rollouts',
    ]);
    expect(valueDetails(metricOf('tokens'), sketchValue(null), 0)).toEqual([
      'Not defined: the log has nothing that it counts.',
    ]);
    const few = sketchValue(0.5, { low: null, high: null, reason: 'too_few_questions', repetition: null });
    expect(valueDetails(metricOf('zero_advantage_grpo'), { ...few, observations: 1 }, 1)).toEqual([
      '1 question, 1 group',
      'No interval: fewer than five questions, too few for an interval over questions.',
    ]);
  });

  it('of a difference: p before and after Holm, the test, counts, effect size, what could be found', () => {
    expect(differenceDetails(metricOf('accuracy'), sketchDifference(0.1), { questions: 214 }, 2)).toEqual([
      'Higher by 10.0 points: interval +7.0 to +13.0, 214 questions, p = 0.003 after Holm over 2 tests.',
      'p = 0.002 alone, p = 0.003 after Holm (permutation of signs, 10,000 drawn; where small, a bound that is never too small)',
      'Questions: 60 higher, 30 lower, 124 alike',
      'Effect size d_z +0.25',
      'Detectable with 80% power by one test alone, without Holm: 4.0 points',
    ]);
    expect(differenceDetails(metricOf('turns'), sketchDifference(null), { questions: 0 }, 2)).toEqual([
      'Not defined: no question that all sides share defines it.',
    ]);
  });
});

it('has a sign of its own where only the interval leaves zero out', () => {
  const of = (low: number, high: number) => verdictWords({ verdict: 'none_shown', value: (low + high) / 2, low, high });
  expect(of(-0.17, -0.04)).toEqual({ sign: '▽', word: 'not shown after Holm' });
  expect(of(0.04, 0.17)).toEqual({ sign: '△', word: 'not shown after Holm' });
  expect(of(-0.04, 0.17)).toEqual({ sign: '≈', word: 'no difference shown' });
});
