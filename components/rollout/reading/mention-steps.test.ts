import { describe, expect, test } from 'vitest';
import { mentionsOfTurn, stepMention, turnsWithMentions } from './mention-steps';
import type { LoadedTurn } from './turn-store';

function spanOf(span: number, kind: 'thought' | 'prompt' | 'observation', mentions: readonly number[], start = 0) {
  return { span, kind, mentions, start, text: 'x'.repeat(50), length: 50, tool: null };
}

const FIRST: LoadedTurn = {
  turn: 1,
  spans: [spanOf(1, 'thought', [0, 2, 5, 1, 2, 8]), spanOf(2, 'prompt', [0, 0, 3])],
};
const FOURTH: LoadedTurn = { turn: 4, spans: [spanOf(8, 'observation', [1, 6, 9], 100)] };
// Entity 0 in the turns 1 and 9, entity 1 in the turns 1 and 4. Turn 9 is not here.
const TRAILS = [
  [1, 0, 1, 9, 0, 2],
  [1, 0, 1, 4, 2, 1],
];
const loaded = (turn: number) => [FIRST, FOURTH].find((one) => one.turn === turn) ?? null;
const step = (entity: number | null, offset: 1 | -1) => ({ trails: TRAILS, entity, offset, loaded });

describe('mentions one after another', () => {
  test('of a turn: in reading order, prompts left out, two entities at one place once', () => {
    expect(mentionsOfTurn(FIRST, null)).toEqual([{ turn: 1, span: 1, entity: 0, start: 2, end: 5 }]);
    expect(mentionsOfTurn(FIRST, 1)).toEqual([{ turn: 1, span: 1, entity: 1, start: 2, end: 8 }]);
    expect(mentionsOfTurn(FOURTH, null)).toMatchObject([{ start: 106, end: 109 }]);
    expect(turnsWithMentions(TRAILS, null)).toEqual([1, 4, 9]);
  });

  test('go on over turns that are not here, and round the end', () => {
    const first = stepMention({ turn: 0, mention: null }, step(null, 1));
    expect(first).toMatchObject({ turn: 1, span: 1, start: 2 });
    const [fourth] = mentionsOfTurn(FOURTH, null);
    const [own] = mentionsOfTurn(FIRST, null);
    if (fourth === undefined || own === undefined) throw new Error('the turns have mentions');
    expect(stepMention({ turn: 1, mention: own }, step(null, 1))).toEqual(fourth);
    expect(stepMention({ turn: 4, mention: fourth }, step(null, 1))).toEqual({ turn: 9, pick: 'first' });
    expect(stepMention({ turn: 1, mention: own }, step(null, -1))).toEqual({ turn: 9, pick: 'last' });
    expect(stepMention({ turn: 9, mention: null }, step(null, -1))).toEqual(fourth);
  });

  test('of one entity pass the others by', () => {
    expect(stepMention({ turn: 1, mention: null }, step(0, -1))).toEqual({ turn: 9, pick: 'last' });
    const [own] = mentionsOfTurn(FIRST, 0);
    expect(stepMention({ turn: 1, mention: own ?? null }, step(0, 1))).toEqual({ turn: 9, pick: 'first' });
  });

  test('where nothing is mentioned there is nowhere to go', () => {
    expect(stepMention({ turn: 1, mention: null }, { ...step(null, 1), trails: [[], []] })).toBeNull();
  });
});
