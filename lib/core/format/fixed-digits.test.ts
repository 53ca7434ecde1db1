import { expect, test } from 'vitest';

import { fixedDigits } from './fixed-digits';

test.each([
  [1234.5, 2, '1,234.50'],
  [1234.5, 2, '1,234.50'],
  [0.05, 1, '0.1'],
  [-2, 0, '-2'],
])('%d with %d decimals is %s', (value, digits, text) => {
  expect(fixedDigits(value, digits)).toBe(text);
});
