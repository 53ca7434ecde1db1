import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { rememberedSettings } from './remember-settings';
import { importFiles, importGiven, pool, record, rolloutsOf, writeFiles } from './testing/import-files';

describe('a drop of files', () => {
  test('becomes runs as formats and paths say, visible together, and stays where it is', async () => {
    const verl = (output: string, score: number): string =>
      `${JSON.stringify({ input: 'user\nWho led it?\nassistant\n', output, gts: 'Payer', score, step: 0 })}\n`;
    const { runIds, report, row } = await importFiles({
      'exp-a/1.jsonl': verl('<answer>Payer</answer>', 1) + verl('<answer>no</answer>', 0),
      'exp-a/2.jsonl': verl('<answer>Payer</answer>', 1),
      'exp-b/10.jsonl': verl('<answer>no</answer>', 0),
      'notes.txt': 'nothing of use',
    });
    expect(row.status).toBe('succeeded');
    expect(
      report.runs.map((run: { name: string; files: number; rollouts: number }) => [run.name, run.files, run.rollouts]),
    ).toEqual([
      ['exp-a', 2, 3],
      ['exp-b', 1, 1],
    ]);
    expect(report.leftOut).toMatchObject({ total: 1, first: [{ path: 'drop/notes.txt', kind: 'refused' }] });
    const rollouts = await rolloutsOf(runIds[0]);
    expect(rollouts.map(({ path, line }) => [path, line])).toEqual([
      ['drop/exp-a/1.jsonl', 1],
      ['drop/exp-a/1.jsonl', 2],
      ['drop/exp-a/2.jsonl', 1],
    ]);
    const visible = await pool().query('SELECT DISTINCT committed_at FROM runs WHERE id = ANY($1)', [runIds]);
    expect(visible.rows).toHaveLength(1);
  });

  test('whose one run has no rollout leaves nothing, not even the others', async () => {
    const bad = `${JSON.stringify({ input: 'a', output: 'b', gts: 'x', score: 1, step: -1 })}\n`;
    const { runIds, row } = await importFiles({ 'a.jsonl': record('Who?'), 'exp/1.jsonl': bad });
    expect(runIds).toEqual([]);
    expect(row).toMatchObject({ status: 'failed', error_code: 'no_rollouts' });
    expect((await pool().query('SELECT 1 FROM runs WHERE import_id = $1', [row.id])).rowCount).toBe(0);
  });

  test('numbers rollouts by their files where files are rollouts, and keeps a question that a file has twice', async () => {
    const row = (prediction: string): string =>
      `${JSON.stringify({ question: 'Who?', answer: 'Payer', messages: [], prediction, termination: 'answer' })}\n`;
    const { runIds, report } = await importFiles({
      'iter1.jsonl': row('Payer') + row('Weyprecht'),
      'iter2.jsonl': row('Payer'),
      'iter10.jsonl': row('Kane'),
    });
    expect(report.runs).toMatchObject([{ files: 3, rollouts: 4, grouping: { by: 'question', groups: 1, size: 4 } }]);
    const rollouts = await rolloutsOf(runIds[0]);
    expect(rollouts.map(({ path }) => path)).toEqual([
      'drop/iter1.jsonl',
      'drop/iter1.jsonl',
      'drop/iter2.jsonl',
      'drop/iter10.jsonl',
    ]);
    expect(new Set(rollouts.map((rollout) => rollout.rollout_index)).size).toBe(4);
  });
});

const SAID = [{ role: 'assistant', content: '<think>A ship.</think><answer>Payer</answer>' }];

describe('questions dropped with a log', () => {
  test('give it the gold answers it lacks, by id or text', async () => {
    const row = (more: object): string =>
      record('Who?', { answer: undefined, question: undefined, messages: SAID, ...more });
    const { runIds, report } = await importFiles({
      'log.jsonl':
        row({ question_id: 'q7' }) + row({ question: 'Who led it?' }) + row({ question_id: 'q9', answer: ['Kane'] }),
      'questions.jsonl': [
        '{"id":"q7","question":"Who commanded?","answer":"Payer"}',
        '{"id":"q8","question":"Who led it?","answer":["Weyprecht","Carl Weyprecht"]}',
        '{"id":"q9","question":"Who else?","answer":"Payer"}',
      ].join('\n'),
    });
    expect((await rolloutsOf(runIds[0])).map(({ text, correct }) => [text, correct])).toEqual([
      ['Who commanded?', true],
      ['Who led it?', false],
      ['Who else?', false],
    ]);
    expect(report.leftOut.first).toMatchObject([{ path: 'drop/questions.jsonl', kind: 'questions' }]);
  });
});

