import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cutWindow, indexTurns } from './cut-window';

const SPANS = [
  { turn: 0, length: 50 },
  { turn: 1, length: 100 },
  { turn: 1, length: 900 },
  { turn: 3, length: 10 },
  { turn: 4, length: 5000 },
];
const index = indexTurns(SPANS);
const lengthOf = (span: number): number => SPANS[span]?.length ?? 0;
const LIMITS = { turns: 10, characters: 2000, spanCharacters: 1000 };

describe('cutWindow', () => {
  test('takes the turns of the range, and cuts long spans', () => {
    expect(index).toEqual({ turns: [0, 1, 3, 4], starts: [0, 1, 3, 4, 5] });
    const window = cutWindow(index, lengthOf, { from: 2, to: 4 }, LIMITS);
    expect(window).toEqual([
      { turn: 3, spans: [{ span: 3, characters: 10 }] },
      { turn: 4, spans: [{ span: 4, characters: 1000 }] },
    ]);
    expect(cutWindow(index, lengthOf, { from: 5, to: 9 }, LIMITS)).toEqual([]);
  });

  test('ends before a turn that would exceed the limits', () => {
    const window = cutWindow(index, lengthOf, { from: 0, to: 9 }, { ...LIMITS, characters: 1055 });
    expect(window.map(({ turn }) => turn)).toEqual([0, 1]);
    expect(cutWindow(index, lengthOf, { from: 0, to: 9 }, { ...LIMITS, turns: 1 })).toHaveLength(1);
  });

  test('the first turn is there however long it is', () => {
    const window = cutWindow(index, lengthOf, { from: 1, to: 9 }, { ...LIMITS, characters: 300 });
    expect(window).toEqual([
      {
        turn: 1,
        spans: [
          { span: 1, characters: 100 },
          { span: 2, characters: 200 },
        ],
      },
    ]);
  });

  test('windows that follow each other hold every turn once and stay within the limit', () => {
    const rollout = fc.array(fc.record({ turn: fc.nat(6), length: fc.nat(300) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rollout, fc.integer({ min: 1, max: 4 }), (unsorted, turns) => {
        const spans = unsorted.toSorted((a, b) => a.turn - b.turn);
        const turnIndex = indexTurns(spans);
        const met: number[] = [];
        const limits = { turns, characters: 400, spanCharacters: 200 };
        for (let from = 0; met.length < turnIndex.turns.length; from = (met.at(-1) ?? 0) + 1) {
          const window = cutWindow(turnIndex, (span) => spans[span]?.length ?? 0, { from, to: 6 }, limits);
          expect(window.length).toBeGreaterThan(0);
          const sent = window.flatMap((turn) => turn.spans.map(({ characters }) => characters));
          expect(sent.reduce((sum, characters) => sum + characters, 0)).toBeLessThanOrEqual(400);
          met.push(...window.map(({ turn }) => turn));
        }
        expect(met).toEqual(turnIndex.turns);
      }),
    );
  });
});
