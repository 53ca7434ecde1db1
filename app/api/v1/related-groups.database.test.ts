import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';

import * as otherRuns from './runs/[id]/groups/[group]/other-runs/route';
import * as steps from './runs/[id]/groups/[group]/steps/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Asked {
  readonly id?: string;
  readonly question: string;
  readonly step: number;
  /** One rollout each: whether it is correct, and how many of the two entities its thought names. */
  readonly rollouts: readonly (readonly [boolean, number])[];
}

const ENTITIES = ['Tegetthoff', 'Polar Year'];

function linesOf({ id, question, step, rollouts }: Asked): string {
  return rollouts
    .map(([correct, named], rollout) => {
      const messages = [
        { role: 'user', content: question },
        { role: 'assistant', reasoning_content: `I know ${ENTITIES.slice(0, named).join(' and ')}.`, content: 'x' },
      ];
      const place = { question, step, rollout, correct, entities: ENTITIES, answer: ['Karl'], messages };
      return `${JSON.stringify(id === undefined ? place : { question_id: id, ...place })}\n`;
    })
    .join('');
}

const stepsOf = async (id: string, group: number, query = '') =>
  answerOf(OPERATIONS.listGroupSteps.answer, await call(steps.GET, query, { params: { id, group: String(group) } }));
const othersOf = async (id: string, group: number, query = '') =>
  answerOf(OPERATIONS.listOtherRuns.answer, await call(otherRuns.GET, query, { params: { id, group: String(group) } }));

/** A group of one correct rollout, one near-miss and one failure. */
const THREE = [
  [true, 2],
  [false, 1],
  [false, 0],
] as const;

describe('a group at other steps', () => {
  test('stands among the groups of its question, by step, with what each came to', async () => {
    const question = `Who ${randomUUID()}?`;
    const other = { question: `Who else ${randomUUID()}?`, step: 2, rollouts: THREE };
    const log = [
      linesOf({ question, step: 7, rollouts: [[true, 2]] }),
      linesOf(other),
      linesOf({ question, step: 2, rollouts: THREE }),
      linesOf({
        question,
        step: 5,
        rollouts: [
          [false, 1],
          [false, 2],
        ],
      }),
    ].join('');
    const { runId } = await importLog(log);
    const all = await stepsOf(runId, 2);
    expect(all.items.map(({ group, step, size }) => [group, step, size])).toEqual([
      [2, 2, 3],
      [3, 5, 2],
      [0, 7, 1],
    ]);
    expect(all).toMatchObject({ from: 0, total: 3, previous: null, next: 3 });
    expect(all.items[0]).toMatchObject({
      correct: 1,
      nearMiss: 1,
      otherWrong: 1,
      matchRateMean: 0.5,
      matchRateMax: 1,
      toolCallsMean: 0,
    });
    expect(all.items[0]?.accuracy).toMatchObject({ value: 1 / 3, n: 3 });
    expect(all.items[0]?.nearMissShare).toMatchObject({ value: 0.5, n: 2 });
    expect(await stepsOf(runId, 3)).toMatchObject({ previous: 2, next: 0 });
    expect(await stepsOf(runId, 1)).toMatchObject({ total: 1, previous: null, next: null });
  });

  test('a part of the steps lies around the group, and says where it starts', async () => {
    const question = `Who ${randomUUID()}?`;
    const log = [1, 2, 3, 4, 5].map((step) => linesOf({ question, step, rollouts: THREE })).join('');
    const { runId } = await importLog(log);
    const around = await stepsOf(runId, 3, 'limit=3');
    expect(around.items.map(({ step }) => step)).toEqual([3, 4, 5]);
    expect(around).toMatchObject({ from: 2, total: 5, previous: 2, next: 4 });
    expect((await stepsOf(runId, 3, 'limit=2&offset=0')).items.map(({ step }) => step)).toEqual([1, 2]);
    expect((await stepsOf(runId, 3, 'offset=99')).items).toEqual([]);
    // Under tau 1 one of two entities is no near-miss any more.
    expect((await stepsOf(runId, 0, 'threshold=1')).items[0]).toMatchObject({ nearMiss: 0, otherWrong: 2 });
  });

  test('a group that is not there is a problem', async () => {
    const { runId } = await importLog(linesOf({ question: `Who ${randomUUID()}?`, step: 1, rollouts: THREE }));
    const params = { id: runId, group: '1' };
    expect(await problemOf(await call(steps.GET, '', { params }))).toMatchObject({ code: 'group_not_found' });
    expect(await problemOf(await call(otherRuns.GET, '', { params }))).toMatchObject({ code: 'group_not_found' });
    expect(await problemOf(await call(otherRuns.GET, 'limit=51', { params }))).toMatchObject({
      code: 'invalid_parameter',
      parameter: 'limit',
    });
  });
});

