import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newcombeDifference } from './newcombe-interval';

function rounded(first: readonly [number, number], second: readonly [number, number]) {
  const difference = newcombeDifference(
    { marked: first[0], trials: first[1] },
    { marked: second[0], trials: second[1] },
  );
  return difference === null ? null : [difference.low.toFixed(4), difference.high.toFixed(4)];
}

test('the contrasts of Newcombe (1998), table II, method 10', () => {
  expect(rounded([56, 70], [48, 80])).toEqual(['0.0524', '0.3339']);
  expect(rounded([9, 10], [3, 10])).toEqual(['0.1705', '0.8090']);
  expect(rounded([6, 7], [2, 7])).toEqual(['0.0582', '0.8062']);
  expect(rounded([5, 56], [0, 29])).toEqual(['-0.0381', '0.1926']);
  expect(rounded([0, 10], [0, 20])).toEqual(['-0.1611', '0.2775']);
  expect(rounded([0, 10], [0, 10])).toEqual(['-0.2775', '0.2775']);
  expect(rounded([10, 10], [0, 20])).toEqual(['0.6791', '1.0000']);
  expect(rounded([10, 10], [0, 10])).toEqual(['0.6075', '1.0000']);
});

test('by hand: 10 of 10 against 0 of 10', () => {
  // Wilson's bounds of 10/10 and 0/10 are 1/(1 + z²/10) and 1 minus it; both distances are 1 minus the first.
  const distance = 1 - 1 / (1 + 1.959963984540054 ** 2 / 10);
  const difference = newcombeDifference({ marked: 10, trials: 10 }, { marked: 0, trials: 10 });
  expect(difference?.value).toBe(1);
  expect(difference?.low).toBeCloseTo(1 - Math.SQRT2 * distance, 12);
  expect(difference?.high).toBe(1);
});

test('no trials give no difference, more marked than trials are refused', () => {
  expect(newcombeDifference({ marked: 0, trials: 0 }, { marked: 1, trials: 2 })).toBeNull();
  expect(() => newcombeDifference({ marked: 3, trials: 2 }, { marked: 1, trials: 2 })).toThrow(RangeError);
});

test('holds its value, stays within -1 and 1, and turns round with its sides', () => {
  const share = fc
    .tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }))
    .map(([marked, others]) => ({ marked, trials: marked + others }))
    .filter(({ trials }) => trials > 0);
  fc.assert(
    fc.property(share, share, (first, second) => {
      const there = newcombeDifference(first, second);
      const back = newcombeDifference(second, first);
      if (there === null || back === null) throw new Error('shares of trials have a difference');
      expect(there.low).toBeGreaterThanOrEqual(-1);
      expect(there.high).toBeLessThanOrEqual(1);
      expect(there.low).toBeLessThanOrEqual(there.value);
      expect(there.high).toBeGreaterThanOrEqual(there.value);
      expect(back.value).toBeCloseTo(-there.value, 12);
      expect(back.low).toBeCloseTo(-there.high, 12);
      expect(back.high).toBeCloseTo(-there.low, 12);
    }),
  );
});
