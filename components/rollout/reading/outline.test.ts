import { describe, expect, test } from 'vitest';
import { SPAN_KINDS } from '@/lib/core/rollout/transcript';
import { estimateRow, estimateTop, nearestTurn, rowOfSpan, rowOfTurn, rowsOf } from './outline';

const THOUGHT = SPAN_KINDS.indexOf('thought');
const OBSERVATION = SPAN_KINDS.indexOf('observation');
// Turn 0 with one span, turn 1 with 20, turn 3 with two.
const OUTLINE = {
  turns: [0, 1, 3],
  starts: [0, 1, 21, 23],
  kinds: [...Array.from({ length: 21 }, () => THOUGHT), THOUGHT, OBSERVATION],
  lengths: [...Array.from({ length: 21 }, () => 100), 950, 50_000_000],
};
const rows = rowsOf(OUTLINE);

describe('rows of an outline', () => {
  test('a turn is a row, and one with many spans several', () => {
    expect(rows.map(({ turn, part, firstSpan, endSpan }) => [turn, part, firstSpan, endSpan])).toEqual([
      [0, 0, 0, 1],
      [1, 0, 1, 9],
      [1, 1, 9, 17],
      [1, 2, 17, 21],
      [3, 0, 21, 23],
    ]);
    expect(rowsOf({ turns: [], starts: [0], kinds: [], lengths: [] })).toEqual([]);
  });

  test('the row of a turn is its first; a turn that is not there is taken for the one before', () => {
    expect([0, 1, 2, 3, 99].map((turn) => rowOfTurn(rows, turn))).toEqual([0, 1, 1, 4, 4]);
  });

  test('the row of a span holds it', () => {
    expect([0, 1, 8, 9, 20, 21, 22].map((span) => rowOfSpan(rows, span))).toEqual([0, 1, 1, 2, 3, 4, 4]);
  });

  test('a folded observation is no taller for being longer', () => {
    const tall = rows.at(-1);
    expect(tall === undefined ? 0 : estimateRow(OUTLINE, tall)).toBeLessThan(1000);
  });

  test('the top of a row is the height of all before it', () => {
    expect(estimateTop(OUTLINE, rows, 0)).toBe(0);
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('there are rows');
    expect(estimateTop(OUTLINE, rows, 2)).toBe(estimateRow(OUTLINE, first) + estimateRow(OUTLINE, second));
  });

  test('of a turn that is not there the one before is taken, or the first', () => {
    expect([-1, 0, 2, 99].map((turn) => nearestTurn(OUTLINE.turns, turn))).toEqual([0, 0, 1, 3]);
    expect(nearestTurn([], 4)).toBe(0);
  });
});
