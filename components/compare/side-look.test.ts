import { expect, test } from 'vitest';

import { sideLooks } from './side-look';

test('sides of one colour differ in their dashes', () => {
  const [first, second, ninth, other] = sideLooks([1, 1, 9, 2]);
  expect(second?.colour).toBe(first?.colour);
  expect(ninth?.colour).toBe(first?.colour);
  expect(new Set([first?.dash, second?.dash, ninth?.dash]).size).toBe(3);
  expect(other?.colour).not.toBe(first?.colour);
  expect(other?.dash).toBeUndefined();
});
