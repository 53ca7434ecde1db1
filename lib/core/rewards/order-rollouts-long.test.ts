import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { orderRollouts } from './order-rollouts';

/** The order by definition: values in their direction, ties by position, NaN last. */
function orderByDefinition(values: Float64Array, direction: 'asc' | 'desc', positions: readonly number[]): number[] {
  const missing = positions.filter((position) => Number.isNaN(values[position]));
  const present = positions.filter((position) => !Number.isNaN(values[position]));
  const sign = direction === 'asc' ? 1 : -1;
  const byValue = (left: number, right: number): number =>
    sign * ((values[left] ?? 0) - (values[right] ?? 0)) || left - right;
  return [...present.toSorted(byValue), ...missing.toSorted((left, right) => left - right)];
}

const someValue = fc.oneof(
  fc.constantFrom(0, -0, Number.NaN, 1, 1 / 3, -1, 1e-300, -5e-324, 1e300),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);

describe('orderRollouts of long lists', () => {
  it('orders by the definition', () => {
    fc.assert(
      fc.property(
        fc.array(someValue, { minLength: 3, maxLength: 40 }),
        fc.constantFrom('asc' as const, 'desc' as const),
        (pattern, direction) => {
          const values = Float64Array.from({ length: 3000 }, (_, index) => pattern[(index * 7) % pattern.length] ?? 0);
          const all = [...values.keys()];
          expect([...orderRollouts(values, direction, null)]).toEqual(orderByDefinition(values, direction, all));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('orders the selected positions only, whatever order they are given in', () => {
    const values = Float64Array.from({ length: 9000 }, (_, index) => Math.sin(index) * 1000);
    const selected = Int32Array.from({ length: 3000 }, (_, index) => 8999 - index * 3);
    const expected = orderByDefinition(values, 'desc', [...selected]);
    expect([...orderRollouts(values, 'desc', selected)]).toEqual(expected);
  });
});
