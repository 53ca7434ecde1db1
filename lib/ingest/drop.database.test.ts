import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import type { Pool } from 'pg';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addImport } from '@/lib/db/import-rows';
import { createPool } from '@/lib/db/pool';
import { makeZip } from '@/lib/import/testing/make-zip';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import { walkPaths } from './drop/walk-paths';
import { rememberedSettings } from './remember-settings';
import { runImportJob } from './run-import-job';

let pool: Pool;
let folder: string;

beforeAll(async () => {
  pool = createPool(process.env['DATABASE_URL'] ?? '');
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-drop-'));
  process.env['NEARMISS_DATA'] = folder;
});

afterAll(async () => {
  await pool.end();
  await rm(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A record of the canonical format. */
function record(question: string, more: object = {}): string {
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: '<think>A ship.</think><answer>Payer</answer>' },
  ];
  return `${JSON.stringify({ question, messages, answer: ['Payer'], ...more })}\n`;
}

/** Writes a drop to disk and imports it as a user of this machine would. */
async function importFiles(files: Files, settings: ImportSettings = {}) {
  const root = join(folder, randomUUID(), 'drop');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  const id = randomUUID();
  const given = await walkPaths([root]);
  await addImport(pool, {
    id,
    filename: 'drop',
    runName: null,
    format: null,
    bytesTotal: given.reduce((sum, { wholeBytes }) => sum + wholeBytes, 0),
    contentHash: null,
    settings,
    upload: { folder: null, files: given.map(({ path, file }) => ({ path, file })) },
  });
  const finished = await runImportJob(pool, id, new AbortController().signal);
  const [row] = (await pool.query('SELECT * FROM imports WHERE id = $1', [id])).rows;
  expect(await walkPaths([root])).toHaveLength(Object.keys(files).length);
  return { runIds: finished?.runIds ?? [], row, report: row.report };
}

async function rolloutsOf(runId: number | undefined) {
  const result = await pool.query(
    `SELECT r.n, r.line, r.step, r.rollout_index, r.group_no, r.correct, r.correctness_rule, f.path, q.text
     FROM rollouts r JOIN run_files f USING (run_id, file_no) JOIN run_questions q USING (run_id, question_no)
     WHERE run_id = $1 ORDER BY n`,
    [runId],
  );
  return result.rows;
}

function deflated(path: string, bytes: Uint8Array): Buffer {
  return makeZip([{ path, bytes }], 'deflate');
}

/** An Inspect log of one task: a question in two epochs, and another that comes before it by name and after it by id. */
function evalArchive(method: 'deflate' | 'zstd'): Buffer {
  const sample = (id: number, epoch: number, verdict: 'C' | 'I') => ({
    path: `samples/${id}_epoch_${epoch}.json`,
    bytes: Buffer.from(
      JSON.stringify({
        id,
        epoch,
        input: 'Who led it?',
        target: 'Payer',
        messages: [
          { role: 'user', content: 'Who led it?' },
          { role: 'assistant', content: verdict === 'C' ? 'Payer' : 'Nansen' },
        ],
        scores: { match: { value: verdict, answer: verdict === 'C' ? 'Payer' : 'Nansen' } },
      }),
    ),
  });
  const header = { version: 2, status: 'success', eval: { task: 'polar_qa', model: 'openai/small' } };
  return makeZip(
    [
      sample(10, 1, 'I'),
      sample(2, 1, 'C'),
      sample(2, 2, 'I'),
      { path: 'header.json', bytes: Buffer.from(JSON.stringify(header)) },
    ],
    method,
  );
}

async function tarOf(files: Files): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, Buffer.from(content));
  archive.finalize();
  return buffer(archive);
}

