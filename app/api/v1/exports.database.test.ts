import { randomUUID } from 'node:crypto';

import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { OPERATIONS } from '@/lib/api/operations';

import * as exportRoute from './runs/[id]/export/route';
import * as record from './runs/[id]/rollouts/[n]/record/route';
import * as rollouts from './runs/[id]/rollouts/route';
import { answerOf, call, ENTITIES, groupOf, importLog, useDataFolder } from './testing/call-api';

useDataFolder();

describe('exports', () => {
  test('canonical records import to the same numbers', async () => {
    const question = `Who ${randomUUID()}?`;
    const { runId } = await importLog(groupOf(question, ENTITIES));
    const response = await call(exportRoute.GET, 'format=jsonl&alpha=0.5', { params: { id: runId } });
    const text = await response.text();
    const [, second] = text
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ nearmiss: z.json() }).parse(JSON.parse(line)));
    expect(second).toMatchObject({
      question,
      rollout: 1,
      step: 1,
      reward: 0,
      correct: false,
      entities: ENTITIES,
      nearmiss: { definitions: { alpha: 0.5 }, outcome: 'near_miss', matched: 2, rewardEGrpo: 1 / 3 },
    });
    const again = await importLog(text);
    const rowsOf = async (id: string) => {
      const page = await answerOf(OPERATIONS.listRollouts.answer, await call(rollouts.GET, '', { params: { id } }));
      return page.items;
    };
    expect(await rowsOf(again.runId)).toEqual(await rowsOf(runId));
    const rawRecord = await answerOf(
      OPERATIONS.readRolloutRecord.answer,
      await call(record.GET, '', { params: { id: runId, n: '2' } }),
    );
    const { nearmiss: _nearmiss, ...exported } = second ?? {};
    expect(rawRecord).toEqual(exported);
  });

  test('CSV and Parquet have the rows of the list, filtered', async () => {
    const { runId } = await importLog(groupOf(`=Who, "${randomUUID()}"?`, ENTITIES));
    const params = { id: runId };
    const csv = await (await call(exportRoute.GET, 'format=csv&filter=outcome:near_miss', { params })).text();
    const [header, row, rest] = csv.split('\r\n');
    expect(header?.split(',')).toEqual([
      ...Object.keys(OPERATIONS.listRollouts.answer.shape.items.element.shape),
      'labels',
      'note',
    ]);
    expect(row).toMatch(/^2,,"'=Who, ""/);
    expect(rest).toBe('');
    const file = await (await call(exportRoute.GET, 'format=parquet', { params })).arrayBuffer();
    const listed = await answerOf(OPERATIONS.listRollouts.answer, await call(rollouts.GET, '', { params }));
    expect(await parquetReadObjects({ file })).toEqual(
      listed.items.map((item) => ({ ...item, labels: null, note: null })),
    );
  });
});
