import { describe, expect, test } from 'vitest';

import { alsoElsewhere } from './also-elsewhere';
import { sketchTurns } from './testing/sketch-turns';

const NO_PARTNERS = new Map<number, number>();

describe('alsoElsewhere', () => {
  const left = sketchTurns([{ asks: ['Frozen ship?'] }, { visits: ['https://a.org/x'] }, { thinks: 'So.' }]);
  const right = sketchTurns([{ visits: ['http://www.a.org/x#y'] }, { asks: ['frozen ship', 'frozen ship?'] }]);

  test('names the turns with the same query or page, however they are written', () => {
    expect([...alsoElsewhere(left, right, NO_PARTNERS)]).toEqual([
      [1, [2]],
      [2, [1]],
    ]);
  });

  test('leaves out the turn it stands beside', () => {
    expect([...alsoElsewhere(left, right, new Map([[1, 2]]))]).toEqual([[2, [1]]]);
  });

  test('a query is no page, and nothing is found among no turns', () => {
    expect(
      alsoElsewhere(sketchTurns([{ asks: ['titanic'] }]), sketchTurns([{ visits: ['titanic'] }]), NO_PARTNERS).size,
    ).toBe(0);
    expect(alsoElsewhere(left, [], NO_PARTNERS).size).toBe(0);
  });

  test('names three at most, also where the first of many is the partner', () => {
    const often = sketchTurns(Array.from({ length: 2_000 }, () => ({ asks: ['one query'] })));
    const found = alsoElsewhere(often, often, new Map([[1, 1]]));
    expect(found.get(1)).toEqual([2, 3, 4]);
    expect(found.get(2_000)).toEqual([1, 2, 3]);
  });
});
