import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { SPAN_CHARACTERS, WINDOW_CHARACTERS, type TurnWindow } from '@/lib/api/schemas/rollout-turns';

import * as find from './runs/[id]/rollouts/[n]/find/route';
import * as outline from './runs/[id]/rollouts/[n]/outline/route';
import * as rollout from './runs/[id]/rollouts/[n]/route';
import * as span from './runs/[id]/rollouts/[n]/spans/[span]/route';
import * as turns from './runs/[id]/rollouts/[n]/turns/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

const TURNS = 300;
/** Longer than any part that is sent at once; names the ship once in its first part and once behind it. */
const LONG_PAGE = `${'The Tegetthoff. '.padEnd(SPAN_CHARACTERS + 40, 'x')} then the Tegetthoff again`;

function longLine(question: string, step: number, rolloutIndex: number): string {
  const searches = Array.from({ length: TURNS - 1 }, (_, at) => [
    {
      role: 'assistant',
      reasoning_content: at % 10 === 0 ? `Turn ${at + 1}: the Tegetthoff, or the TEGETTHOFF?` : `Turn ${at + 1}.`,
      content: '',
      tool_calls: [{ id: `c${at}`, type: 'function', function: { name: 'search', arguments: '{"query":"a ship"}' } }],
    },
    { role: 'tool', tool_call_id: `c${at}`, content: at === 4 ? LONG_PAGE : `Page ${at + 1} of the Polar Year.` },
  ]);
  const answer = { role: 'assistant', reasoning_content: 'So.', content: '<answer>Karl</answer>' };
  return JSON.stringify({
    question,
    entities: ['Tegetthoff', 'Polar Year', 'Medal'],
    answer: ['Karl'],
    step,
    rollout: rolloutIndex,
    correct: rolloutIndex === 0,
    messages: [{ role: 'user', content: question }, ...searches.flat(), answer],
  });
}