test('two files of one name are two files', async () => {
  const root = await writeFiles({ 'first.jsonl': record('Who?'), 'second.jsonl': record('Why?') });
  const files = ['first', 'second'].map((name) => ({ path: 'results.jsonl', file: join(root, `${name}.jsonl`) }));
  const { runIds } = await importGiven(files);
  const texts = await Promise.all(runIds.map(async (runId) => (await rolloutsOf(runId)).map(({ text }) => text)));
  expect(texts).toEqual([['Why?'], ['Who?']]);
});

describe('settings', () => {
  const rows = [
    { q: 'Who?', said: 'Payer', gold: ['Payer'], verdict: 'correct', names: 'Tegetthoff|Polar Year', run_step: 3 },
    { q: 'Who?', said: 'Kane', gold: ['Payer'], verdict: 'wrong', names: 'Tegetthoff|Polar Year', run_step: 3 },
  ];
  const table = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

  test('a table of no known format is refused until its columns are named, and then remembered', async () => {
    expect((await importFiles({ 'table.jsonl': table })).row).toMatchObject({
      status: 'failed',
      error_code: 'unknown_format',
    });
    const mapping = {
      question: 'q',
      answer: 'gold',
      prediction: 'said',
      correct: 'verdict',
      text: 'said',
      step: 'run_step',
      entities: 'names',
    };
    const { runIds, report } = await importFiles(
      { 'table.jsonl': table },
      { runs: { 'file:drop/table.jsonl': { mapping, name: 'By hand' } } },
    );
    expect(report.runs).toMatchObject([
      { name: 'By hand', rollouts: 2, correctness: { logged: 2 }, entities: { fromLog: 1 } },
    ]);
    expect((await rolloutsOf(runIds[0])).map(({ correct, step }) => [correct, step])).toEqual([
      [true, 3],
      [false, 3],
    ]);
    expect(await rememberedSettings(pool(), 'table(gold,names,q,run_step,said,verdict)')).toEqual({ mapping });
  });

  test('correctness, entities, grouping and the source of thoughts can be chosen', async () => {
    const log = [
      record('Who?', { correct: true, metadata: { judge: 0 }, gold_names: ['A ship'] }),
      record('Who?', { correct: true, metadata: { judge: 1 }, gold_names: ['A ship'] }),
    ].join('');
    const { report } = await importFiles(
      { 'log.jsonl': log },
      {
        all: {
          correctColumn: 'metadata.judge',
          entitiesColumn: 'gold_names',
          grouping: 'none',
          thoughts: 'assistant_text',
        },
      },
    );
    expect(report.runs).toMatchObject([
      {
        correctness: { score: 2 },
        entities: { fromLog: 1, without: 0 },
        grouping: { by: 'none', groups: 2, size: 1 },
        thoughts: { rule: 'assistant_text' },
      },
    ]);
  });

  test('files can be one run, or each a run, or left out', async () => {
    const files = { 'a.jsonl': record('Who?'), 'b.jsonl': record('Why?') };
    expect((await importFiles(files, { files: 'one_run' })).report.runs).toMatchObject([{ files: 2, rollouts: 2 }]);
    const excluded = await importFiles(files, { exclude: ['drop/a.jsonl'] });
    expect(excluded.report).toMatchObject({ runs: [{ rollouts: 1 }], leftOut: { first: [{ kind: 'excluded' }] } });
    const skipped = await importFiles(files, { runs: { 'file:drop/b.jsonl': { skip: true } } });
    expect(skipped.report.runs).toHaveLength(1);
  });

  test('the same files again are told', async () => {
    const content = record(`Who is ${randomUUID()}?`);
    const first = await importFiles({ 'one.jsonl': content });
    const second = await importFiles({ 'two.jsonl': content });
    expect(second.report.runs[0].notices).toMatchObject([
      { code: 'already_imported', message: expect.stringContaining(`run ${first.runIds[0]}`) },
    ]);
  });
});
