import { describe, expect, test } from 'vitest';
import { Reader } from './reader';
import { TurnStore, type LoadedSpan } from './turn-store';

const OUTLINE = { turns: [0, 1, 4], starts: [0, 1, 2, 3], kinds: [0, 1, 1], lengths: [4, 4, 4] };
const TRAILS = [[4, 0, 1], []];
const PART: LoadedSpan = {
  kind: 'thought',
  text: 'rest',
  tool: null,
  mentions: [],
  span: 2,
  length: 900_000,
  start: 4,
};

function readerOf(loadSpan = () => Promise.resolve(PART)) {
  const store = new TurnStore(OUTLINE.turns, [], () => new Promise(() => undefined));
  return new Reader({ outline: OUTLINE, trails: TRAILS, store, loadSpan });
}

describe('Reader', () => {
  test('steps from turn to turn and stays at the ends', () => {
    const reader = readerOf();
    reader.stepTurn(-1);
    expect(reader.state()).toMatchObject({ currentTurn: 0, target: { kind: 'turn', turn: 0 } });
    for (const expected of [1, 4, 4]) {
      reader.stepTurn(1);
      expect(reader.state().currentTurn).toBe(expected);
    }
  });

  test('a turn jumped to stays current until somebody scrolls', () => {
    const reader = readerOf();
    reader.show({ kind: 'turn', turn: 4 });
    reader.scrolledTo(1);
    expect(reader.state().currentTurn).toBe(4);
    reader.release();
    expect(reader.state().target).toBeNull();
    reader.scrolledTo(1);
    expect(reader.state().currentTurn).toBe(1);
  });

  test('a mention in a turn that is not here is asked for by its turn', () => {
    const reader = readerOf();
    reader.stepMention(null, 1);
    expect(reader.state().target).toEqual({ kind: 'unread-mention', turn: 4, entity: null, pick: 'first' });
    reader.stepMention(1, 1);
    expect(reader.state().target).toMatchObject({ entity: null });
  });

  test('a part of a span is asked for once at a time, with text before what was found', async () => {
    const asked: number[][] = [];
    const reader = readerOf((...request: number[]) => {
      asked.push(request);
      return Promise.resolve(PART);
    });
    await Promise.all([reader.loadPartAround(4, 2, 500_000), reader.loadPartAround(4, 2, 500_000)]);
    expect(asked).toEqual([[2, 498_000]]);
    await reader.loadPartAround(4, 2, 10);
    expect(asked.at(-1)).toEqual([2, 0]);
  });

  test('tells of every change', () => {
    const reader = readerOf();
    let changes = 0;
    const stop = reader.subscribe(() => (changes += 1));
    reader.setOpen(2, true);
    reader.setOpen(2, true);
    stop();
    reader.setOpen(2, false);
    expect(changes).toBe(1);
    expect(reader.isOpen(2)).toBe(false);
  });
});
