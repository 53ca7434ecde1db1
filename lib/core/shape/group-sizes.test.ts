import { expect, it } from 'vitest';
import { groupSizes } from './group-sizes';

it.each([
  [[8, 8, 7], { groups: 3, size: 8, odd: 1, singletons: 0 }],
  [[1, 4, 1, 4], { groups: 4, size: 4, odd: 2, singletons: 2 }],
  [[], { groups: 0, size: 0, odd: 0, singletons: 0 }],
])('%j', (sizes, expected) => {
  expect(groupSizes(sizes)).toEqual(expected);
});
