import fc from 'fast-check';
import { expect, test } from 'vitest';

import { discoveryAxis, discoveryBand } from './discovery-bands';
import { sketchEntities, sketchFinds, type SketchedQuestion } from './testing/sketch-finds';

function bandsOf(sides: readonly (readonly SketchedQuestion[])[], reorder?: (positions: number[]) => number[]) {
  const entities = sketchEntities(sides);
  const finds = sketchFinds(entities, sides, reorder);
  const axis = discoveryAxis(entities, finds);
  return { lastTurn: axis.lastTurn, bands: finds.map((side) => discoveryBand(entities, side, axis)) };
}

test('by hand: every question weighs the same, whatever its rollouts', () => {
  // Question 0 has four rollouts that find both of two entities in turn 1; question 1 has one that finds one of two in
  // turn 3: 1/2 after turn 1, 3/4 after turn 3.
  const side: SketchedQuestion[] = [
    { names: ['a', 'b'], rollouts: Array.from({ length: 4 }, () => [1, 1]) },
    { names: ['a', 'c'], rollouts: [[0, 3]] },
  ];
  const { bands, lastTurn } = bandsOf([side]);
  expect(lastTurn).toBe(3);
  expect(bands[0]?.points.map(({ turn, value }) => [turn, value])).toEqual([
    [0, 0],
    [1, 0.5],
    [2, 0.5],
    [3, 0.75],
  ]);
  expect(bands[0]).toMatchObject({
    rollouts: 5,
    end: { value: 0.75, low: null, high: null },
    halfTurn: 1,
    finds: 9,
    findsBeyond: 0,
    lastFindTurn: 3,
  });
});

test('a band stands over five questions and more', () => {
  // Shares 0, 0, 1, 1, 1: mean 0.6, sample variance 0.3, standard error sqrt(0.06), high cut at 1.
  const found = [0, 0, 1, 1, 1];
  const side = found.map((turn): SketchedQuestion => ({ names: ['a'], rollouts: [[turn]] }));
  const end = bandsOf([side]).bands[0]?.end;
  expect(end?.value).toBeCloseTo(0.6, 12);
  expect(end?.low).toBeCloseTo(0.6 - 1.959963984540054 * Math.sqrt(0.06), 12);
  expect(end?.high).toBe(1);
  expect(bandsOf([side.slice(1)]).bands[0]?.end).toMatchObject({ value: 0.75, low: null, high: null });
});

test('the axis ends where 99 % are found, and says what lies beyond', () => {
  const rollouts = [...Array.from({ length: 199 }, () => [2]), [30_000]];
  const { bands, lastTurn } = bandsOf([[{ names: ['a'], rollouts }]]);
  expect(lastTurn).toBe(2);
  expect(bands[0]).toMatchObject({ findsBeyond: 1, finds: 200, lastFindTurn: 30_000, end: { value: 1 } });
  expect(bands[0]?.points.at(-1)?.value).toBeCloseTo(0.995, 12);
});

test('long rollouts get at most some two hundred points, the last turn among them', () => {
  const { bands, lastTurn } = bandsOf([[{ names: ['a', 'b'], rollouts: [[1, 2003]] }]]);
  const points = bands[0]?.points ?? [];
  expect(points.length).toBeLessThanOrEqual(202);
  expect([lastTurn, points.at(-1)?.turn, points.at(-1)?.value]).toEqual([2003, 2003, 1]);
});

test('nothing found, nothing to find', () => {
  const none = bandsOf([[{ names: ['a'], rollouts: [[0], [0]] }]]);
  expect(none.lastTurn).toBe(1);
  expect(none.bands[0]).toMatchObject({ halfTurn: null, finds: 0, end: { value: 0 } });
  expect(bandsOf([[{ names: [], rollouts: [[]] }]]).bands[0]).toMatchObject({ rollouts: 0, halfTurn: null, finds: 0 });
});

test('turns stored for another list of entities find nothing', () => {
  const sides = [[{ names: ['a'], rollouts: [[1, 1], [1]] }]];
  expect(bandsOf(sides).bands[0]?.end.value).toBe(0.5);
});

const NAMES = ['a', 'b', 'c'];
const QUESTION = fc.record({
  names: fc.constant(NAMES),
  rollouts: fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 300 })), {
    minLength: 1,
    maxLength: 5,
  }),
});

test('curves never fall and end at the mean match rate, whatever the order of rollouts', () => {
  fc.assert(
    fc.property(fc.array(QUESTION, { minLength: 1, maxLength: 8 }), (side) => {
      const { bands } = bandsOf([side, side]);
      const band = bands[0];
      if (band === undefined) throw new Error('a side with entities has a band');
      const rates = side.map(
        ({ rollouts }) =>
          rollouts.reduce((sum, turns) => sum + turns.filter((turn) => turn > 0).length / NAMES.length, 0) /
          rollouts.length,
      );
      expect(band.end.value).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / rates.length, 12);
      const values = [...band.points.map(({ value }) => value), band.end.value];
      values.forEach((value, at) => expect(value).toBeGreaterThanOrEqual(values[at - 1] ?? 0));
      for (const { value, low, high } of band.points) {
        expect(low ?? value).toBeLessThanOrEqual(value);
        expect(high ?? value).toBeGreaterThanOrEqual(value);
      }
      expect(bands[1]).toEqual(band);
      expect(bandsOf([side, side], (positions) => positions.toReversed())).toEqual(bandsOf([side, side]));
    }),
  );
});
