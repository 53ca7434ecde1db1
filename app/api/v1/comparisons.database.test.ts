import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';
import { recomputeRun } from '@/lib/ingest/recompute-run';

import * as one from './comparisons/[id]/route';
import * as all from './comparisons/route';
import * as entitySets from './entity-sets/route';
import * as run from './runs/[id]/route';
import { answerOf, call, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

beforeEach(async () => {
  await database().prisma.savedComparison.deleteMany({});
});

function post(body: unknown): Promise<Response> {
  return call(all.POST, '', { method: 'POST', body: JSON.stringify(body) });
}
async function create(body: unknown) {
  const response = await post(body);
  expect(response.status).toBe(201);
  return answerOf(OPERATIONS.createComparison.answer, response);
}
async function list() {
  return (await answerOf(OPERATIONS.listComparisons.answer, await call(all.GET))).items;
}
function patch(id: string, body: unknown) {
  return call(one.PATCH, '', { method: 'PATCH', params: { id }, body: JSON.stringify(body) });
}
function remove(id: string) {
  return call(one.DELETE, '', { method: 'DELETE', params: { id } });
}

describe('saved comparisons', () => {
  test('are listed by name, with the names of their runs', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`), 'run=First');
    const query = `runs=${runId}%4010..20%2C${runId}&baseline=1&metrics=accuracy%2Ctool_calls&alpha=0.5`;
    const saved = await create({ name: 'Second', query });
    expect(new URLSearchParams(saved.query).get('runs')).toBe(`${runId}@10..20,${runId}`);
    expect(saved.sides).toEqual([
      { name: `${runId}@10..20`, runId: Number(runId), runName: 'First', isChanged: false },
      { name: runId, runId: Number(runId), runName: 'First', isChanged: false },
    ]);
    await create({ name: 'First', query: `runs=${runId},${runId}@last` });
    expect((await list()).map(({ name }) => name)).toEqual(['First', 'Second']);
  });

  test('say which of their runs is gone', async () => {
    const kept = await importLog(groupOf(`Who ${randomUUID()}?`), 'run=Kept');
    const gone = await importLog(groupOf(`Who ${randomUUID()}?`), 'run=Gone');
    await create({ name: 'Both', query: `runs=${kept.runId},${gone.runId}` });
    expect((await call(run.DELETE, '', { method: 'DELETE', params: { id: gone.runId } })).status).toBe(204);
    const [both] = await list();
    expect(both?.sides.map(({ runName }) => runName)).toEqual(['Kept', null]);
  });

  test('say whose numbers were replaced since, until they are saved anew', async () => {
    const question = `Who ${randomUUID()}?`;
    const { runId: changed } = await importLog(groupOf(question));
    const { runId: same } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const query = `runs=${changed},${same}`;
    const before = await create({ name: 'Mine', query });
    const body = JSON.stringify({ question, entities: ['Key'] });
    const uploaded = await call(entitySets.POST, 'filename=entities.jsonl', { method: 'POST', body });
    expect(uploaded.status).toBe(200);
    await recomputeRun(database().pool, Number(changed));
    expect((await list())[0]?.sides.map(({ isChanged }) => isChanged)).toEqual([true, false]);
    const anew = await create({ name: 'Mine', query, replace: true });
    expect(anew.sides.map(({ isChanged }) => isChanged)).toEqual([false, false]);
    expect(Date.parse(anew.createdAt)).toBeGreaterThan(Date.parse(before.createdAt));
    // Saved before revisions were kept, and of runs that are not there.
    await database().prisma.savedComparison.updateMany({ data: { revisions: {} } });
    expect((await list())[0]?.sides.map(({ isChanged }) => isChanged)).toEqual([null, null]);
    await create({ name: 'None', query: 'runs=2147483646,2147483647' });
    expect((await list())[1]?.sides.map(({ isChanged }) => isChanged)).toEqual([null, null]);
  });

  test('of a name that is taken replace it only when asked', async () => {
    const first = await create({ name: 'Mine', query: 'runs=1,2' });
    expect(await problemOf(await post({ name: ' Mine ', query: 'runs=1,3' }))).toMatchObject({
      code: 'comparison_exists',
      status: 409,
    });
    const second = await create({ name: 'Mine', query: 'runs=1,3', replace: true });
    expect(second).toMatchObject({ id: first.id, query: 'runs=1%2C3' });
    expect(await list()).toHaveLength(1);
  });

  test('are renamed and removed', async () => {
    const { id } = await create({ name: 'Mine', query: 'runs=1,2' });
    await create({ name: 'Taken', query: 'runs=1,2' });
    const renamed = await answerOf(OPERATIONS.renameComparison.answer, await patch(id, { name: ' Ours ' }));
    expect(renamed).toMatchObject({ id, name: 'Ours' });
    expect(await problemOf(await patch(id, { name: 'Taken' }))).toMatchObject({ code: 'comparison_exists' });
    expect(await problemOf(await patch(id, { name: '' }))).toMatchObject({ code: 'invalid_body', parameter: 'name' });
    expect((await remove(id)).status).toBe(204);
    expect(await problemOf(await remove(id))).toMatchObject({ code: 'comparison_not_found', status: 404 });
    expect(await problemOf(await patch(id, { name: 'x' }))).toMatchObject({ code: 'comparison_not_found' });
    expect(await problemOf(await remove('1'))).toMatchObject({ code: 'not_found' });
    expect((await list()).map(({ name }) => name)).toEqual(['Taken']);
  });

  test.each([
    'details=1',
    'page=questions&against=1&moved=near_miss%3Ecorrect&sort=-matchRate&q=ship&metrics=turns&metric=turns',
    'page=entities&against=1&class=lost&name=key&sort=-pValue',
    'page=training&over=shared&reward=grpo&x=tokens&smooth=0.6&bands=hidden&y=fitted',
    'page=panels&over=all&against=queries',
  ])('keep a page with what it shows: %s', async (view) => {
    const { query } = await create({ name: 'View', query: `runs=1,2&${view}` });
    expect(new URLSearchParams(query)).toEqual(new URLSearchParams(`runs=1,2&${view}`));
    expect((await list()).map((item) => item.query)).toEqual([query]);
  });

  test.each([
    ['runs=1,2&page=shoes', 'a page there is not'],
    ['runs=1,2&page=questions&page=panels', 'two pages'],
    ['runs=1,2&page=panels&moved=kept', 'a parameter of another page'],
    ['runs=1,2&page=questions&moved=sideways', 'moves that are none'],
    ['runs=1,2&page=questions&sort=shoes', 'an order that is none'],
    ['runs=1,2&page=entities&class=odd', 'a class that is none'],
    ['runs=1,2&page=training&smooth=1', 'a weight beyond the strongest'],
    ['runs=1,2&page=training&y=1', 'an axis that begins nowhere'],
    ['runs=1,2&page=panels&against=thoughts', 'thoughts against themselves'],
    ['runs=1,2&page=questions&against=10', 'a position beyond ten sides'],
    ['runs=1&page=panels', 'a page of one side'],
    ['runs=1', 'one side'],
    ['', 'no sides'],
    ['runs=1,1', 'a side twice'],
    ['runs=1,2&shoes=3', 'a parameter there is not'],
    ['runs=1,2&baseline=2', 'a baseline beyond the sides'],
    ['runs=1,2&k=0', 'a k that is none'],
    ['runs=1,2&metrics=accuracy,shoes', 'a metric that is none'],
    ['runs=1,2&metrics=turns,turns', 'a metric twice'],
    ['runs=1,2&alpha=2', 'a definition that is none'],
    ['runs=1,2&runs=3,4', 'a parameter twice'],
    ['runs=1@5..2,2', 'steps that are none'],
    ['runs=1,2&split=%00', 'a NUL character'],
  ])('refuse %j: %s', async (query) => {
    expect(await problemOf(await post({ name: 'Bad', query }))).toMatchObject({
      code: 'invalid_body',
      parameter: 'query',
    });
    expect(await list()).toEqual([]);
  });

  test('take any text as a name, up to 100 characters', async () => {
    const name = `<script>alert(1)</script> '; DROP TABLE saved_comparisons; -- ☃`;
    expect(await create({ name, query: 'runs=1,2' })).toMatchObject({ name });
    for (const wrong of ['', ' ', 'a\0b', 'x'.repeat(101)]) {
      expect(await problemOf(await post({ name: wrong, query: 'runs=1,2' }))).toMatchObject({ code: 'invalid_body' });
    }
    expect(await list()).toHaveLength(1);
  });
});
