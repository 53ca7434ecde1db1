import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fateOfEntity, isInTrail, nearestInTrail, trailColumns, turnsOfTrail } from './entity-trail';

const TRAIL = [1, 0, 2, 1, 2, 1, 2, 0, 1, 4, 2, 1, 9, 3, 1];

describe('trailColumns', () => {
  it('has a column a turn where there is room, adjoining ones joined', () => {
    expect(trailColumns(TRAIL, 9, 100)).toEqual({
      thoughts: [{ start: 0, end: 2 }],
      queries: [],
      observations: [
        { start: 0, end: 1 },
        { start: 3, end: 4 },
      ],
      answer: [{ start: 8, end: 9 }],
    });
  });

  it('keeps to its columns, in order and apart, and covers every mention', () => {
    const triples = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.nat(3)), { maxLength: 60 });
    fc.assert(
      fc.property(
        triples,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        (list, turns, columns) => {
          const inOrder = list
            .map(([turn, scope]) => [Math.min(turn, turns), scope] as const)
            .sort((a, b) => a[0] - b[0]);
          const lanes = Object.values(
            trailColumns(
              inOrder.flatMap(([turn, scope]) => [turn, scope, 1]),
              turns,
              columns,
            ),
          );
          const width = Math.min(turns, columns);
          for (const lane of lanes) {
            for (const [index, { start, end }] of lane.entries()) {
              expect(start < end && start > (lane[index - 1]?.end ?? -1) && end <= width).toBe(true);
            }
          }
          for (const [turn, scope] of inOrder) {
            const column = Math.floor(((Math.max(1, turn) - 1) * width) / turns);
            expect(lanes[scope]?.some(({ start, end }) => start <= column && column < end)).toBe(true);
          }
        },
      ),
    );
  });

  it('refuses a strip of nothing', () => {
    expect(() => trailColumns([], 0, 10)).toThrow(RangeError);
    expect(() => trailColumns([], 10, 0)).toThrow(RangeError);
  });
});

describe('turns of a trail', () => {
  it('are there once each', () => {
    expect(turnsOfTrail(TRAIL)).toEqual([1, 2, 4, 9]);
    expect(turnsOfTrail([])).toEqual([]);
  });

  it('are found, and the nearest is', () => {
    expect([0, 1, 2, 3, 4, 9, 10].map((turn) => isInTrail(TRAIL, turn))).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect([0, 3, 6, 7, 99].map((turn) => nearestInTrail(TRAIL, turn))).toEqual([1, 2, 4, 9, 9]);
    expect(nearestInTrail([], 3)).toBeNull();
  });
});

describe('fateOfEntity', () => {
  const never = { thoughts: null, queries: null, observations: null, answer: null };
  it.each([
    [{ ...never, observations: 2 }, 'never_taken_up'],
    [{ ...never, observations: 2, answer: 3 }, 'never_taken_up'],
    [{ ...never, thoughts: 1, queries: 1 }, 'never_verified'],
    [{ ...never, thoughts: 4, observations: 2 }, null],
    [{ ...never, answer: 5 }, null],
    [never, 'never_mentioned'],
  ])('%j is %s', (firstTurn, fate) => {
    expect(fateOfEntity(firstTurn)).toBe(fate);
  });
});
