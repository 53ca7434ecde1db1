import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { orderRollouts } from './order-rollouts';

/** What the radix sort must agree with. */
function orderByComparing(
  values: Float64Array,
  direction: 'asc' | 'desc',
  selected: readonly number[],
): readonly number[] {
  const sign = direction === 'asc' ? 1 : -1;
  return selected.toSorted((first, second) => {
    const a = values[first] ?? Number.NaN;
    const b = values[second] ?? Number.NaN;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || first - second;
    if (a === b) return first - second;
    return a < b ? -sign : sign;
  });
}

describe('orderRollouts', () => {
  const values = Float64Array.of(0.5, Number.NaN, -1, 0, -0, Infinity, 0.5, -Infinity, 1e-300, Number.NaN);

  test('rising: ties by position, NaN last', () => {
    expect([...orderRollouts(values, 'asc', null)]).toEqual([7, 2, 3, 4, 8, 0, 6, 5, 1, 9]);
  });

  test('falling: ties by position, NaN last', () => {
    expect([...orderRollouts(values, 'desc', null)]).toEqual([5, 0, 6, 8, 3, 4, 2, 7, 1, 9]);
  });

  test('orders the selected positions only, in whatever order they are given', () => {
    expect([...orderRollouts(values, 'desc', Int32Array.of(9, 6, 2, 0))]).toEqual([0, 6, 2, 9]);
    expect([...orderRollouts(values, 'desc', new Int32Array(0))]).toEqual([]);
  });

  test('leaves its arguments as they are', () => {
    const selected = Int32Array.of(6, 2, 0);
    orderRollouts(values, 'asc', selected);
    expect([...selected]).toEqual([6, 2, 0]);
  });

  test('agrees with sorting by comparison', () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(0, -0, 0.5, 1 / 3, Number.NaN),
      fc.integer({ min: -3, max: 3 }),
    );
    const scenario = fc
      .array(value, { minLength: 1, maxLength: 60 })
      .chain((list) => fc.tuple(fc.constant(list), fc.subarray([...list.keys()]), fc.constantFrom('asc', 'desc')));
    fc.assert(
      fc.property(scenario, ([list, selected, direction]) => {
        const numbers = Float64Array.from(list);
        expect([...orderRollouts(numbers, direction, Int32Array.from(selected))]).toEqual(
          orderByComparing(numbers, direction, selected),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
