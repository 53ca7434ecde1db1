import fc from 'fast-check';
import { expect, test } from 'vitest';

import { roundTicks } from './round-ticks';

test('steps of 1, 2 or 5', () => {
  expect(roundTicks(0, 29)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(roundTicks(0, 0.43)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(roundTicks(-1, 2)).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2]);
  expect(roundTicks(0, 17_300_000)).toEqual([0, 5_000_000, 10_000_000, 15_000_000, 20_000_000]);
  expect(roundTicks(3, 3)).toEqual([3, 4]);
});

test('property: hold both ends, ascending, few', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1_000_000 }), (low, width) => {
      const ticks = roundTicks(low, low + width);
      expect(ticks[0]).toBeLessThanOrEqual(low);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + width);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks.toSorted((a, b) => a - b)).toEqual(ticks);
    }),
  );
});
