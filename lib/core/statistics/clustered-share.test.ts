import { expect, test } from 'vitest';

import { ClusteredShare } from './clustered-share';
import { wilsonInterval } from './wilson-interval';

function shareOf(questions: readonly (readonly number[])[]) {
  const share = new ClusteredShare();
  questions.forEach((marks, question) => marks.forEach((mark) => share.add(question, mark === 1)));
  return share.estimate();
}

test('rollouts of a question that are all alike count as one', () => {
  const alike = shareOf(Array.from({ length: 20 }, (_, at) => Array.from({ length: 8 }, () => at % 2)));
  expect(alike).toMatchObject({ value: 0.5, n: 160 });
  const width = (alike.high ?? 0) - (alike.low ?? 0);
  const wilson = (trials: number): number => {
    const { low, high } = wilsonInterval(trials / 2, trials);
    return (high ?? 0) - (low ?? 0);
  };
  expect(width).toBeGreaterThan(2.5 * wilson(160));
  expect(width).toBeGreaterThan(wilson(20));
});

test('questions of unequal size: the share is that of all observations', () => {
  expect(shareOf([[1, 1, 1], [0]])).toMatchObject({ value: 0.75, n: 4 });
});

test('without two questions there is no interval, without observations no value', () => {
  expect(shareOf([[1, 0, 0, 1]])).toEqual({ value: 0.5, low: null, high: null, n: 4 });
  expect(shareOf([])).toEqual({ value: null, low: null, high: null, n: 0 });
});
