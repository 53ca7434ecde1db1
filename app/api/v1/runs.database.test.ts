import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as health from './health/route';
import * as group from './runs/[id]/groups/[group]/route';
import * as rollout from './runs/[id]/rollouts/[n]/route';
import * as rollouts from './runs/[id]/rollouts/route';
import * as run from './runs/[id]/route';
import * as summary from './runs/[id]/summary/route';
import { answerOf, call, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

describe('runs', () => {
  test('are renamed and removed', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const params = { id: runId };
    const renamed = await call(run.PATCH, '', { method: 'PATCH', params, body: JSON.stringify({ name: ' Second ' }) });
    expect(await answerOf(OPERATIONS.renameRun.answer, renamed)).toMatchObject({ name: 'Second' });
    const wrong = await call(run.PATCH, '', { method: 'PATCH', params, body: '{"name":""}' });
    expect(await problemOf(wrong)).toMatchObject({ code: 'invalid_body', parameter: 'name' });
    expect((await call(run.DELETE, '', { method: 'DELETE', params })).status).toBe(204);
    expect(await problemOf(await call(run.GET, '', { params }))).toMatchObject({ code: 'run_not_found', status: 404 });
    expect(await problemOf(await call(rollouts.GET, '', { params }))).toMatchObject({ code: 'run_not_found' });
  });

  test('what is not there and what is wrong is said as a problem', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const at = (extra: Record<string, string>) => ({ params: { id: runId, ...extra } });
    expect(await problemOf(await call(rollout.GET, '', at({ n: '99' })))).toMatchObject({ code: 'rollout_not_found' });
    expect(await problemOf(await call(group.GET, '', at({ group: '7' })))).toMatchObject({ code: 'group_not_found' });
    expect(await problemOf(await call(run.GET, '', { params: { id: 'first' } }))).toMatchObject({ code: 'not_found' });
    expect(await problemOf(await call(rollouts.GET, 'filter=rate:high', at({})))).toMatchObject({
      code: 'invalid_filter',
      parameter: 'filter',
      position: 5,
      value: 'rate:high',
    });
    expect(await problemOf(await call(rollouts.GET, 'cursor=zzz', at({})))).toMatchObject({ code: 'invalid_cursor' });
    expect(await problemOf(await call(summary.GET, 'alpha=3', at({})))).toMatchObject({
      code: 'invalid_parameter',
      parameter: 'alpha',
      value: '3',
      status: 400,
    });
  });
});

test('health says that the database answers', async () => {
  expect(await answerOf(OPERATIONS.readHealth.answer, await call(health.GET))).toMatchObject({
    status: 'ok',
    database: 'ok',
  });
});
