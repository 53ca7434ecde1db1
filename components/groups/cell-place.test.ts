import { expect, test } from 'vitest';
import { cellHash, parseCellHash } from './cell-place';

test.each([
  { entity: 0, n: 1 },
  { entity: 39, n: 2_147_483_647 },
  { entity: null, n: 7 },
])('%o survives the address', (place) => expect(parseCellHash(cellHash(place))).toEqual(place));

test.each(['', '#', '#turn-3', '#cell-1', '#cell--1-1', '#cell-1-0', '#cell-1-1"]', '#cell-x-1', '#cell-1e9-1'])(
  '%s names no cell',
  (hash) => expect(parseCellHash(hash)).toBeNull(),
);
