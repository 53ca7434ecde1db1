import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';
import { recomputeRun } from '@/lib/ingest/recompute-run';

import * as entitySet from './entity-sets/[id]/route';
import * as unjoined from './entity-sets/[id]/unjoined/route';
import * as entitySets from './entity-sets/route';
import * as rollouts from './runs/[id]/rollouts/route';
import { answerOf, call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

describe('entity sets', () => {
  test('entities after rollouts: the run is computed again, a removed set gives the old numbers back', async () => {
    const question = `Who led the ${randomUUID()} expedition?`;
    const { runId } = await importLog(groupOf(question));
    const params = { id: runId };
    const gold = [
      { question: `${question.toUpperCase()}`, entities: ENTITIES },
      { question: 'Nobody asks this?', entities: ['Nothing'] },
    ];
    const created = await answerOf(
      OPERATIONS.createEntitySet.answer,
      await call(entitySets.POST, 'filename=gold.jsonl', {
        method: 'POST',
        body: `${gold.map((line) => JSON.stringify(line)).join('\n')}\n{"question":"no entities"}\n`,
      }),
    );
    expect(created).toMatchObject({ questions: 2, entities: 4, joined: 1, unjoined: 1, ambiguous: 0 });
    expect(created.issues).toMatchObject({ total: 1, first: [{ line: 3 }] });
    await recomputeRun(database().pool, Number(runId));
    const computed = await answerOf(OPERATIONS.listRollouts.answer, await call(rollouts.GET, '', { params }));
    expect(computed.items.map((item) => item.outcome)).toEqual(['correct', 'near_miss', 'partial', 'failure']);

    const set = { id: created.id };
    const open = await answerOf(OPERATIONS.listUnjoinedQuestions.answer, await call(unjoined.GET, '', { params: set }));
    expect(open).toMatchObject({ total: 1, items: [{ question: 'Nobody asks this?', entities: ['Nothing'] }] });
    const sets = await answerOf(OPERATIONS.listEntitySets.answer, await call(entitySets.GET));
    expect(sets.items[0]).toMatchObject({ id: created.id, runs: [{ runId: Number(runId), questions: 1 }] });

    expect((await call(entitySet.DELETE, '', { method: 'DELETE', params: set })).status).toBe(204);
    await recomputeRun(database().pool, Number(runId));
    const without = await answerOf(OPERATIONS.listRollouts.answer, await call(rollouts.GET, '', { params }));
    expect(without.items.map((item) => item.outcome)).toEqual(['correct', 'wrong', 'wrong', 'wrong']);
    expect(await problemOf(await call(entitySet.DELETE, '', { method: 'DELETE', params: set }))).toMatchObject({
      code: 'entity_set_not_found',
    });
  });

  test.each([
    ['a rollout log', groupOf('Who?', ENTITIES), 'is_rollout_log'],
    ['lines without entities', '{"question":"Who?","entities":[]}\n', 'field_missing'],
    ['text', 'hello', 'unknown_format'],
  ])('%s is refused with the reason, and nothing of it stays', async (_, body, reason) => {
    const before = await database().prisma.entitySet.count();
    const response = await call(entitySets.POST, 'filename=gold.jsonl', { method: 'POST', body });
    expect(await problemOf(response)).toMatchObject({ code: 'entities_unreadable', status: 422, reason });
    expect(await database().prisma.entitySet.count()).toBe(before);
  });
});
