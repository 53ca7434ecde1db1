import { expect, test } from 'vitest';

import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

import { sideLooks } from './side-look';

test('the first side of a run has its colour and a whole line; another run has its own', () => {
  const [first, second, other] = sideLooks([1, 1, 2]);
  expect(first).toEqual({ colour: 'var(--run-1)', dash: undefined });
  expect(second).toEqual({ colour: 'color-mix(in srgb, var(--run-1) 60%, var(--text))', dash: '6 3' });
  expect(other).toEqual({ colour: 'var(--run-2)', dash: undefined });
});

test.each([
  ['ten checkpoints of one run', Array<number>(MOST_SIDES).fill(3)],
  ['ten runs of one colour', Array.from({ length: MOST_SIDES }, (_, at) => 1 + 8 * at)],
])('no two of %s are drawn alike, and neighbours differ in shade and dash', (_, runIds) => {
  const looks = sideLooks(runIds);
  expect(new Set(looks.map(({ colour, dash = '' }) => `${colour} ${dash}`)).size).toBe(MOST_SIDES);
  looks.slice(1).forEach((look, at) => {
    expect(look.colour).not.toBe(looks[at]?.colour);
    expect(look.dash).not.toBe(looks[at]?.dash);
  });
});
