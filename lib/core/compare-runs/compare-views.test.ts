import { expect, test } from 'vitest';

import { parseSmoothing } from './compare-views';

test.each([
  ['0', 0],
  ['.5', 0.5],
  ['0.99', 0.99],
  ['0.995', null],
  ['1', null],
  ['-0.1', null],
  ['1e-1', null],
  ['', null],
])('parseSmoothing of %j is %j', (text, weight) => {
  expect(parseSmoothing(text)).toBe(weight);
});
