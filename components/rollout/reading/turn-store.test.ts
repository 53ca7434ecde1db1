import { describe, expect, test } from 'vitest';
import { TurnStore, type LoadedTurn, type TurnRange } from './turn-store';

const TURNS = Array.from({ length: 200 }, (_, turn) => turn);

function turnOf(turn: number, characters = 4): LoadedTurn {
  const text = 'x'.repeat(characters);
  return {
    turn,
    spans: [{ kind: 'thought', text, tool: null, mentions: [], span: turn, length: text.length, start: 0 }],
  };
}

function turnsOf({ from, to }: TurnRange, characters?: number): readonly LoadedTurn[] {
  return TURNS.filter((turn) => turn >= from && turn <= to).map((turn) => turnOf(turn, characters));
}

/** A store whose requests are answered by hand. */
function storeByHand(first: readonly LoadedTurn[] = []) {
  const asked: {
    range: TurnRange;
    signal: AbortSignal;
    answer: (turns: readonly LoadedTurn[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const store = new TurnStore(TURNS, first, (range, signal) => {
    return new Promise((answer, fail) => asked.push({ range, signal, answer, fail }));
  });
  const lastAsked = () => {
    const last = asked.at(-1);
    if (last === undefined) throw new Error('nothing was asked for');
    return last;
  };
  return { store, asked, lastAsked };
}

async function settled(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

describe('TurnStore', () => {
  test('asks for what is seen first, then for what is near, and never for what is here', async () => {
    const { store, asked, lastAsked } = storeByHand(turnsOf({ from: 0, to: 9 }));
    store.want({ from: 8, to: 12 }, { from: 0, to: 60 });
    expect(asked.map(({ range }) => range)).toEqual([{ from: 10, to: 49 }]);
    lastAsked().answer(turnsOf({ from: 10, to: 20 }));
    await settled();
    expect(store.stateOf(12).kind).toBe('loaded');
    expect(lastAsked().range).toEqual({ from: 21, to: 60 });
    lastAsked().answer(turnsOf({ from: 21, to: 60 }));
    await settled();
    expect(asked).toHaveLength(2);
  });

  test('what lies behind comes last, nearest first', async () => {
    const { store, lastAsked } = storeByHand();
    store.want({ from: 100, to: 101 }, { from: 80, to: 105 });
    lastAsked().answer(turnsOf(lastAsked().range));
    await settled();
    expect(lastAsked().range).toEqual({ from: 80, to: 99 });
  });

  test('gives up a request whose turns were scrolled past', async () => {
    const { store, asked, lastAsked } = storeByHand();
    store.want({ from: 0, to: 3 }, { from: 0, to: 10 });
    store.want({ from: 150, to: 152 }, { from: 140, to: 160 });
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(lastAsked().range).toEqual({ from: 150, to: 160 });
    asked[0]?.answer(turnsOf({ from: 0, to: 10 }));
    await settled();
    expect(store.stateOf(0).kind).toBe('absent');
  });

  test('turns that could not be loaded say so until they are asked for again', async () => {
    const { store, asked, lastAsked } = storeByHand();
    store.want({ from: 0, to: 3 }, { from: 0, to: 5 });
    lastAsked().fail(new Error('offline'));
    await settled();
    expect(store.stateOf(3)).toEqual({ kind: 'failed', reason: 'offline' });
    expect(asked).toHaveLength(1);
    store.retry();
    lastAsked().answer(turnsOf({ from: 0, to: 5 }));
    await settled();
    expect(store.stateOf(3).kind).toBe('loaded');
  });

  test('an answer without turns is a failure, not an endless question', async () => {
    const { store, asked, lastAsked } = storeByHand();
    store.want({ from: 0, to: 3 }, { from: 0, to: 5 });
    lastAsked().answer([]);
    await settled();
    expect(store.stateOf(0).kind).toBe('failed');
    expect(asked).toHaveLength(1);
  });

  test('forgets the farthest turns where too much text is here', async () => {
    const { store, lastAsked } = storeByHand(turnsOf({ from: 0, to: 9 }, 600_000));
    store.want({ from: 100, to: 101 }, { from: 100, to: 101 });
    lastAsked().answer(turnsOf({ from: 100, to: 101 }, 600_000));
    await settled();
    expect(store.stateOf(0).kind).toBe('absent');
    expect(store.stateOf(9).kind).toBe('loaded');
    expect(store.stateOf(101).kind).toBe('loaded');
  });

  test('another part of a long span takes its place', () => {
    const { store } = storeByHand(turnsOf({ from: 0, to: 0 }));
    let changes = 0;
    store.subscribe(() => (changes += 1));
    const [span] = turnOf(0).spans;
    if (span !== undefined) store.replaceSpan(0, { ...span, text: 'rest', start: 4 });
    expect(store.loaded(0)?.spans[0]).toMatchObject({ text: 'rest', start: 4 });
    expect(changes).toBe(1);
  });
});