describe('the turns of a rollout', () => {
  const at = { id: '', n: '1' };
  const texts: string[] = [];

  beforeAll(async () => {
    const question = `Who ${randomUUID()}?`;
    const lines = [10, 20].flatMap((step) => [0, 1].map((index) => longLine(question, step, index)));
    at.id = (await importLog(lines.join('\n'))).runId;
    const whole = await answerOf(OPERATIONS.readRollout.answer, await call(rollout.GET, '', { params: at }));
    texts.push(...whole.turnList.flatMap((turn) => turn.spans.map(({ text }) => text)));
  });

  test('the outline has every span with the length of its text, and the trail of each entity', async () => {
    const answer = await answerOf(OPERATIONS.readRolloutOutline.answer, await call(outline.GET, '', { params: at }));
    const spans = answer.turnList.flatMap((turn) => turn.spans);
    expect(spans.map(({ length }) => length)).toEqual(texts.map(({ length }) => length));
    expect(spans.map(({ span: number }) => number)).toEqual(texts.map((_, number) => number));
    expect(answer).toMatchObject({ turns: TURNS, characters: texts.join('').length });
    // Thoughts of the turns 1, 11, ...; the long page of turn 5 twice.
    expect(answer.trails[0]?.slice(0, 9)).toEqual([1, 0, 1, 5, 2, 2, 11, 0, 1]);
    expect(answer.trails[1]).toHaveLength((TURNS - 2) * 3);
    expect(answer.trails[2]).toEqual([]);
    const folded = await call(outline.GET, 'matcher=casefold', { params: at });
    expect((await answerOf(OPERATIONS.readRolloutOutline.answer, folded)).trails[0]?.slice(0, 3)).toEqual([1, 0, 2]);
  });

  test('windows follow each other through the whole rollout, each within its bounds', async () => {
    const met: number[] = [];
    const spans: string[] = [];
    for (let from: number | null = 0; from !== null;) {
      const window: TurnWindow = await answerOf(
        OPERATIONS.readTurns.answer,
        await call(turns.GET, `from=${from}`, { params: at }),
      );
      met.push(...window.turnList.map(({ turn }) => turn));
      const own = window.turnList.flatMap((turn) => turn.spans);
      expect(own.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(WINDOW_CHARACTERS);
      spans.push(...own.map(({ text }) => text));
      from = window.next;
    }
    expect(met).toEqual(Array.from({ length: TURNS + 1 }, (_, turn) => turn));
    expect(spans).toEqual(texts.map((text) => text.slice(0, SPAN_CHARACTERS)));
  });

  test('the rest of a long span comes by range, with the mentions in it', async () => {
    const window = await answerOf(OPERATIONS.readTurns.answer, await call(turns.GET, 'from=5&to=5', { params: at }));
    const long = window.turnList[0]?.spans.at(-1);
    expect(long).toMatchObject({ length: LONG_PAGE.length, start: 0, mentions: [{ entity: 0, start: 4, end: 14 }] });
    const rest = await answerOf(
      OPERATIONS.readSpan.answer,
      await call(span.GET, `from=${SPAN_CHARACTERS}`, { params: { ...at, span: String(long?.span) } }),
    );
    expect(rest.text).toBe(LONG_PAGE.slice(SPAN_CHARACTERS));
    const [mention] = rest.mentions;
    expect(rest.mentions).toHaveLength(1);
    expect(rest.text.slice(mention?.start, mention?.end)).toBe('Tegetthoff');
    const behind = await call(span.GET, 'from=2000000000', { params: { ...at, span: String(long?.span) } });
    expect(await answerOf(OPERATIONS.readSpan.answer, behind)).toMatchObject({ text: '', mentions: [] });
  });

  test('numbers that fit nothing are refused, and turns that are not there are an empty window', async () => {
    for (const query of ['from=-1', 'from=1.5', 'from=99999999999', 'to=x', 'from=', 'turns=3']) {
      expect((await problemOf(await call(turns.GET, query, { params: at }))).status, query).toBe(400);
    }
    for (const query of ['length=0', `length=${SPAN_CHARACTERS + 1}`, 'from=-1']) {
      const response = await call(span.GET, query, { params: { ...at, span: '0' } });
      expect((await problemOf(response)).status, query).toBe(400);
    }
    const empty = await call(turns.GET, 'from=9&to=3', { params: at });
    expect(await answerOf(OPERATIONS.readTurns.answer, empty)).toEqual({ turnList: [], next: null });
    const noSpan = await call(span.GET, '', { params: { ...at, span: '99999' } });
    expect(await problemOf(noSpan)).toMatchObject({ code: 'span_not_found', status: 404 });
    for (const handler of [turns.GET, outline.GET]) {
      const noRollout = await call(handler, '', { params: { ...at, n: '99' } });
      expect(await problemOf(noRollout)).toMatchObject({ code: 'rollout_not_found' });
      const noRun = await call(handler, '', { params: { id: '2000000', n: '1' } });
      expect(await problemOf(noRun)).toMatchObject({ code: 'run_not_found' });
    }
  });

  test('finding counts what a naive reader counts, and answers the places page by page', async () => {
    for (const [q, matchCase] of [
      ['tegetthoff', 0],
      ['Tegetthoff', 1],
      ['ship', 0],
      ['turn 1', 0],
      ['nowhere', 0],
      ['.*', 0],
    ] as const) {
      const searched = matchCase === 1 ? texts : texts.map((text) => text.toLowerCase());
      const expected = searched.flatMap((text, number) =>
        text
          .split(q)
          .slice(0, -1)
          .map((_, index, parts) => ({ span: number, at: index, start: startOf(parts, index, q) })),
      );
      const places: typeof expected = [];
      let total = 0;
      do {
        const query = new URLSearchParams({
          q,
          matchCase: String(matchCase),
          from: String(places.length),
          limit: '40',
        });
        const response = await call(find.GET, query.toString(), { params: at });
        const page = await answerOf(OPERATIONS.findInRollout.answer, response);
        places.push(...page.places.map(({ span: number, at: index, start }) => ({ span: number, at: index, start })));
        total = page.total;
      } while (places.length < total);
      expect(places, q).toEqual(expected);
    }
  });

  test('finding begins at a turn, and round the end at the first place', async () => {
    const from12 = await call(find.GET, 'q=tegetthoff&turn=12&limit=1', { params: at });
    // Two in turn 1, two in turn 5, two in turn 11 come before.
    expect(await answerOf(OPERATIONS.findInRollout.answer, from12)).toMatchObject({
      total: 62,
      from: 6,
      places: [{ turn: 21 }],
    });
    const behind = await call(find.GET, 'q=tegetthoff&turn=299&limit=1', { params: at });
    expect(await answerOf(OPERATIONS.findInRollout.answer, behind)).toMatchObject({ from: 0, places: [{ turn: 1 }] });
    const all = await call(find.GET, 'q=tegetthoff&limit=40', { params: at });
    const { places } = await answerOf(OPERATIONS.findInRollout.answer, all);
    for (const number of [0, 1, 7, 30]) {
      const place = places[number];
      const query = `q=tegetthoff&span=${place?.span}&start=${place?.start}&limit=1`;
      const hit = await answerOf(OPERATIONS.findInRollout.answer, await call(find.GET, query, { params: at }));
      expect(hit).toMatchObject({ from: number, places: [place] });
    }
    const last = await call(find.GET, 'q=tegetthoff&span=99999&limit=1', { params: at });
    expect(await answerOf(OPERATIONS.findInRollout.answer, last)).toMatchObject({ from: 0 });
    expect((await problemOf(await call(find.GET, '', { params: at }))).parameter).toBe('q');
    expect((await problemOf(await call(find.GET, 'q=', { params: at }))).parameter).toBe('q');
    expect((await problemOf(await call(find.GET, `q=${'x'.repeat(501)}`, { params: at }))).parameter).toBe('q');
  });

  test('the neighbours of a rollout are the ones with its index at the steps before and after', async () => {
    const read = async (n: string) =>
      answerOf(OPERATIONS.readRollout.answer, await call(rollout.GET, '', { params: { ...at, n } }));
    expect(await read('2')).toMatchObject({ step: 10, rollout: 1, previousStep: null, nextStep: 4 });
    expect(await read('3')).toMatchObject({ step: 20, rollout: 0, previousStep: 1, nextStep: null });
  });
});

/** Offset of the match that follows the first `index + 1` parts of a text that was split at it. */
function startOf(parts: readonly string[], index: number, wanted: string): number {
  return parts.slice(0, index + 1).join(wanted).length;
}
