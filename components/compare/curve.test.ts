import { describe, expect, test } from 'vitest';

import { bandPath, endOf, linePath, lonelyPoints, nearestPoint, stepAcross, stepAlong, type Curve } from './curve';

const SCALES = { x: (value: number) => value * 10, y: (value: number) => 100 - value * 100 };

function curve(x: readonly number[], value: readonly (number | null)[], more: Partial<Curve> = {}): Curve {
  return {
    label: 'a run',
    look: { colour: 'var(--run-1)', dash: undefined },
    x,
    value,
    low: value.map((at) => (at === null ? null : at - 0.1)),
    high: value.map((at) => (at === null ? null : at + 0.1)),
    n: value.map(() => 8),
    smoothed: null,
    pointName: String,
    href: String,
    ...more,
  };
}

describe('paths', () => {
  test('a line breaks where a value is missing', () => {
    expect(linePath([1, 2, 3, 4, 5], [0, 0.5, null, 1, 0.25], SCALES)).toBe('M10 100L20 50M40 0L50 75');
    expect(linePath([1], [0.5], SCALES)).toBe('');
  });

  test('a band goes there along the upper ends and back along the lower ones', () => {
    expect(bandPath(curve([1, 2], [0.5, 0.6]), SCALES)).toBe('M10 40L20 30L20 50L10 60Z');
    expect(bandPath(curve([1, 2], [0.5, 0.6], { low: [null, 0.5] }), SCALES)).toBe('');
  });

  test('a point without neighbours is no line and so is drawn by itself', () => {
    expect(lonelyPoints(curve([7], [0.5]))).toEqual([0]);
    expect(lonelyPoints(curve([1, 2, 3, 4], [0, 0.5, null, 1]))).toEqual([3]);
  });
});

describe('points', () => {
  const curves = [curve([1, 2, 3], [0.1, null, 0.3]), curve([2, 30], [0.9, 0.9])];

  test('the nearest to the pointer, where it is drawn', () => {
    expect(nearestPoint(curves, SCALES, { x: 21, y: 80 })).toEqual({ curve: 0, index: 2 });
    expect(nearestPoint(curves, SCALES, { x: 22, y: 12 })).toEqual({ curve: 1, index: 0 });
    const smoothed = [curve([1], [0.1], { smoothed: [0.9] }), curve([1], [0.3])];
    expect(nearestPoint(smoothed, SCALES, { x: 10, y: 10 })).toEqual({ curve: 0, index: 0 });
    expect(nearestPoint([curve([1], [null])], SCALES, { x: 0, y: 0 })).toBeNull();
  });

  test('by keys: along a curve past what is missing, and across to the same place of another', () => {
    expect(stepAlong(curves, { curve: 0, index: 0 }, 1)).toEqual({ curve: 0, index: 2 });
    expect(stepAlong(curves, { curve: 0, index: 2 }, 1)).toEqual({ curve: 0, index: 2 });
    expect(stepAlong(curves, { curve: 0, index: 2 }, -1)).toEqual({ curve: 0, index: 0 });
    expect(stepAcross(curves, { curve: 0, index: 2 }, 1)).toEqual({ curve: 1, index: 0 });
    expect(stepAcross(curves, { curve: 1, index: 1 }, 1)).toEqual({ curve: 0, index: 2 });
    expect(stepAcross([curve([1], [0.5])], { curve: 0, index: 0 }, -1)).toEqual({ curve: 0, index: 0 });
    expect(endOf(curves, { curve: 0, index: 0 }, 'last')).toEqual({ curve: 0, index: 2 });
    expect(endOf(curves, { curve: 1, index: 1 }, 'first')).toEqual({ curve: 1, index: 0 });
  });
});
