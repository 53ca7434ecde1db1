import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as importIssues from './imports/[id]/issues/route';
import * as importOne from './imports/[id]/route';
import * as preview from './imports/preview/route';
import * as imports from './imports/route';
import * as group from './runs/[id]/groups/[group]/route';
import * as groups from './runs/[id]/groups/route';
import * as questions from './runs/[id]/questions/route';
import * as rollout from './runs/[id]/rollouts/[n]/route';
import * as rollouts from './runs/[id]/rollouts/route';
import * as run from './runs/[id]/route';
import * as summary from './runs/[id]/summary/route';
import * as runs from './runs/route';
import { answerOf, call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

const dataFolder = useDataFolder();

describe('imports', () => {
  test('an upload becomes a run that every call can read', async () => {
    const question = `Who led the ${randomUUID()} expedition?`;
    const { importId, runId } = await importLog(groupOf(question, ENTITIES), 'run=First');
    const params = { id: runId };

    const report = await answerOf(
      OPERATIONS.readImport.answer,
      await call(importOne.GET, '', { params: { id: importId } }),
    );
    expect(report).toMatchObject({ status: 'succeeded', rollouts: 4, runIds: [Number(runId)], issues: { total: 0 } });

    const list = await answerOf(OPERATIONS.listRuns.answer, await call(runs.GET));
    const item = list.items.find((candidate) => candidate.id === Number(runId));
    expect(item).toMatchObject({ name: 'First', steps: 1, summary: { counts: { correct: 1, near_miss: 1 } } });

    const one = await answerOf(OPERATIONS.readRun.answer, await call(run.GET, '', { params }));
    expect(one).toMatchObject({ questionsWithEntities: 1, questionsWithoutEntities: 0, filename: 'log.jsonl' });

    const asked = await answerOf(OPERATIONS.listQuestions.answer, await call(questions.GET, 'joined=1', { params }));
    expect(asked).toMatchObject({ total: 1, items: [{ question, entitySource: 'log' }] });
    expect(await answerOf(OPERATIONS.listQuestions.answer, await call(questions.GET, 'joined=0', { params }))).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });

    const grouped = await answerOf(OPERATIONS.listGroups.answer, await call(groups.GET, '', { params }));
    expect(grouped.items).toEqual([
      expect.objectContaining({ group: 0, size: 4, signal: 'mixed', correct: 1, nearMiss: 1, otherWrong: 2, error: 0 }),
    ]);

    const detail = await answerOf(
      OPERATIONS.readGroup.answer,
      await call(group.GET, '', { params: { ...params, group: '0' } }),
    );
    expect(detail.members.map((member) => member.firstTurns.map((turns) => turns.thoughts))).toEqual([
      [1, 1, 1],
      [1, 1, null],
      [null, null, 1],
      [null, null, null],
    ]);
  });

  test('rollout rows carry rewards and advantages under the definitions asked for', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`, ENTITIES));
    const params = { id: runId };
    const page = await answerOf(
      OPERATIONS.listRollouts.answer,
      await call(rollouts.GET, 'sort=-advantageEGrpo&alpha=0.5', { params }),
    );
    expect(page.total).toBe(4);
    expect(page.items.map(({ n, outcome, matched, rewardEGrpo }) => [n, outcome, matched, rewardEGrpo])).toEqual([
      [1, 'correct', 3, 1],
      [2, 'near_miss', 2, 1 / 3],
      [3, 'partial', 1, 1 / 6],
      [4, 'failure', 0, 0],
    ]);
    const observed = await answerOf(
      OPERATIONS.listRollouts.answer,
      await call(rollouts.GET, 'scope=observations&filter=outcome:near_miss', { params }),
    );
    expect(observed.items.map((item) => [item.n, item.matchRate])).toEqual([
      [2, 1 / 3],
      [3, 1 / 3],
      [4, 1 / 3],
    ]);
    const numbers = await answerOf(OPERATIONS.readSummary.answer, await call(summary.GET, 'alpha=0.5', { params }));
    expect(numbers.reward.meanEGrpo).toBeCloseTo((1 + 1 / 3 + 1 / 6) / 4, 12);
    const stored = await answerOf(OPERATIONS.readSummary.answer, await call(summary.GET, '', { params }));
    expect(stored.definitions.alpha).toBe(0.3);
  });

  test('pages of rollouts follow each other', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`, ENTITIES) + groupOf(`Why ${randomUUID()}?`));
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? 'limit=3&sort=-matchRate' : `limit=3&sort=-matchRate&cursor=${cursor}`;
      const page = await answerOf(
        OPERATIONS.listRollouts.answer,
        await call(rollouts.GET, query, { params: { id: runId } }),
      );
      seen.push(...page.items.map((item) => item.n));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a rollout has turns with mentions, first turns and its group', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`, ENTITIES));
    const one = await answerOf(
      OPERATIONS.readRollout.answer,
      await call(rollout.GET, '', { params: { id: runId, n: '2' } }),
    );
    expect(one).toMatchObject({ previousInGroup: 1, nextInGroup: 3, answers: ['Karl'], prediction: 'Julius' });
    expect(
      one.entityList.map(({ name, firstTurn }) => [
        name,
        firstTurn.thoughts,
        firstTurn.queries,
        firstTurn.observations,
      ]),
    ).toEqual([
      ['Tegetthoff', 1, null, 1],
      ['Polar Year', 1, 1, null],
      ['Medal', null, null, null],
    ]);
    const thought = one.turnList.flatMap((turn) => turn.spans).find((span) => span.kind === 'thought');
    expect(thought?.mentions.map(({ start, end }) => thought.text.slice(start, end))).toEqual([
      'Tegetthoff',
      'Polar Year',
    ]);
    expect(one.groupMembers.map((member) => member.outcome)).toEqual(['correct', 'near_miss', 'partial', 'failure']);
  });

  test('a broken line is an issue that can be downloaded, made safe for spreadsheets', async () => {
    const { importId } = await importLog(`${groupOf(`Who ${randomUUID()}?`)}{"=broken\n`);
    const params = { id: importId };
    const report = await answerOf(OPERATIONS.readImport.answer, await call(importOne.GET, '', { params }));
    expect(report.issues).toMatchObject({ total: 1, first: [{ line: 5 }] });
    const csv = await (await call(importIssues.GET, '', { params })).text();
    expect(csv.split('\r\n')[0]).toBe('file,line,code,message');
    expect(csv.split('\r\n')[1]).toMatch(/^,5,line_/);
    const lines = await (await call(importIssues.GET, 'format=jsonl', { params })).text();
    expect(JSON.parse(lines)).toMatchObject({ line: 5 });
  });

  test('imports are listed newest first and paged', async () => {
    await importLog(groupOf(`Who ${randomUUID()}?`));
    const { importId } = await importLog(groupOf(`Who ${randomUUID()}?`));
    const first = await answerOf(OPERATIONS.listImports.answer, await call(imports.GET, 'limit=1'));
    expect(first.items[0]?.id).toBe(importId);
    const next = await answerOf(
      OPERATIONS.listImports.answer,
      await call(imports.GET, `limit=1&cursor=${first.nextCursor ?? ''}`),
    );
    expect(next.items[0]?.id).not.toBe(importId);
  });

  test('an upload that breaks off, or is empty, leaves nothing', async () => {
    const before = await readdir(join(dataFolder.path, 'uploads'));
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"question":'));
        controller.error(new Error('gone'));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: broken, duplex: 'half' };
    const response = await imports.POST(new Request('http://127.0.0.1/?filename=a.jsonl', init), {
      params: Promise.resolve({}),
    });
    expect(await problemOf(response)).toMatchObject({ code: 'upload_aborted', status: 400 });
    const empty = await call(imports.POST, 'filename=a.jsonl', { method: 'POST', body: '' });
    expect(await problemOf(empty)).toMatchObject({ code: 'empty_upload' });
    expect(await readdir(join(dataFolder.path, 'uploads'))).toEqual(before);
  });

  test('a queued import is cancelled once', async () => {
    const response = await call(imports.POST, 'filename=log.jsonl', { method: 'POST', body: '{}\n' });
    const { id } = await answerOf(OPERATIONS.createImport.answer, response);
    const cancelled = await call(importOne.DELETE, '', { method: 'DELETE', params: { id } });
    expect(await answerOf(OPERATIONS.cancelImport.answer, cancelled)).toEqual({ id, result: 'cancelled' });
    const again = await call(importOne.DELETE, '', { method: 'DELETE', params: { id } });
    expect(await answerOf(OPERATIONS.cancelImport.answer, again)).toEqual({ id, result: 'finished' });
  });

  test('a name that climbs out of its folder stays in it', async () => {
    await call(imports.POST, `filename=${encodeURIComponent('../../../climbed.jsonl')}`, {
      method: 'POST',
      body: '{}\n',
    });
    expect(await readdir(dataFolder.path)).toEqual(['uploads']);
  });
});