describe('a drop of files', () => {
  test.each(['deflate', 'zstd'] as const)(
    'reads an Inspect log packed with %s in the order of its ids',
    async (method) => {
      const { runIds, row, report } = await importFiles({ 'logs/polar.eval': evalArchive(method) });
      expect(row.status).toBe('succeeded');
      expect(report.runs).toMatchObject([{ name: 'polar_qa openai/small', format: 'inspect', rollouts: 3 }]);
      const rollouts = await rolloutsOf(runIds[0]);
      expect(rollouts.map(({ correct, group_no: group }) => [correct, group])).toEqual([
        [true, 0],
        [false, 0],
        [false, 1],
      ]);
    },
  );

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
    const visible = await pool.query('SELECT DISTINCT committed_at FROM runs WHERE id = ANY($1)', [runIds]);
    expect(visible.rows).toHaveLength(1);
  });

  test('whose one run has no rollout leaves nothing, not even the others', async () => {
    const bad = `${JSON.stringify({ input: 'a', output: 'b', gts: 'x', score: 1, step: -1 })}\n`;
    const { runIds, row } = await importFiles({ 'a.jsonl': record('Who?'), 'exp/1.jsonl': bad });
    expect(runIds).toEqual([]);
    expect(row).toMatchObject({ status: 'failed', error_code: 'no_rollouts' });
    expect((await pool.query('SELECT 1 FROM runs WHERE import_id = $1', [row.id])).rowCount).toBe(0);
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

test('gold entities inside an archive are stored once and joined, and go again with an import that fails', async () => {
  const gold = '{"question":"Who sailed?","entities":["A ship"]}\n';
  const sets = async (): Promise<number> => (await pool.query('SELECT 1 FROM entity_sets')).rowCount ?? 0;
  const before = await sets();
  const packed = gzipSync(await tarOf({ 'a/log.jsonl': record('Who sailed?'), 'a/gold.jsonl': gold }));
  const first = await importFiles({ 'both.tar.gz': packed });
  expect(first.report).toMatchObject({
    runs: [{ entities: { fromEntitySet: 1, without: 0 } }],
    leftOut: { first: [{ kind: 'entities' }] },
  });
  await importFiles({ 'both.tar.gz': packed });
  expect(await sets()).toBe(before + 1);
  const bad = `${JSON.stringify({ input: 'a', output: 'b', gts: 'x', score: 1, step: -1 })}\n`;
  await importFiles({ '1.jsonl': bad, 'other.jsonl': gold.replace('sailed', 'drowned') });
  expect(await sets()).toBe(before + 1);
});

test('two files of one name are two files', async () => {
  const id = randomUUID();
  const files = await Promise.all(
    ['Who?', 'Why?'].map(async (question, at) => {
      const file = join(folder, `${id}-${at}`);
      await writeFile(file, record(question));
      return { path: 'results.jsonl', file };
    }),
  );
  const settings = {};
  const added = { id, filename: 'two', runName: null, format: null, bytesTotal: 1, contentHash: null, settings };
  await addImport(pool, { ...added, upload: { folder: null, files } });
  const finished = await runImportJob(pool, id, new AbortController().signal);
  const texts = await Promise.all(
    (finished?.runIds ?? []).map(async (runId) => (await rolloutsOf(runId)).map(({ text }) => text)),
  );
  expect(texts).toEqual([['Why?'], ['Who?']]);
});

describe('archives and containers', () => {
  const files = { 'runs/a.jsonl': record('Who?') + record('Why?'), 'runs/b.jsonl': record('When?') };

  test.each([
    ['tar', (tar: Buffer) => ['logs.tar', tar] as const],
    ['tar.gz', (tar: Buffer) => ['logs.tar.gz', gzipSync(tar)] as const],
    ['tar.zst', (tar: Buffer) => ['logs.tar.zst', zstdCompressSync(tar)] as const],
    ['tar.gz in a tar', (tar: Buffer) => ['logs.tgz', gzipSync(tar)] as const],
  ])('%s', async (_, packed) => {
    const [name, bytes] = packed(await tarOf(files));
    const { report } = await importFiles({ [name]: bytes });
    const runs = report.runs.map((run: { name: string; rollouts: number }) => [run.name, run.rollouts]);
    expect(runs).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  test('a list over several lines, with a broken element, is read record by record', async () => {
    const list = `[\n ${record('Who?')},\n ${record('Why?', { step: 'x' })},\n ${record('When?')}]`;
    const { runIds, row } = await importFiles({ 'list.json': list });
    expect((await rolloutsOf(runIds[0])).map(({ line, text }) => [line, text])).toEqual([
      [1, 'Who?'],
      [3, 'When?'],
    ]);
    expect(row.issues_first).toMatchObject([{ line: 2, code: 'field_wrong_type', file: null }]);
  });

  test('thousands of small files are one run of many files', async () => {
    const many: Record<string, string> = {};
    for (let item = 0; item < 1500; item += 1) {
      many[`rollout/${item % 3}/task-${item}.jsonl`] =
        `${JSON.stringify({ task_id: `t${item}`, sample_idx: 0, seqlen: 9, prompt_len: 4, head_version: item % 3, tail_version: item % 3, reward: 1, prompt: `<|im_start|>user\nQuestion ${item}?<|im_end|>\n<|im_start|>assistant\n`, completion: '<think>I know.</think>Yes.<|im_end|>' })}\n`;
    }
    const { report } = await importFiles({ 'small.tar': await tarOf(many) });
    expect(report.runs).toMatchObject([{ format: 'areal', files: 1500, rollouts: 1500 }]);
  });

  test('an archive of archives that unpacks without end is refused, and an archive of empty files is no fault', async () => {
    const zeros = deflated('a.jsonl', Buffer.alloc(48 << 20, '\n'));
    const inner = Array.from({ length: 20 }, (_, at) => ({ path: `${at}.zip`, bytes: zeros }));
    const bomb = await importFiles({ 'bomb.zip': makeZip(inner, 'zstd') });
    expect(bomb.row).toMatchObject({ status: 'failed', error_code: 'archive_too_large' });
    const empties = Array.from({ length: 2000 }, (_, at) => ({ path: `${at}.txt`, bytes: new Uint8Array(0) }));
    const empty = await importFiles({ 'empties.zip': makeZip(empties, 'stored'), 'a.jsonl': record('Who?') });
    expect(empty.report).toMatchObject({ runs: [{ rollouts: 1 }], leftOut: { total: 2000 } });
  });

  test('what cannot be opened is told and keeps nothing else from being read', async () => {
    const { report } = await importFiles({
      'a.jsonl': record('Who?'),
      'b.zip': 'PK\u0003\u0004broken',
      'c.pt': Buffer.from([0x80, 2, 0x7d]),
    });
    expect(report.runs).toHaveLength(1);
    expect(report.leftOut.first.map(({ code }: { code: string }) => code)).toEqual([
      'archive_damaged',
      'pickle_not_supported',
    ]);
  });
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
    expect(await rememberedSettings(pool, 'table(gold,names,q,run_step,said,verdict)')).toEqual({ mapping });
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
