import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { orderRollouts } from '@/lib/core/rewards/order-rollouts';

import { decodeCursor, encodeCursor } from './cursor';
import { ApiError } from './problem';
import { pageOfSortedList, readSort, type SortedList } from './sorted-page';

const ORDER = 'things:-size';

function sortedBy(values: readonly number[]): SortedList {
  const numbers = Float64Array.from(values);
  return { values: numbers, positions: orderRollouts(numbers, 'desc', null) };
}

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error);
  }
}

const values = fc.array(fc.oneof(fc.constantFrom(0, -0, 1, Number.NaN), fc.double({ noNaN: true, min: -2, max: 2 })), {
  minLength: 1,
  maxLength: 40,
});

describe('pageOfSortedList', () => {
  it('pages that follow each other give the whole list once', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 7 }), (numbers, limit) => {
        const list = sortedBy(numbers);
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOfSortedList(list, ORDER, true, { limit, cursor });
          expect(page.total).toBe(numbers.length);
          seen.push(...page.positions);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual([...list.positions]);
      }),
    );
  });

  it('a page behind a cursor is right when items were added meanwhile: none twice, none of the old missed', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 7 }), (numbers, added, limit) => {
        const first = pageOfSortedList(sortedBy(numbers), ORDER, true, { limit });
        fc.pre(first.nextCursor !== null);
        const later = sortedBy([...numbers, ...added]);
        const rest = pageOfSortedList(later, ORDER, true, { limit: 1000, cursor: first.nextCursor ?? undefined });
        const old = [...rest.positions].filter((position) => position < numbers.length);
        expect([...first.positions, ...old]).toEqual([...sortedBy(numbers).positions]);
      }),
    );
  });

  it('jumps to an offset, also behind the end', () => {
    const list = sortedBy([3, 1, 2]);
    expect([...pageOfSortedList(list, ORDER, true, { limit: 1, offset: 1 }).positions]).toEqual([2]);
    expect(pageOfSortedList(list, ORDER, true, { limit: 1, offset: 9 })).toMatchObject({ nextCursor: null, total: 3 });
  });

  it('refuses a cursor of another order, a text that is none, and a cursor with an offset', () => {
    const list = sortedBy([3, 1, 2]);
    const other = encodeCursor('things:size', { value: 1, tieBreak: 1 });
    expect(codeOf(() => pageOfSortedList(list, ORDER, true, { limit: 1, cursor: other }))).toBe('invalid_cursor');
    expect(codeOf(() => pageOfSortedList(list, ORDER, true, { limit: 1, cursor: 'x' }))).toBe('invalid_cursor');
    const own = encodeCursor(ORDER, { value: 1, tieBreak: 1 });
    expect(codeOf(() => pageOfSortedList(list, ORDER, true, { limit: 1, cursor: own, offset: 2 }))).toBe(
      'invalid_parameter',
    );
  });
});

describe('cursors', () => {
  it('give back the exact place', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(), (value, tieBreak) => {
        const place = { value: value + 0, tieBreak };
        expect(decodeCursor(ORDER, encodeCursor(ORDER, place))).toEqual(place);
      }),
    );
  });
});

describe('readSort', () => {
  it('reads direction and name from the allowed ones only', () => {
    expect(readSort('-size', ['size'])).toEqual({ by: 'size', descending: true });
    expect(codeOf(() => readSort('-colour', ['size']))).toBe('invalid_parameter');
    expect(codeOf(() => readSort('--size', ['size']))).toBe('invalid_parameter');
  });
});
