import { expect, test } from 'vitest';

import { groupAnswers } from './group-answers';

test('answers that differ by case and white space are one; no answer stands last', () => {
  const answers = groupAnswers([
    { n: 1, prediction: null },
    { n: 2, prediction: 'Julius Payer' },
    { n: 3, prediction: ' Karl  Weyprecht ' },
    { n: 4, prediction: 'karl weyprecht' },
    { n: 5, prediction: '  ' },
    { n: 6, prediction: 'Payer' },
  ]);
  expect(answers.map(({ text, rollouts }) => [text, rollouts.map(({ n }) => n)])).toEqual([
    ['Karl  Weyprecht', [3, 4]],
    ['Julius Payer', [2]],
    ['Payer', [6]],
    [null, [1, 5]],
  ]);
  expect(groupAnswers([])).toEqual([]);
});
