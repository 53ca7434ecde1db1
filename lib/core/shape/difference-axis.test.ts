import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { differenceAxis } from './difference-axis';

describe('differenceAxis', () => {
  it('has round ticks, zero among them', () => {
    expect(differenceAxis([-0.02, 0.07]).ticks).toEqual([-0.02, 0, 0.02, 0.04, 0.06, 0.08]);
    expect(differenceAxis([120, 900]).ticks).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(differenceAxis([-3]).ticks).toEqual([-3, -2.5, -2, -1.5, -1, -0.5, 0]);
  });

  it('is there without any difference', () => {
    expect(differenceAxis([]).ticks).toEqual([-0.01, 0, 0.01]);
    expect(differenceAxis([0, 0]).ticks).toEqual([-0.01, 0, 0.01]);
  });

  it('holds every number and has a handful of ticks', () => {
    const number = fc.double({ min: -1e7, max: 1e7, noNaN: true }).filter((one) => one === 0 || Math.abs(one) > 1e-9);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), (values) => {
        const { low, high, ticks } = differenceAxis(values);
        const slack = 1e-9 * (high - low);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(low - slack);
        expect(Math.max(...values)).toBeLessThanOrEqual(high + slack);
        expect(ticks).toContain(0);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(13);
      }),
    );
  });
});
