import { randomUUID } from 'node:crypto';

import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { database } from '@/lib/db/client';
import { purgeRun } from '@/lib/db/run-rows';
import { recomputeRun } from '@/lib/ingest/recompute-run';

import * as exportRoute from './runs/[id]/export/route';
import * as labelList from './runs/[id]/labels/route';
import * as annotations from './runs/[id]/rollouts/[n]/annotations/route';
import * as labels from './runs/[id]/rollouts/[n]/labels/route';
import * as note from './runs/[id]/rollouts/[n]/note/route';
import * as run from './runs/[id]/route';
import { answerOf, call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

const HOSTILE = `<script>document.title='owned'</script>'; DROP TABLE rollout_notes; -- \u202e "quoted", =1+1`;

async function newRun(): Promise<string> {
  return (await importLog(groupOf(`Who ${randomUUID()}?`, ENTITIES))).runId;
}

function put(handler: typeof note.PUT, id: string, body: unknown, n = '2'): Promise<Response> {
  return call(handler, '', { method: 'PUT', params: { id, n }, body: JSON.stringify(body) });
}

async function putNote(id: string, body: unknown, n = '2') {
  return answerOf(OPERATIONS.putNote.answer, await put(note.PUT, id, body, n));
}

async function putLabels(id: string, words: readonly string[], n = '2') {
  return answerOf(OPERATIONS.putLabels.answer, await put(labels.PUT, id, { labels: words }, n));
}

function patch(id: string, body: unknown, n = '2'): Promise<Response> {
  return call(labels.PATCH, '', { method: 'PATCH', params: { id, n }, body: JSON.stringify(body) });
}

async function patchLabels(id: string, body: unknown) {
  return (await answerOf(OPERATIONS.patchLabels.answer, await patch(id, body))).labels;
}

async function read(id: string, n = '2') {
  return answerOf(OPERATIONS.readAnnotations.answer, await call(annotations.GET, '', { params: { id, n } }));
}

async function listed(id: string) {
  return (await answerOf(OPERATIONS.listLabels.answer, await call(labelList.GET, '', { params: { id } }))).items;
}

describe('notes', () => {
  test('are written, read, and removed by an empty text', async () => {
    const id = await newRun();
    expect(await read(id)).toMatchObject({ labels: [], note: null });
    expect((await putNote(id, { text: HOSTILE })).note?.text).toBe(HOSTILE);
    expect((await read(id)).note?.text).toBe(HOSTILE);
    expect((await read(id, '1')).note).toBeNull();
    expect((await putNote(id, { text: '' })).note).toBeNull();
    expect((await putNote(id, { text: '' })).note).toBeNull();
  });

  test('a writer does not overwrite a note it has not read', async () => {
    const id = await newRun();
    const first = await putNote(id, { text: 'first', basedOn: null });
    expect(await problemOf(await put(note.PUT, id, { text: 'blind', basedOn: null }))).toMatchObject({
      code: 'note_changed',
      status: 409,
    });
    const second = await putNote(id, { text: 'second', basedOn: first.note?.updatedAt });
    expect(second.note?.updatedAt).not.toBe(first.note?.updatedAt);
    const stale = { basedOn: first.note?.updatedAt };
    expect(await problemOf(await put(note.PUT, id, { text: 'stale', ...stale }))).toMatchObject({
      code: 'note_changed',
    });
    expect(await problemOf(await put(note.PUT, id, { text: '', ...stale }))).toMatchObject({ code: 'note_changed' });
    // The same request once more, as after a lost answer, is no conflict.
    expect((await putNote(id, { text: 'second', ...stale })).note).toEqual(second.note);
    expect((await putNote(id, { text: 'whoever' })).note?.text).toBe('whoever');
    expect((await read(id)).note?.text).toBe('whoever');
  });

  test('of two writers at once one is refused and nothing is mixed', async () => {
    const id = await newRun();
    const statuses = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (text) => (await put(note.PUT, id, { text, basedOn: null })).status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
  });

  test('are at most 10,000 characters, of any kind but NUL', async () => {
    const id = await newRun();
    const longest = '"\u0007\\漢'.repeat(2500);
    expect((await putNote(id, { text: longest })).note?.text).toBe(longest);
    expect(await problemOf(await put(note.PUT, id, { text: `${longest}x` }))).toMatchObject({
      code: 'invalid_body',
      parameter: 'text',
    });
    expect(await problemOf(await put(note.PUT, id, { text: 'a\0b' }))).toMatchObject({ code: 'invalid_body' });
    expect(await problemOf(await put(note.PUT, id, { text: 'a', basedOn: 'yesterday' }))).toMatchObject({
      code: 'invalid_body',
      parameter: 'basedOn',
    });
  });
});

describe('labels', () => {
  test('are replaced as a whole, once each, in order', async () => {
    const id = await newRun();
    expect((await putLabels(id, ['zebra', 'information_overload', 'zebra'])).labels).toEqual([
      'information_overload',
      'zebra',
    ]);
    expect((await putLabels(id, ['zebra'])).labels).toEqual(['zebra']);
    expect((await read(id)).labels).toEqual(['zebra']);
    expect((await putLabels(id, [])).labels).toEqual([]);
  });

  test('are added and taken off one by one, and the answer says which there are now', async () => {
    const id = await newRun();
    expect(await patchLabels(id, { add: ['zebra', 'ape', 'zebra'] })).toEqual(['ape', 'zebra']);
    // A second tab that has read none of them.
    expect(await patchLabels(id, { add: ['cow'], remove: ['zebra', 'never_there'] })).toEqual(['ape', 'cow']);
    expect(await patchLabels(id, { add: ['cow'] })).toEqual(['ape', 'cow']);
    expect(await patchLabels(id, {})).toEqual(['ape', 'cow']);
    expect((await read(id)).labels).toEqual(['ape', 'cow']);
    expect((await read(id, '1')).labels).toEqual([]);
  });

  test('of two writers at once keep the changes of both', async () => {
    const id = await newRun();
    await putLabels(id, ['old_1', 'old_2']);
    const writers = ['a', 'b'].map(async (writer, at) => {
      for (let label = 0; label < 10; label += 1) await patchLabels(id, { add: [`${writer}${label}`] });
      await patchLabels(id, { remove: [`old_${at + 1}`] });
    });
    await Promise.all(writers);
    const expected = ['a', 'b'].flatMap((writer) => Array.from({ length: 10 }, (_, at) => `${writer}${at}`));
    expect((await read(id)).labels).toEqual(expected);
  });

  test('are at most 50, also of two writers at once; taking off is always possible', async () => {
    const id = await newRun();
    await putLabels(
      id,
      Array.from({ length: 49 }, (_, at) => `l${at}`),
    );
    const answers = await Promise.all(['x', 'y'].map((label) => patch(id, { add: [label] })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect((await read(id)).labels).toHaveLength(50);
    expect(await problemOf(await patch(id, { add: ['z'] }))).toMatchObject({ code: 'invalid_body', parameter: 'add' });
    expect(await patchLabels(id, { add: ['z'], remove: ['l0'] })).toHaveLength(50);
    expect(await problemOf(await patch(id, { add: ['z'], remove: ['z'] }))).toMatchObject({ parameter: 'remove' });
    expect(await problemOf(await patch(id, { add: ['Two Words'] }))).toMatchObject({ parameter: 'add.0' });
    expect(await problemOf(await patch(id, { add: ['z'] }, '99'))).toMatchObject({ code: 'rollout_not_found' });
  });

  test('are counted over the run', async () => {
    const id = await newRun();
    await putLabels(id, ['zebra', 'information_overload'], '1');
    await putLabels(id, ['zebra'], '3');
    expect(await listed(id)).toEqual([
      { label: 'zebra', name: null, rollouts: 2, filter: 'label:zebra' },
      {
        label: 'information_overload',
        name: 'Information overload',
        rollouts: 1,
        filter: 'label:information_overload',
      },
    ]);
  });

  test('are words of lower case letters, digits and underscores', async () => {
    const id = await newRun();
    for (const word of ['Two Words', '', 'x'.repeat(41), "a';--", '<b>', 'é']) {
      expect(await problemOf(await put(labels.PUT, id, { labels: [word] })), word).toMatchObject({
        code: 'invalid_body',
        parameter: 'labels.0',
      });
    }
  });

  test('are not the words that a filter keeps for itself', async () => {
    const id = await newRun();
    for (const word of ['any', 'none']) {
      expect(await problemOf(await put(labels.PUT, id, { labels: ['ok', word] }))).toMatchObject({
        code: 'invalid_body',
        parameter: 'labels.1',
      });
      expect(await problemOf(await patch(id, { add: [word] }))).toMatchObject({ parameter: 'add.0' });
    }
    expect((await read(id)).labels).toEqual([]);
    expect(await patchLabels(id, { add: ['anyone'], remove: ['any'] })).toEqual(['anyone']);
  });

  test('what is not there and what is no label is said as a problem', async () => {
    const id = await newRun();
    expect(await problemOf(await put(labels.PUT, id, { labels: [] }, '99'))).toMatchObject({
      code: 'rollout_not_found',
    });
    expect(await problemOf(await put(note.PUT, id, { text: 'x' }, '99'))).toMatchObject({ code: 'rollout_not_found' });
    expect(await problemOf(await put(note.PUT, '999999', { text: 'x' }))).toMatchObject({ code: 'run_not_found' });
    expect(await problemOf(await call(annotations.GET, '', { params: { id, n: '99' } }))).toMatchObject({
      code: 'rollout_not_found',
    });
    expect(await problemOf(await call(labelList.GET, '', { params: { id: '999999' } }))).toMatchObject({
      code: 'run_not_found',
    });
    const many = Array.from({ length: 51 }, (_, at) => `l${at}`);
    expect(await problemOf(await put(labels.PUT, id, { labels: many }))).toMatchObject({ code: 'invalid_body' });
  });
});

test('signals are read from the stored messages', async () => {
  const { signals } = await read(await newRun(), '1');
  expect(signals.map(({ id, value, isRaised }) => [id, value, isRaised])).toEqual([
    ['queries_at_once', 1, false],
    ['near_identical_at_once', null, false],
    ['repeated_queries', null, false],
    ['overlength', null, false],
    // All three entities are in the first of two thoughts.
    ['turns_after_last_entity', 0.5, true],
  ]);
});

test('labels and notes outlive a recompute and go with their run', async () => {
  const id = await newRun();
  await putNote(id, { text: 'stays' });
  await putLabels(id, ['zebra']);
  await recomputeRun(database().pool, Number(id));
  expect(await read(id)).toMatchObject({ labels: ['zebra'], note: { text: 'stays' } });
  expect((await call(run.DELETE, '', { method: 'DELETE', params: { id } })).status).toBe(204);
  expect(await problemOf(await put(note.PUT, id, { text: 'late' }))).toMatchObject({ code: 'run_not_found' });
  await purgeRun(database().pool, Number(id));
  const where = { runId: Number(id) };
  const { prisma } = database();
  expect(await Promise.all([prisma.rolloutNote.count({ where }), prisma.rolloutLabel.count({ where })])).toEqual([
    0, 0,
  ]);
});

describe('exports', () => {
  test('carry labels and notes in every format', async () => {
    const id = await newRun();
    await putNote(id, { text: HOSTILE });
    await putLabels(id, ['zebra', 'information_overload']);
    const file = (format: string) => call(exportRoute.GET, `format=${format}`, { params: { id } });
    const [first, second] = (await (await file('jsonl')).text()).trimEnd().split('\n');
    expect(JSON.parse(second ?? '')).toMatchObject({
      nearmiss: { labels: ['information_overload', 'zebra'], note: HOSTILE },
    });
    expect(JSON.parse(first ?? '')).toMatchObject({ nearmiss: { labels: [], note: null } });
    const csv = (await (await file('csv')).text()).split('\r\n');
    expect(csv[0]?.endsWith('prediction,labels,note')).toBe(true);
    expect(csv[1]?.endsWith(',,')).toBe(true);
    expect(csv[2]?.endsWith(`,information_overload zebra,"${HOSTILE.replaceAll('"', '""')}"`)).toBe(true);
    const rows = await parquetReadObjects({ file: await (await file('parquet')).arrayBuffer() });
    expect(rows[1]).toMatchObject({ labels: 'information_overload zebra', note: HOSTILE });
    expect(rows[0]).toMatchObject({ labels: null, note: null });
  });

  test('are read back by an import of the exported records', async () => {
    const id = await newRun();
    await putNote(id, { text: HOSTILE }, '3');
    await putLabels(id, ['zebra'], '1');
    await putLabels(id, ['information_overload', 'zebra'], '3');
    const text = await (await call(exportRoute.GET, 'format=jsonl', { params: { id } })).text();
    const again = await importLog(text);
    expect(await read(again.runId, '3')).toMatchObject({
      labels: ['information_overload', 'zebra'],
      note: { text: HOSTILE },
    });
    expect(await read(again.runId, '1')).toMatchObject({ labels: ['zebra'], note: null });
    expect(await read(again.runId, '2')).toMatchObject({ labels: [], note: null });
    expect(await listed(again.runId)).toEqual(await listed(id));
  });
});