describe('the question in other runs', () => {
  test('is joined by id, else by text, and an equal id with another text is a coincidence', async () => {
    const id = randomUUID();
    const question = `Who led ${randomUUID()}?`;
    const { runId } = await importLog(linesOf({ id, question, step: 1, rollouts: THREE }));
    const byId = await importLog(
      linesOf({ id, question: `Question: ${question}`, step: 1, rollouts: [[true, 2]] }) +
        linesOf({ id, question: `Question: ${question}`, step: 4, rollouts: THREE }),
    );
    const byText = await importLog(linesOf({ question: question.toUpperCase(), step: 9, rollouts: [[false, 1]] }));
    await importLog(linesOf({ id, question: `Quite another ${randomUUID()}?`, step: 1, rollouts: THREE }));
    const found = await othersOf(runId, 0);
    expect(found).toMatchObject({ total: 2, from: 0 });
    expect(found.items.map(({ run, joinedBy, groups }) => [String(run.id), joinedBy, groups])).toEqual([
      [byText.runId, 'text', 1],
      [byId.runId, 'id', 2],
    ]);
    expect(found.items[1]?.latest).toMatchObject({ group: 1, step: 4, size: 3, correct: 1, nearMiss: 1 });
    expect(found.items[1]?.all).toMatchObject({ size: 4, correct: 2, accuracy: { value: 0.5, n: 4 } });
    const second = await othersOf(runId, 0, 'limit=1&offset=1');
    expect(second).toMatchObject({ total: 2, from: 1 });
    expect(second.items.map(({ run }) => String(run.id))).toEqual([byId.runId]);
    // Seen from the other side.
    expect((await othersOf(byText.runId, 0)).items.map(({ run }) => String(run.id))).toEqual([byId.runId, runId]);
  });

  test('runs that are not committed are not shown, and those without numbers say so', async () => {
    const question = `Who saw ${randomUUID()}?`;
    const lines = linesOf({ question, step: 1, rollouts: THREE });
    const { runId } = await importLog(lines);
    const hidden = await importLog(lines);
    const uncomputed = await importLog(lines);
    const { prisma } = database();
    await prisma.run.update({ where: { id: Number(hidden.runId) }, data: { committedAt: null } });
    await prisma.runColumn.delete({ where: { runId: Number(uncomputed.runId) } });
    const found = await othersOf(runId, 0);
    expect(found.total).toBe(1);
    expect(found.items).toEqual([
      {
        run: { id: Number(uncomputed.runId), name: expect.any(String) },
        joinedBy: 'text',
        groups: null,
        latest: null,
        all: null,
      },
    ]);
  });

  test('a question of nothing but an id joins by id alone', async () => {
    const id = randomUUID();
    const bare = (step: number) => `${JSON.stringify({ question_id: id, step, correct: true, messages: [] })}\n`;
    const first = await importLog(bare(1));
    const second = await importLog(bare(2));
    expect((await othersOf(first.runId, 0)).items.map(({ run, joinedBy }) => [String(run.id), joinedBy])).toEqual([
      [second.runId, 'id'],
    ]);
  });
});
