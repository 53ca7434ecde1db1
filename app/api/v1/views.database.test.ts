import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';
import { purgeRun } from '@/lib/db/run-rows';

import * as run from './runs/[id]/route';
import * as view from './runs/[id]/views/[view]/route';
import * as views from './runs/[id]/views/route';
import { answerOf, call, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

let id: string;
beforeEach(async () => {
  id = (await importLog(groupOf(`Who ${randomUUID()}?`))).runId;
});

function post(body: unknown): Promise<Response> {
  return call(views.POST, '', { method: 'POST', params: { id }, body: JSON.stringify(body) });
}
async function create(body: unknown) {
  const response = await post(body);
  expect(response.status).toBe(201);
  return answerOf(OPERATIONS.createView.answer, response);
}
async function list(query = '') {
  const answer = await call(views.GET, query, { params: { id } });
  return (await answerOf(OPERATIONS.listViews.answer, answer)).items;
}

const NEAR = {
  list: 'rollouts',
  name: 'Near',
  filter: 'outcome:near_miss',
  sort: '-matchRate',
  columns: ['n', 'outcome'],
};

describe('saved views', () => {
  test('are listed by name, for each list of each run', async () => {
    const near = await create(NEAR);
    expect(near).toMatchObject(NEAR);
    await create({ list: 'groups', name: 'Near' });
    await create({ list: 'rollouts', name: 'All' });
    expect((await list('list=rollouts')).map(({ name }) => name)).toEqual(['All', 'Near']);
    expect((await list()).map((item) => [item.list, item.name])).toEqual([
      ['groups', 'Near'],
      ['rollouts', 'All'],
      ['rollouts', 'Near'],
    ]);
    const other = await importLog(groupOf(`Who ${randomUUID()}?`));
    const elsewhere = await call(views.GET, '', { params: { id: other.runId } });
    expect((await answerOf(OPERATIONS.listViews.answer, elsewhere)).items).toEqual([]);
  });

  test('of a name that is taken replace it only when asked', async () => {
    const first = await create(NEAR);
    expect(await problemOf(await post({ ...NEAR, filter: '' }))).toMatchObject({ code: 'view_exists', status: 409 });
    expect((await list())[0]).toMatchObject({ filter: 'outcome:near_miss' });
    const second = await create({ ...NEAR, filter: 'step:1', replace: true });
    expect(second).toMatchObject({ id: first.id, filter: 'step:1' });
    expect(await list()).toHaveLength(1);
  });

  test('are renamed and removed', async () => {
    const near = await create(NEAR);
    await create({ ...NEAR, name: 'Taken' });
    const at = { params: { id, view: near.id } };
    const patch = (body: unknown) => call(view.PATCH, '', { ...at, method: 'PATCH', body: JSON.stringify(body) });
    expect(await answerOf(OPERATIONS.renameView.answer, await patch({ name: ' Far ' }))).toMatchObject({ name: 'Far' });
    expect(await problemOf(await patch({ name: 'Taken' }))).toMatchObject({ code: 'view_exists' });
    expect(await problemOf(await patch({ name: ' ' }))).toMatchObject({ code: 'invalid_body', parameter: 'name' });
    expect((await call(view.DELETE, '', { ...at, method: 'DELETE' })).status).toBe(204);
    expect(await problemOf(await call(view.DELETE, '', { ...at, method: 'DELETE' }))).toMatchObject({
      code: 'view_not_found',
    });
    expect((await list()).map(({ name }) => name)).toEqual(['Taken']);
  });

  test('of another run are out of reach', async () => {
    const near = await create(NEAR);
    const other = await importLog(groupOf(`Who ${randomUUID()}?`));
    const at = { params: { id: other.runId, view: near.id } };
    expect(await problemOf(await call(view.DELETE, '', { ...at, method: 'DELETE' }))).toMatchObject({
      code: 'view_not_found',
    });
    expect(await list()).toHaveLength(1);
  });

  test('take any text as a name, up to 100 characters', async () => {
    const name = `<script>alert(1)</script> '; DROP TABLE saved_views; -- ☃ "${'x'.repeat(20)}"`;
    expect(await create({ ...NEAR, name })).toMatchObject({ name });
    expect(await create({ ...NEAR, name: 'x'.repeat(100) })).toMatchObject({ name: 'x'.repeat(100) });
    const wrong = [
      { name: 'x'.repeat(101) },
      { name: '' },
      { name: 'a\0b' },
      { list: 'questions' },
      { columns: ['"'] },
    ];
    for (const part of wrong) {
      expect(await problemOf(await post({ ...NEAR, ...part }))).toMatchObject({ code: 'invalid_body' });
    }
    expect(await problemOf(await post({ ...NEAR, filter: 'rate:high' }))).toMatchObject({ code: 'invalid_filter' });
  });

  test('outlive a change of the language, and not their run', async () => {
    await database().prisma.savedView.create({
      data: {
        id: randomUUID(),
        runId: Number(id),
        list: 'rollouts',
        name: 'Old',
        filter: 'gone:1',
        sort: 'gone',
        columns: [],
      },
    });
    expect(await list()).toMatchObject([{ name: 'Old', filter: 'gone:1' }]);
    expect((await call(run.DELETE, '', { method: 'DELETE', params: { id } })).status).toBe(204);
    await purgeRun(database().pool, Number(id));
    expect(await database().prisma.savedView.count({ where: { runId: Number(id) } })).toBe(0);
    expect(await problemOf(await call(views.GET, '', { params: { id } }))).toMatchObject({ code: 'run_not_found' });
  });
});
