import fc from 'fast-check';
import { median } from 'simple-statistics';
import { expect, test } from 'vitest';

import { groupedMedians } from './grouped-medians';

test('by hand', () => {
  expect(groupedMedians(Uint16Array.of(5, 1, 2), Uint32Array.of(0, 1, 1), 3)).toEqual([5, 1.5, null]);
  expect(groupedMedians(new Uint16Array(), new Uint32Array(), 2)).toEqual([null, null]);
  expect(groupedMedians(Uint16Array.of(10, 9, 100), Uint32Array.of(0, 0, 0), 1)).toEqual([10]);
  expect(() => groupedMedians(new Uint16Array(1), new Uint32Array(2), 1)).toThrow(RangeError);
});

test('is what simple-statistics says of each group', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(65_535), fc.nat(3))), (list) => {
      const medians = groupedMedians(
        Uint16Array.from(list, ([value]) => value),
        Uint32Array.from(list, ([, group]) => group),
        4,
      );
      for (const [group, found] of medians.entries()) {
        const own = list.flatMap(([value, of]) => (of === group ? [value] : []));
        expect(found).toBe(own.length === 0 ? null : median(own));
      }
    }),
  );
});
