import fc from 'fast-check';
import { expect, test } from 'vitest';

import { holmAdjusted } from './holm';

test('steps down, and what was not tested does not count', () => {
  // R: p.adjust(c(0.01, 0.04, 0.03), "holm") is 0.03 0.06 0.06
  expect(holmAdjusted([0.01, 0.04, 0.03, null]).map((p) => p?.toFixed(12))).toEqual([
    '0.030000000000',
    '0.060000000000',
    '0.060000000000',
    undefined,
  ]);
  expect(holmAdjusted([])).toEqual([]);
  expect(holmAdjusted([0.9, 0.8])).toEqual([1, 1]);
  expect(() => holmAdjusted([1.5])).toThrow(RangeError);
});

test('never lowers a p-value nor turns two round', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
      const adjusted = holmAdjusted(pValues);
      expect(adjusted).toHaveLength(pValues.length);
      return pValues.every((p, i) => {
        const own = adjusted[i] ?? -1;
        return own >= p && own <= 1 && pValues.every((q, j) => q < p || (adjusted[j] ?? -1) >= own);
      });
    }),
  );
});
