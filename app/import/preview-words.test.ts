import { expect, it } from 'vitest';
import { correctnessWords, groupingWords } from './preview-words';

it('says how rollouts are grouped, odd groups apart', () => {
  const grouping = { by: 'question', withinStep: true, groups: 42, size: 8, odd: 2 };
  expect(groupingWords(grouping)).toBe(
    'by question within a training step: 40 groups of 8 rollouts, 2 of another size',
  );
  expect(groupingWords({ by: 'group_id', withinStep: false, groups: 1, size: 1, odd: 0 })).toBe(
    'by the log’s group id: 1 group of 1 rollout',
  );
});

it('says what decides correctness', () => {
  expect(correctnessWords({ logged: 1200, undecided: 3 })).toBe(
    '1,200 by what the log says, 3 by nothing: outcome unknown',
  );
  expect(correctnessWords({})).toBe('no rollout read yet');
});
