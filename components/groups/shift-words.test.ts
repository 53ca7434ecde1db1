import { expect, test } from 'vitest';

import { advantageShifts } from '@/lib/core/shape/advantage-shifts';

import { shiftSentence, shiftWords } from './shift-words';

function members(pairs: readonly (readonly [number | null, number | null])[]) {
  const shifts = advantageShifts(pairs.map(([advantageGrpo, advantageEGrpo]) => ({ advantageGrpo, advantageEGrpo })));
  return shifts.map((shift, at) => ({ label: at + 1, shift }));
}

test('the all-wrong group of the paper: signs and ranks in words', () => {
  const group = members([
    [0, -1.3],
    [0, -0.2],
    [0, 0.7],
    [0, 0.7],
  ]);
  expect(shiftSentence(group)).toBe(
    'From GRPO to E-GRPO the sign of 1, 2 changes from 0 to −; the sign of 3, 4 changes from 0 to +; the rank of 3, 4 rises; the rank of 1, 2 falls.',
  );
  expect(group.flatMap(({ shift }) => (shift === null ? [] : [shiftWords(shift)]))[0]).toBe(
    'sign changes from 0 to −; rank falls from 1–4 to 4',
  );
});

test('where nothing changes it says so, and where nothing is defined it says nothing', () => {
  expect(
    shiftSentence(
      members([
        [1, 1],
        [-1, -1],
      ]),
    ),
  ).toBe('From GRPO to E-GRPO no advantage changes its sign; no rank moves.');
  expect(shiftSentence(members([[null, null]]))).toBeNull();
});

test('a long list is counted', () => {
  const group = members(Array.from({ length: 15 }, (_, at) => [0, at === 0 ? 14 : -1] as const));
  expect(shiftSentence(group)).toContain('2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more');
});
