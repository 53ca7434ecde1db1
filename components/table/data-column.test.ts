import { describe, expect, it } from 'vitest';
import { compareSortValues, nextSort } from './data-column';

describe('nextSort', () => {
  it('begins with the high numbers and turns round', () => {
    expect(nextSort('n', 'matchRate', true)).toBe('-matchRate');
    expect(nextSort('-matchRate', 'matchRate', true)).toBe('matchRate');
    expect(nextSort('matchRate', 'matchRate', true)).toBe('-matchRate');
  });

  it('begins with A for text', () => {
    expect(nextSort('n', 'name', false)).toBe('name');
  });
});

describe('compareSortValues', () => {
  it('sorts numbers as numbers and puts null last both ways', () => {
    const values = [10, null, 9, 100];
    expect([...values].sort((a, b) => compareSortValues(a, b, false))).toEqual([9, 10, 100, null]);
    expect([...values].sort((a, b) => compareSortValues(a, b, true))).toEqual([100, 10, 9, null]);
  });
});
