import { expect, test } from 'vitest';

import { plainColour } from './plain-colour';

test.each([
  ['color(srgb 0.5 0.25 1)', 'rgb(128, 64, 255)'],
  ['color(srgb 0 1e-7 0)', 'rgb(0, 0, 0)'],
  ['rgb(1, 2, 3)', 'rgb(1, 2, 3)'],
  ['none', 'none'],
  ['2.5', '2.5'],
])('plainColour of %s is %s', (computed, plain) => {
  expect(plainColour(computed)).toBe(plain);
});
