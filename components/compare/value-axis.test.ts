import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Curve } from './curve';
import { valueAxis } from './value-axis';

function curve(value: readonly (number | null)[], halfBand: number | null = null): Curve {
  const ends = (sign: 1 | -1) => value.map((at) => (at === null || halfBand === null ? null : at + sign * halfBand));
  return {
    label: 'a run',
    look: { colour: 'var(--run-1)', dash: undefined },
    x: value.map((_, index) => index),
    value,
    low: ends(-1),
    high: ends(1),
    n: value.map(() => 8),
    smoothed: null,
    pointName: String,
    href: String,
  };
}

const SHARES = { kind: 'percent', withBands: true, start: 'zero' } as const;

describe('from 0', () => {
  test('shares and amounts begin there, and nothing has to be said', () => {
    const shares = valueAxis([curve([0.62, 0.66])], SHARES);
    expect(shares.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(shares.words).toBeNull();
    const calls = valueAxis([curve([21, 29])], { ...SHARES, kind: 'decimal' });
    expect(calls).toMatchObject({ ticks: [0, 5, 10, 15, 20, 25, 30], words: null });
  });

  test('a flat line at 0 does not reach below it', () => {
    expect(valueAxis([curve([0, 0])], { ...SHARES, kind: 'decimal' }).ticks[0]).toBe(0);
  });

  test('rewards below 0 are fitted all the same, and the words say so', () => {
    const { ticks, words } = valueAxis([curve([-0.82, -0.78])], { ...SHARES, kind: 'reward' });
    expect([ticks[0], ticks.at(-1)]).toEqual([-0.82, -0.78]);
    expect(words).toBe('The y axis is fitted: from −0.82 to −0.78, without 0.');
    expect(valueAxis([curve([-0.1, 0.2])], { ...SHARES, kind: 'reward' }).words).toBeNull();
  });
});

describe('fitted', () => {
  const fitted = { ...SHARES, start: 'fitted' } as const;

  test('shows small changes and says that 0 is not on it', () => {
    const { ticks, label, words } = valueAxis([curve([0.62, 0.66])], fitted);
    expect(ticks).toEqual([0.62, 0.63, 0.64, 0.65, 0.66]);
    expect(ticks.map(label)).toEqual(['62%', '63%', '64%', '65%', '66%']);
    expect(words).toBe('The y axis is fitted: from 62% to 66%, without 0.');
  });

  test('ticks within a percent are told apart', () => {
    const { ticks, label } = valueAxis([curve([0.621, 0.621])], fitted);
    expect(new Set(ticks.map(label)).size).toBe(ticks.length);
  });

  test('bands are within it while they are shown, whiskers of lonely points always', () => {
    const drawn = [curve([0.5, 0.54], 0.1)];
    expect(valueAxis(drawn, fitted).ticks[0]).toBe(0.4);
    expect(valueAxis(drawn, { ...fitted, withBands: false }).ticks[0]).toBe(0.5);
    const lonely = [curve([0.5, 0.52, null, 0.51], 0.1)];
    expect(valueAxis(lonely, { ...fitted, withBands: false }).ticks[0]).toBeLessThanOrEqual(0.41);
  });

  test('what is flat stays flat, and shares stay shares', () => {
    expect(valueAxis([curve([1, 1])], fitted).ticks.at(-1)).toBe(1);
    expect(valueAxis([curve([0, 0])], fitted)).toMatchObject({ words: null });
    const { ticks } = valueAxis([curve([0.5, 0.5001])], fitted);
    expect((ticks.at(-1) ?? 0) - (ticks[0] ?? 0)).toBeGreaterThanOrEqual(0.0199);
    expect(valueAxis([curve([7, 7])], { ...fitted, kind: 'decimal' }).ticks.length).toBeGreaterThan(1);
  });
});

test('property: everything that is drawn is between the ends, and shares lie in [0, 1]', () => {
  const shares = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(shares, fc.constantFrom('zero', 'fitted'), fc.boolean(), (value, start, withBands) => {
      const { ticks } = valueAxis([curve(value)], { kind: 'percent', withBands, start });
      const [first = Number.NaN, last = Number.NaN] = [ticks[0], ticks.at(-1)];
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first).toBeLessThan(last);
      expect(start === 'zero' ? 1.0001 : 1).toBeGreaterThanOrEqual(last);
      for (const at of value) {
        if (at === null) continue;
        expect(at).toBeGreaterThanOrEqual(first - 1e-9);
        expect(at).toBeLessThanOrEqual(last + 1e-9);
      }
    }),
  );
});