describe('preview', () => {
  async function previewOf(filename: string, body: string, complete = true) {
    const query = `filename=${filename}&complete=${String(complete)}`;
    return answerOf(OPERATIONS.previewImport.answer, await call(preview.POST, query, { method: 'POST', body }));
  }

  test('shows format, first rollouts and grouping, and stores nothing', async () => {
    const content = groupOf('Who?', ENTITIES) + groupOf('Why?', ENTITIES);
    const { runs, leftOut } = await previewOf('log.jsonl', content);
    expect(runs).toHaveLength(1);
    expect(leftOut.total).toBe(0);
    expect(runs[0]).toMatchObject({
      format: 'canonical',
      rolloutsRead: 8,
      entities: { questions: 2, fromLog: 2, without: 0 },
      issues: [],
      correctness: { logged: 8 },
      outcomes: { correct: 2, wrong: 6, undecided: 0 },
      grouping: { by: 'question', withinStep: true, groups: 2, size: 4, odd: 0 },
    });
    const [first] = runs[0]?.rollouts ?? [];
    expect(first?.turnList.flatMap((turn) => turn.spans.map((span) => span.kind))).toContain('thought');
    expect(await readdir(join(dataFolder.path, 'uploads'))).not.toContainEqual(expect.stringMatching(/^preview-/));
  });

  test('a line cut off by the end of the head is no fault', async () => {
    const content = groupOf('Who?', ENTITIES);
    const cut = await previewOf('log.jsonl', content.slice(0, -40), false);
    expect(cut.runs[0]).toMatchObject({ rolloutsRead: 3, issues: [], complete: false });
    expect((await previewOf('log.jsonl', content.slice(0, -40))).runs[0]?.issues).toHaveLength(1);
  });

  test('tells gold entities, tables and what cannot be used apart', async () => {
    expect((await previewOf('gold.csv', 'question,entity\nWho?,Tegetthoff\n')).entitySets).toMatchObject([
      { questions: [{ question: 'Who?', entities: ['Tegetthoff'] }] },
    ]);
    const table = await previewOf('table.jsonl', '{"q":"Who?","said":"Payer"}\n');
    expect(table.runs).toMatchObject([{ format: null, rows: [{ q: 'Who?', said: 'Payer' }] }]);
    expect((await previewOf('a.txt', 'hello\n')).leftOut.first).toMatchObject([
      { kind: 'refused', code: 'unknown_format' },
    ]);
  });
});
