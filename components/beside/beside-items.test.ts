import { describe, expect, test } from 'vitest';
import { besideItems, foldHiding, indexOfKey } from './beside-items';
import { swappedKeys } from './swapped-keys';
import type { BesideRow } from './beside-model';

function row(left: number | null, right: number | null, similarity: number | null): BesideRow {
  return { left, right, similarity, shared: similarity !== null && similarity >= 0.5, reasons: [] };
}

const ROWS = [
  row(1, 1, 1),
  row(2, 2, 0.8),
  row(3, null, null),
  row(null, 3, null),
  row(null, 4, null),
  row(4, 5, 1),
  row(5, 6, 0.4),
];
const STRETCHES = [
  { shared: true, start: 0, rows: 2 },
  { shared: false, start: 2, rows: 3 },
  { shared: true, start: 5, rows: 1 },
  { shared: false, start: 6, rows: 1 },
];

const ALIGNMENT = { rows: ROWS, stretches: STRETCHES, firstDivergence: 2 };

describe('besideItems', () => {
  test('folds two and more shared rows, and puts turns of one side beside each other', () => {
    const items = besideItems(ALIGNMENT, new Set());
    expect(
      items.map((item) =>
        item.kind === 'fold' ? [item.key, item.rows.length] : [item.key, item.state, item.divergence],
      ),
    ).toEqual([
      ['fold-1', 2],
      ['left-3', 'apart', 'first'],
      ['right-4', 'apart', null],
      ['left-4', 'shared', null],
      ['left-5', 'related', null],
    ]);
    expect(items[1]).toMatchObject({ left: 3, right: 3 });
  });

  test('marks the first turns that are alike, and parts where one side is alone', () => {
    const rows = [
      row(1, 1, 1),
      row(2, 2, 0.4),
      row(3, 3, 1),
      row(4, 4, 0.3),
      row(5, null, null),
      row(6, 5, 1),
      row(null, 6, null),
    ];
    const stretches = rows.reduce<{ shared: boolean; start: number; rows: number }[]>((all, { shared }, start) => {
      const last = all.at(-1);
      if (last?.shared === shared) last.rows += 1;
      else all.push({ shared, start, rows: 1 });
      return all;
    }, []);
    const divergences = besideItems({ rows, stretches, firstDivergence: 4 }, new Set()).map((item) =>
      item.kind === 'turns' ? item.divergence : 'fold',
    );
    expect(divergences).toEqual([null, 'alike', null, null, 'first', null, 'again']);
  });

  test('an open fold keeps its line and shows its rows', () => {
    const items = besideItems(ALIGNMENT, new Set(['fold-1']));
    expect(items.map(({ key }) => key).slice(0, 3)).toEqual(['fold-1', 'left-1', 'left-2']);
  });

  test('folds five and more turns of one side, not the line at which they part', () => {
    const alone = (from: number, turns: number) => Array.from({ length: turns }, (_, at) => row(null, from + at, null));
    const keys = (turns: number, open: readonly string[] = []) =>
      besideItems(
        { rows: alone(1, turns), stretches: [{ shared: false, start: 0, rows: turns }], firstDivergence: 0 },
        new Set(open),
      ).map((item) => (item.kind === 'fold' ? [item.key, item.of, item.rows.length] : item.key));
    expect(keys(5)).toEqual(['right-1', 'right-2', 'right-3', 'right-4', 'right-5']);
    expect(keys(6)).toEqual(['right-1', ['fold-right-2', 'right', 5]]);
    expect(keys(6, ['fold-right-2'])).toHaveLength(7);
  });

  test('the keys of what is open follow a swap of the sides', () => {
    expect(swappedKeys(ALIGNMENT, ['left-3', 'right-4', 'fold-1', 'diff-left-5', 'left-99', ''])).toEqual([
      'left-3',
      'left-4',
      'fold-1',
      'diff-left-6',
      '',
      '',
    ]);
  });

  test('finds a turn by the key of either side, and the fold that hides it', () => {
    const items = besideItems(ALIGNMENT, new Set());
    expect(indexOfKey(items, 'right-3')).toBe(1);
    expect(indexOfKey(items, 'right-4')).toBe(2);
    expect(indexOfKey(items, 'left-2')).toBe(-1);
    expect(foldHiding('left-2', items)).toBe('fold-1');
    expect(foldHiding('right-2', items)).toBe('fold-1');
    expect(foldHiding('left-4', items)).toBeNull();
    expect(foldHiding('left-99', items)).toBeNull();
  });

  test('is empty for no rows', () => {
    expect(besideItems({ rows: [], stretches: [], firstDivergence: null }, new Set())).toEqual([]);
  });
});
