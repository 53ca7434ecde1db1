import { expect, test } from 'vitest';

import { countFoundAnywhere } from './found-anywhere';

test('counts an entity once, in however many scopes it stands', () => {
  expect(countFoundAnywhere([1, 0, 3, 0, 3, 0, 0, 0], 2)).toBe(1);
  // Each of three entities in a scope of its own: the union is 3, the best single scope 1.
  expect(countFoundAnywhere([1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 9], 3)).toBe(3);
  expect(countFoundAnywhere([0, 0, 0, 0], 1)).toBe(0);
  expect(countFoundAnywhere([], 0)).toBe(0);
});

test('finds nothing where the stored turns follow other entities', () => {
  expect(countFoundAnywhere([1, 1, 1, 1], 2)).toBe(0);
});
