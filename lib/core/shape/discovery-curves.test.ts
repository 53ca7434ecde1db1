import fc from 'fast-check';
import { expect, test } from 'vitest';

import { discoveryCurves } from './discovery-curves';

/** Case study of arXiv 2510.24694, App. D (methods.md, section 4): three entities. */
const SUCCESS = { n: 1, outcome: 'correct', turns: 5, foundTurns: [4, 2, 4] } as const;
const FAILURE = { n: 2, outcome: 'near_miss', turns: 6, foundTurns: [3, 4] } as const;

/** Share of the entities found after each turn. */
function ratesByTurn(rollout: Parameters<typeof discoveryCurves>[0][number], entities: number) {
  const [curve] = discoveryCurves([rollout]).curves;
  return Array.from({ length: rollout.turns }, (_, at) => {
    const reached = curve?.points.filter(({ turn }) => turn <= at + 1).at(-1);
    return (reached?.found ?? 0) / entities;
  });
}

test('the case study: success 0, 1/3, 1/3, 1, 1 and failure 0, 0, 1/3, 2/3, 2/3, 2/3', () => {
  expect(ratesByTurn(SUCCESS, 3)).toEqual([0, 1 / 3, 1 / 3, 1, 1]);
  expect(ratesByTurn(FAILURE, 3)).toEqual([0, 0, 1 / 3, 2 / 3, 2 / 3, 2 / 3]);
  const { curves, correct, wrong } = discoveryCurves([SUCCESS, FAILURE]);
  expect(curves.map(({ lastNewTurn, turnsAfter }) => [lastNewTurn, turnsAfter])).toEqual([
    [4, 1],
    [4, 2],
  ]);
  expect(correct).toEqual({ rollouts: 1, turns: 5, turnsAfter: 1 });
  expect(wrong).toEqual({ rollouts: 1, turns: 6, turnsAfter: 2 });
});

test('a rollout that found nothing wasted all of its turns; errors and unknowns are in no mean', () => {
  const { curves, correct, wrong } = discoveryCurves([
    { n: 1, outcome: 'unknown', turns: 7, foundTurns: [] },
    { n: 2, outcome: 'error_overlength', turns: 0, foundTurns: [] },
  ]);
  expect(curves[0]).toMatchObject({ found: 0, lastNewTurn: null, turnsAfter: 7 });
  expect(curves[1]).toMatchObject({ turnsAfter: 0, points: [{ turn: 0, found: 0 }] });
  expect([correct, wrong]).toEqual([
    { rollouts: 0, turns: null, turnsAfter: null },
    { rollouts: 0, turns: null, turnsAfter: null },
  ]);
});

test('curves never fall, end at what was found, and end at the last turn', () => {
  const rollout = fc.nat({ max: 50 }).chain((turns) =>
    fc.record({
      n: fc.constant(1),
      outcome: fc.constant('correct' as const),
      turns: fc.constant(turns),
      foundTurns: turns === 0 ? fc.constant([]) : fc.array(fc.integer({ min: 1, max: turns }), { maxLength: 40 }),
    }),
  );
  fc.assert(
    fc.property(rollout, (given) => {
      const [curve] = discoveryCurves([given]).curves;
      const values = curve?.points.map(({ found }) => found) ?? [];
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(curve?.points.at(-1)).toEqual({ turn: given.turns, found: given.foundTurns.length });
      expect((curve?.lastNewTurn ?? 0) + (curve?.turnsAfter ?? 0)).toBe(given.turns);
    }),
  );
});
