import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as matching from './compare/matching/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Asked {
  readonly id?: string;
  readonly question: string;
  readonly step?: number;
}

async function importQuestions(asked: readonly Asked[]): Promise<string> {
  const lines = asked.map(({ id, question, step }, rollout) =>
    JSON.stringify({ question_id: id, question, rollout, step, correct: true, messages: [] }),
  );
  return (await importLog(`${lines.join('\n')}\n`)).runId;
}

async function listOf(query: string) {
  return answerOf(OPERATIONS.listMatching.answer, await call(matching.GET, query));
}

/** Texts of one run of the tests, so that other files' questions are never the same. */
function marked(): (text: string) => string {
  const mark = randomUUID();
  return (text) => `${text} ${mark}?`;
}

describe('questions of compared runs', () => {
  test('are listed by class, with what they are on each side', async () => {
    const ask = marked();
    const left = await importQuestions([
      { id: 'a', question: ask('Alpha') },
      { id: 'a', question: ask('Alpha') },
      { question: ask('Left only') },
      { id: 'x1', question: ask('Twin') },
      { id: 'x2', question: ask('Twin') },
    ]);
    const right = await importQuestions([
      { question: ask('Right only') },
      { question: ask('ALPHA') },
      { question: ask('Twin') },
    ]);
    const runs = `runs=${left},${right}`;
    const shared = await listOf(`${runs}&class=shared`);
    expect(shared.counts).toEqual({ shared: 1, partly: 0, unmatched: 2, ambiguous: 1 });
    expect(shared.sides.map(({ name }) => name)).toEqual([left, right]);
    // Both logs have the same file name.
    expect(shared.sides.map(({ runName }) => runName)).toEqual([`log (run ${left})`, `log (run ${right})`]);
    expect(shared.items).toEqual([
      {
        at: 0,
        sides: [
          [{ questionNo: 0, questionId: 'a', question: ask('Alpha'), rollouts: 2 }],
          [{ questionNo: 1, questionId: null, question: ask('ALPHA'), rollouts: 1 }],
        ],
      },
    ]);
    const [twin] = (await listOf(runs)).items;
    expect(twin?.sides.map((side) => side.map(({ questionId }) => questionId))).toEqual([['x1', 'x2'], [null]]);
    const alone = await listOf(`${runs}&class=unmatched`);
    expect(alone.items.map(({ sides }) => sides.map(({ length }) => length).join(''))).toEqual(
      expect.arrayContaining(['01', '10']),
    );
    expect(alone.total).toBe(2);
  });

  test('are partly shared where one of three sides lacks them, and follow the steps', async () => {
    const ask = marked();
    const first = await importQuestions([
      { question: ask('Early'), step: 1 },
      { question: ask('Late'), step: 2 },
    ]);
    const second = await importQuestions([{ question: ask('Early') }, { question: ask('Late') }]);
    const partly = await listOf(`runs=${first}@1,${second},${first}&class=partly`);
    expect(partly.items).toHaveLength(1);
    expect(partly.items[0]?.sides.map((side) => side[0]?.question ?? null)).toEqual([null, ask('Late'), ask('Late')]);
    expect(partly.sides[0]).toMatchObject({ name: `${first}@1`, steps: '1' });
  });

  test('are paged by cursor and by offset', async () => {
    const ask = marked();
    const asked = Array.from({ length: 7 }, (_, at) => ({ question: ask(`Number ${at}`) }));
    const [left, right] = [await importQuestions(asked), await importQuestions(asked.toReversed())];
    const query = `runs=${left},${right}&class=shared&limit=3`;
    const texts: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof listOf>> = await listOf(
        cursor === '' ? query : `${query}&cursor=${encodeURIComponent(cursor)}`,
      );
      expect(page.total).toBe(7);
      texts.push(...page.items.map(({ at, sides }) => [at, sides[0]?.[0]?.question]));
      cursor = page.nextCursor;
    }
    expect(texts).toEqual(asked.map(({ question }, at) => [at, question]));
    expect((await listOf(`${query}&offset=6`)).items.map(({ at }) => at)).toEqual([6]);
    expect((await listOf(`${query}&offset=60`)).items).toEqual([]);
    const { nextCursor } = await listOf(query);
    const other = await call(matching.GET, `runs=${right},${left}&class=shared&cursor=${nextCursor}`);
    expect(await problemOf(other)).toMatchObject({ code: 'invalid_cursor' });
  });

  test('ask for sides that there are', async () => {
    const run = await importQuestions([{ question: marked()('Alone') }]);
    expect(await problemOf(await call(matching.GET, `runs=${run},999999`))).toMatchObject({ code: 'run_not_found' });
    for (const runs of [run, `${run},${run}`, 'x,y', '']) {
      expect(await problemOf(await call(matching.GET, `runs=${runs}`))).toMatchObject({ code: 'invalid_parameter' });
    }
    expect(await problemOf(await call(matching.GET, ''))).toMatchObject({ parameter: 'runs' });
    expect(await problemOf(await call(matching.GET, `runs=${run},${run}@1&class=both`))).toMatchObject({
      parameter: 'class',
    });
  });
});
