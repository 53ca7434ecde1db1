import { beforeAll, describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';

import * as exports from './runs/[id]/export/route';
import * as filterWords from './runs/[id]/filter-words/route';
import * as groups from './runs/[id]/groups/route';
import * as rollouts from './runs/[id]/rollouts/route';
import { answerOf, call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

const HOSTILE = `"; DROP TABLE runs; -- <b>' % \\ {1}`;

/** Two groups of four (see groupOf), the second without entities, and one of two with all that a log may say. */
function log(): string {
  const rich = [0, 1].map((rollout) =>
    JSON.stringify({
      question: 'Who sailed to the polar sea?',
      question_id: 'polar-1',
      answer: ['Karl'],
      entities: [{ name: 'Novara', aliases: ['the Frigate'] }, HOSTILE],
      step: 2,
      rollout,
      correct: false,
      split: 'Train',
      termination: rollout === 0 ? 'timeout' : 'answer',
      prediction: rollout === 0 ? undefined : 'In 1912, a ship.',
      messages: [
        { role: 'user', content: 'Who sailed to the polar sea?' },
        {
          role: 'assistant',
          reasoning_content: rollout === 0 ? HOSTILE : 'The frigate?',
          content: rollout === 0 ? '' : '<answer>x</answer>',
        },
      ],
    }),
  );
  return `${groupOf('Who led the expedition?', ENTITIES)}${groupOf('Who was the poet?')}${rich.join('\n')}\n`;
}

let params: { id: string };
beforeAll(async () => {
  const { runId } = await importLog(log());
  params = { id: runId };
  const run = Number(runId);
  await database().prisma.rolloutLabel.createMany({
    data: [
      { runId: run, n: 2, label: 'distracted_querying' },
      { runId: run, n: 2, label: 'mine' },
      { runId: run, n: 9, label: 'Mine' },
    ],
  });
  const updatedAt = new Date('2026-01-02T03:04:05Z');
  await database().prisma.rolloutNote.create({ data: { runId: run, n: 3, text: 'Check AGAIN', updatedAt } });
});

async function list(filter: string, more = '') {
  const query = `${more}&filter=${encodeURIComponent(filter)}`;
  const page = await answerOf(OPERATIONS.listRollouts.answer, await call(rollouts.GET, query, { params }));
  return {
    numbers: page.items.map(({ n }) => n),
    total: page.total,
    notices: page.notices.map(({ message }) => message),
  };
}

describe('a filter over rollouts', () => {
  test.each([
    ['entity:"medal"', [1, 3]],
    ['missing:medal', [2, 4]],
    ['-entity:Medal', [2, 4, 5, 6, 7, 8, 9, 10]],
    ['entity:Medal,"Polar Year"', [1, 2, 3]],
    ['missing:Medal,"Polar Year"', [2, 3, 4]],
    ['seen:Tegetthoff', [3, 4]],
    ['searched:"polar year" missing:Tegetthoff', [3, 4]],
    ['searched:Medal', []],
    ['entity:"the frigate"', []],
    ['missing:"the frigate"', [9, 10]],
    [`entity:"${HOSTILE.replaceAll(/[\\"]/g, String.raw`\$&`)}"`, [9]],
    ['question:~"POLAR sea"', [9, 10]],
    ['question:2', [9, 10]],
    ['poet OR polar', [5, 6, 7, 8, 9, 10]],
    ['id:polar-1', [9, 10]],
    ['prediction:~"1912"', [10]],
    ['prediction:~karl OR prediction:none', [1, 5, 9]],
    ['prediction:any -prediction:~julius', [1, 5, 10]],
    ['termination:Timeout', [9]],
    ['split:train', [9, 10]],
    ['split:none group:0', [1, 2, 3, 4]],
    ['label:mine', [2, 9]],
    ['label:any', [2, 9]],
    ['label:none step:2', [10]],
    ['label:mine,none group:0,2', [1, 2, 3, 4, 9, 10]],
    ['note:~"again"', [3]],
    ['note:any', [3]],
    ['note:none group:0', [1, 2, 4]],
    ['size:2', [9, 10]],
    ['NOT (size:4 OR label:mine)', [10]],
    ['(outcome:correct OR outcome:near_miss) group:0', [1, 2]],
  ])('%s', async (filter, numbers) => {
    expect(await list(filter)).toEqual({ numbers, total: numbers.length, notices: [] });
  });

  test('follows the matcher and the scope in force', async () => {
    expect((await list('entity:"the frigate"', 'matcher=aliases')).numbers).toEqual([10]);
    expect((await list('entity:novara', 'matcher=aliases')).numbers).toEqual([10]);
    expect((await list('missing:novara', 'matcher=aliases')).numbers).toEqual([9]);
    expect((await list('entity:Tegetthoff', 'scope=observations')).numbers).toEqual([1, 2, 3, 4]);
    expect((await list('missing:Tegetthoff', 'scope=observations')).numbers).toEqual([]);
  });

  test('says what it names and the run does not know', async () => {
    const unknown = 'no question of this run has a gold entity called "Titanic"';
    expect(await list('entity:Titanic,Medal')).toEqual({ numbers: [1, 3], total: 2, notices: [unknown] });
    expect(await list('missing:Titanic')).toEqual({ numbers: [], total: 0, notices: [unknown] });
    expect((await list('split:dev')).notices).toEqual(['no rollout of this run has the split "dev"']);
    expect((await list('label:yours')).notices).toEqual(['no rollout of this run has the label "yours"']);
    expect((await list('id:nobody')).notices).toEqual(['no question of this run has the id "nobody"']);
  });

  test('sees a label that was given after it was asked for', async () => {
    expect((await list('label:late')).numbers).toEqual([]);
    await database().prisma.rolloutLabel.create({ data: { runId: Number(params.id), n: 7, label: 'late' } });
    expect(await list('label:late')).toEqual({ numbers: [7], total: 1, notices: [] });
    await database().prisma.rolloutLabel.deleteMany({ where: { runId: Number(params.id), label: 'late' } });
  });

  test('that cannot be read is a problem with every wrong word', async () => {
    const filter = 'outcome:near_mis (step:x)';
    const problem = await problemOf(await call(rollouts.GET, `filter=${encodeURIComponent(filter)}`, { params }));
    expect(problem).toMatchObject({ code: 'invalid_filter', position: 8, length: 8, parameter: 'filter' });
    expect(problem.detail).toContain('did you mean near_miss?');
    expect(problem.errors?.map(({ word }) => word)).toEqual(['near_mis', 'x']);
  });
});

test('groups pass when one of their rollouts does', async () => {
  const of = async (filter: string, more = '') => {
    const query = `${more}&filter=${encodeURIComponent(filter)}`;
    const page = await answerOf(OPERATIONS.listGroups.answer, await call(groups.GET, query, { params }));
    return { groups: page.items.map(({ group }) => group), total: page.total, notices: page.notices.length };
  };
  expect(await of('')).toEqual({ groups: [0, 1, 2], total: 3, notices: 0 });
  expect(await of('outcome:correct', 'sort=-group')).toEqual({ groups: [1, 0], total: 2, notices: 0 });
  expect(await of('outcome:correct missing:Medal')).toEqual({ groups: [], total: 0, notices: 0 });
  expect(await of('label:mine', 'sort=signal')).toMatchObject({ total: 2 });
  expect(await of('entity:Nobody')).toEqual({ groups: [], total: 0, notices: 1 });
  expect(await problemOf(await call(groups.GET, 'filter=(', { params }))).toMatchObject({ code: 'invalid_filter' });
});

test('the export takes the same filter', async () => {
  const response = await call(exports.GET, `format=csv&filter=${encodeURIComponent('label:mine OR note:any')}`, {
    params,
  });
  const lines = (await response.text()).trim().split('\n').slice(1);
  expect(lines.map((line) => line.split(',')[0])).toEqual(['2', '3', '9']);
});

describe('words of a filter', () => {
  const words = async (query: string) => {
    const answer = await call(filterWords.GET, query, { params });
    const { items, counted } = await answerOf(OPERATIONS.listFilterWords.answer, answer);
    return { words: items.map(({ word, count }) => [word, count]), counted };
  };

  test('are entities, ids and what the log says', async () => {
    expect(await words('field=seen&prefix=POL')).toEqual({ words: [['Polar Year', 1]], counted: 'questions' });
    expect((await words('field=entity&prefix=e')).words).toEqual(
      expect.arrayContaining([
        ['Medal', 1],
        ['Tegetthoff', 1],
        [HOSTILE, 1],
      ]),
    );
    expect((await words('field=entity&limit=2')).words).toHaveLength(2);
    expect((await words('field=id&prefix=polar')).words).toEqual([['polar-1', 1]]);
    expect((await words('field=split')).words).toEqual([['Train', 2]]);
    expect((await words('field=termination&prefix=time')).words).toEqual([['timeout', 1]]);
  });

  test('are labels, the offered ones too', async () => {
    expect((await words('field=label')).words).toEqual(
      expect.arrayContaining([
        ['distracted_querying', 1],
        ['mine', 1],
        ['Mine', 1],
        ['information_overload', 0],
      ]),
    );
    expect((await words('field=label&prefix=overload')).words).toEqual([['information_overload', 0]]);
  });

  test('are those of a run that there is, and of a field that has some', async () => {
    const nowhere = { params: { id: '2147483' } };
    expect(await problemOf(await call(filterWords.GET, 'field=label', nowhere))).toMatchObject({
      code: 'run_not_found',
    });
    expect(await problemOf(await call(filterWords.GET, 'field=rate', { params }))).toMatchObject({
      code: 'invalid_parameter',
    });
  });
});
