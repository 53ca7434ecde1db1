import { expect, test } from 'vitest';

import { MAIN_FIXTURE, scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { advantageShifts } from './advantage-shifts';

function shiftsOf(scored: ReturnType<typeof scoreFixture>) {
  return advantageShifts(
    [...scored.advantageGrpo].map((advantageGrpo, at) => ({
      advantageGrpo: Number.isNaN(advantageGrpo) ? null : advantageGrpo,
      advantageEGrpo: Number.isNaN(scored.advantageEGrpo[at] ?? Number.NaN) ? null : (scored.advantageEGrpo[at] ?? 0),
    })),
  );
}

test('the main fixture of methods.md: no sign changes, six tied places are told apart', () => {
  const shifts = shiftsOf(scoreFixture(MAIN_FIXTURE));
  expect(shifts.map((shift) => shift?.signChanges)).toEqual(Array.from({ length: 8 }, () => false));
  // R = 1, 1, .2, .1, 0, .2, 0, .3 against 1, 1, 0 x 6: rank 3-8 becomes 4-5, 6, 7-8, 4-5, 7-8, 3.
  expect(shifts.map((shift) => shift?.rankGrpo)).toEqual([
    ...Array.from({ length: 2 }, () => ({ first: 1, last: 2 })),
    ...Array.from({ length: 6 }, () => ({ first: 3, last: 8 })),
  ]);
  expect(shifts.map((shift) => shift?.rankEGrpo)).toEqual([
    { first: 1, last: 2 },
    { first: 1, last: 2 },
    { first: 4, last: 5 },
    { first: 6, last: 6 },
    { first: 7, last: 8 },
    { first: 4, last: 5 },
    { first: 7, last: 8 },
    { first: 3, last: 3 },
  ]);
  expect(shifts.map((shift) => shift?.rankMoves)).toEqual([0, 0, 1, -1, -1, 1, -1, 1]);
});

test('the all-wrong fixture: zeros become signs', () => {
  const shifts = shiftsOf(
    scoreFixture([0, 1, 2, 2].map((matched) => ({ group: 0, entities: 4, matched, verdict: 'wrong' as const }))),
  );
  expect(shifts.map((shift) => [shift?.signGrpo, shift?.signEGrpo])).toEqual([
    [0, -1],
    [0, -1],
    [0, 1],
    [0, 1],
  ]);
  expect(shifts.every((shift) => shift?.signChanges === true)).toBe(true);
});

test('rollouts without an advantage have no shift and take no place', () => {
  expect(advantageShifts([])).toEqual([]);
  expect(advantageShifts([{ advantageGrpo: null, advantageEGrpo: null }])).toEqual([null]);
  const [, second] = advantageShifts([
    { advantageGrpo: null, advantageEGrpo: null },
    { advantageGrpo: 1, advantageEGrpo: 1 },
  ]);
  expect(second?.rankGrpo).toEqual({ first: 1, last: 1 });
});
