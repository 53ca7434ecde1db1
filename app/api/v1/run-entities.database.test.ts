import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as entities from './runs/[id]/entities/route';
import * as exported from './runs/[id]/entities/export/route';
import { answerOf, call, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Sketch {
  readonly question: string;
  readonly entities: readonly string[];
  readonly rollouts: readonly { readonly correct: boolean | null; readonly thinks: string; readonly reads?: string }[];
}

function logOf(sketches: readonly Sketch[]): string {
  const lines = sketches.flatMap(({ question, entities: gold, rollouts }) =>
    rollouts.map(({ correct, thinks, reads = 'Nothing.' }, rollout) =>
      JSON.stringify({
        question,
        rollout,
        entities: gold,
        ...(correct === null ? {} : { correct }),
        messages: [
          { role: 'assistant', content: '<think>Where to begin?</think><search>begin</search>' },
          { role: 'user', content: `<information>${reads}</information>` },
          { role: 'assistant', content: `<think>${thinks}</think><answer>So.</answer>` },
        ],
      }),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Six right rollouts that think of the key, six wrong ones of which one does; all think of the sea, all read of a map. */
function keyed(question: string): Sketch {
  const rollout = (correct: boolean, key: boolean) => ({
    correct,
    thinks: `The sea${key ? ' and the Key' : ''}.`,
    reads: 'There was a Map.',
  });
  return {
    question,
    entities: ['Key', 'sea', 'Map', 'Atlantis'],
    rollouts: [
      ...Array.from({ length: 6 }, () => rollout(true, true)),
      rollout(false, true),
      ...Array.from({ length: 5 }, () => rollout(false, false)),
    ],
  };
}

async function listOf(runId: string, query = '') {
  return answerOf(OPERATIONS.listRunEntities.answer, await call(entities.GET, query, { params: { id: runId } }));
}

describe('entities of a run', () => {
  test('say which entity separates right from wrong, bottlenecks first', async () => {
    const { runId } = await importLog(logOf([keyed(`Where ${randomUUID()}?`)]));
    const list = await listOf(runId);
    expect(list.items.map(({ name, entityClass }) => [name, entityClass])).toEqual([
      ['Key', 'bottleneck'],
      ['Map', 'never_taken_up'],
      ['Atlantis', 'suspect'],
      ['sea', 'uninformative'],
    ]);
    const [key, map] = list.items;
    // 6 of 6 against 1 of 6: lift 6 with Katz's interval exp(ln 6 -+ 1.96 sqrt(1 - 1/6)).
    const half = 1.959963984540054 * Math.sqrt(5 / 6);
    expect(key).toMatchObject({
      correct: { found: 6, rollouts: 6 },
      wrong: { found: 1, rollouts: 6 },
      all: { found: 7, rollouts: 12 },
      medianFirstTurn: 2,
      compared: { questions: 1, right: 6, wrong: 6 },
      questionList: [{ questionNo: 0 }],
    });
    expect(key?.lift.value).toBeCloseTo(6, 12);
    expect(key?.lift.low).toBeCloseTo(6 * Math.exp(-half), 9);
    expect(key?.lift.high).toBeCloseTo(6 * Math.exp(half), 9);
    expect(key?.difference.value).toBeCloseTo(5 / 6, 12);
    expect(map).toMatchObject({ seen: 12, seenNotTakenUp: 12, all: { found: 0 }, medianFirstTurn: null });
    expect(list.counts).toMatchObject({
      entities: 4,
      tested: 1,
      rollouts: { correct: 6, wrong: 6, error: 0, unknown: 0 },
    });
  });

  test('follow matcher and scope', async () => {
    const { runId } = await importLog(logOf([keyed(`Where ${randomUUID()}?`)]));
    const found = async (query: string) =>
      Object.fromEntries((await listOf(runId, query)).items.map(({ name, all }) => [name, all.found]));
    expect(await found('')).toEqual({ Key: 7, sea: 12, Map: 0, Atlantis: 0 });
    expect(await found('scope=observations')).toEqual({ Key: 0, sea: 0, Map: 12, Atlantis: 0 });
    const { runId: other } = await importLog(
      logOf([
        { question: `Who ${randomUUID()}?`, entities: ['SHIP'], rollouts: [{ correct: true, thinks: 'a ship' }] },
      ]),
    );
    expect((await listOf(other)).items[0]?.all.found).toBe(0);
    expect((await listOf(other, 'matcher=casefold')).items[0]?.all.found).toBe(1);
  });

  test('are one row over questions, compared within each', async () => {
    const rollouts = (right: number, wrong: number, thinks: string) => [
      ...Array.from({ length: right }, () => ({ correct: true, thinks })),
      ...Array.from({ length: wrong }, () => ({ correct: false, thinks })),
    ];
    // Easy: everybody finds it, most are right. Hard: nobody does, most are wrong. Pooled it would look like a bottleneck.
    const id = randomUUID();
    const { runId } = await importLog(
      logOf([
        { question: `Easy ${id}?`, entities: ['The Ship'], rollouts: rollouts(9, 2, 'The Ship') },
        { question: `Hard ${id}?`, entities: ['the ship'], rollouts: rollouts(2, 9, 'the sea') },
      ]),
    );
    const [ship, ...rest] = (await listOf(runId)).items;
    expect(rest).toEqual([]);
    expect(ship).toMatchObject({
      name: 'The Ship',
      questions: 2,
      correct: { found: 9, rollouts: 11 },
      wrong: { found: 2, rollouts: 11 },
      entityClass: 'undecided',
    });
    expect(ship?.lift.value).toBeCloseTo(1, 12);
  });

  test('are sorted, searched, chosen by class and paged', async () => {
    const sketches = Array.from({ length: 7 }, (_, at) => ({
      question: `Number ${at} ${randomUUID()}?`,
      entities: [`Entity ${at}`, `"Odd ${at}'; DROP TABLE runs; --`],
      rollouts: [{ correct: at % 2 === 0, thinks: at < 4 ? `Entity ${at}` : 'nothing' }],
    }));
    const { runId } = await importLog(logOf(sketches));
    const first = await listOf(runId, 'sort=-name&limit=3');
    const second = await listOf(runId, `sort=-name&limit=3&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect(first.total).toBe(14);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
      [6, 5, 4, 3, 2, 1].map((at) => `Entity ${at}`),
    );
    const hostile = encodeURIComponent(`'; drop table`);
    expect((await listOf(runId, `name=${hostile}`)).items).toHaveLength(7);
    expect((await listOf(runId, 'class=untested&limit=2')).total).toBe(14);
    expect((await listOf(runId, 'class=suspect')).items).toEqual([]);
    expect((await listOf(runId, 'class=bottleneck')).items).toEqual([]);
    for (const sort of ['lift', '-lift', 'correct', '-wrong', 'difference', 'pValue', '-medianFirstTurn', 'rollouts']) {
      expect((await listOf(runId, `sort=${sort}`)).items, sort).toHaveLength(14);
    }
    const params = { id: runId };
    expect(await problemOf(await call(entities.GET, 'sort=shoes', { params }))).toMatchObject({ parameter: 'sort' });
    expect(await problemOf(await call(entities.GET, 'class=all', { params }))).toMatchObject({ parameter: 'class' });
    expect(await problemOf(await call(entities.GET, 'cursor=zzz', { params }))).toMatchObject({
      code: 'invalid_cursor',
    });
    expect(await problemOf(await call(entities.GET, '', { params: { id: '999999' } }))).toMatchObject({
      code: 'run_not_found',
    });
  });

  test('a cursor crosses infinite and missing lifts', async () => {
    const { runId } = await importLog(
      logOf([
        {
          question: `Who ${randomUUID()}?`,
          entities: ['Both', 'Right', 'Wrong', 'None'],
          rollouts: [
            { correct: true, thinks: 'Both Right' },
            { correct: false, thinks: 'Both Wrong' },
            { correct: false, thinks: '-' },
          ],
        },
      ]),
    );
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof listOf>> = await listOf(
        runId,
        `sort=-lift&limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['Right', 'Both', 'Wrong', 'None']);
  });

  test('a run without entities and one without outcomes are no errors', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    expect(await listOf(runId)).toMatchObject({ items: [], total: 0, counts: { entities: 0, tested: 0 } });
    const { runId: unknown } = await importLog(
      logOf([{ question: `Who ${randomUUID()}?`, entities: ['Ship'], rollouts: [{ correct: null, thinks: 'Ship' }] }]),
    );
    const list = await listOf(unknown);
    expect(list.items[0]).toMatchObject({
      entityClass: 'untested',
      lift: { gap: 'no_both' },
      unknown: { found: 1 },
    });
  });

  test('as CSV, where no name is run as a formula', async () => {
    const { runId } = await importLog(
      logOf([
        { question: `Who ${randomUUID()}?`, entities: ['=1+1', 'b'], rollouts: [{ correct: true, thinks: 'b' }] },
      ]),
    );
    const text = await (await call(exported.GET, 'sort=name', { params: { id: runId } })).text();
    const [head, formula, plain] = text.split('\r\n');
    expect(head?.split(',').slice(0, 3)).toEqual(['name', 'class', 'questions']);
    expect(formula).toMatch(/^'=1\+1,untested,1,1,0,/);
    expect(plain?.split(',')).toHaveLength(head?.split(',').length ?? 0);
  });
});
