import { expect, it } from 'vitest';
import { rowsOfColumns } from './columns';

it('makes rows of columns, with what stands for all of them', () => {
  expect(rowsOfColumns({ q: ['a', 'b'], a: [1, null], step: 3, tags: ['x', 'y', 'z'] })).toEqual([
    { q: 'a', a: 1, step: 3, tags: ['x', 'y', 'z'] },
    { q: 'b', a: null, step: 3, tags: ['x', 'y', 'z'] },
  ]);
  expect(rowsOfColumns({ q: ['a', 'b'], a: [1, 2] }, 1)).toEqual([{ q: 'a', a: 1 }]);
});

it.each([[{}], [{ q: ['a', 'b'] }], [{ q: ['a'], a: [1, 2] }], [{ q: [], a: [] }], [{ q: 'a', a: 1 }]])(
  '%j is no table by columns',
  (record) => {
    expect(rowsOfColumns(record)).toBeNull();
  },
);
