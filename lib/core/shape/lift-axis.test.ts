import { expect, test } from 'vitest';

import { liftAxis } from './lift-axis';

const lift = (low: number | null, high: number | null) => ({ value: null, low, high, gap: null });

test('holds 1 and the intervals, between powers of two', () => {
  expect(liftAxis([lift(1.7, 5.4)])).toEqual({ low: 0.5, high: 8, ticks: [0.5, 1, 2, 4, 8] });
  expect(liftAxis([lift(0.2, 0.9)])).toEqual({ low: 0.125, high: 4, ticks: [0.125, 0.25, 0.5, 1, 2, 4] });
  expect(liftAxis([lift(null, null)]).ticks).toEqual([0.5, 1, 2, 4]);
  expect(liftAxis([]).ticks).toEqual([0.5, 1, 2, 4]);
});

test('is never wider than 1/64 to 64', () => {
  expect(liftAxis([lift(1e-9, 1e12)])).toMatchObject({ low: 1 / 64, high: 64 });
});
