import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addImport, requestImportCancel } from '@/lib/db/import-rows';
import { createPool } from '@/lib/db/pool';
import { questionKey } from '@/lib/core/entities/question-key';

import { ShutdownError } from './ingest-error';
import { recomputeRun } from './recompute-run';
import { recover } from './recover';
import { runImportJob } from './run-import-job';

let pool: Pool;
let folder: string;

beforeAll(async () => {
  pool = createPool(process.env['DATABASE_URL'] ?? '');
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-ingest-'));
});

afterAll(async () => {
  await pool.end();
  await rm(folder, { recursive: true, force: true });
});

interface Line {
  readonly question: string;
  readonly rollout: number;
  readonly correct: boolean;
  readonly thought: string;
  readonly entities?: readonly string[];
  readonly step?: number;
}

function canonicalLine(line: Line): string {
  const { question, rollout, correct, thought, entities, step } = line;
  const messages = [
    { role: 'user', content: question },
    {
      role: 'assistant',
      reasoning_content: thought,
      content: correct ? '<answer>yes</answer>' : '<answer>no</answer>',
    },
  ];
  return JSON.stringify({ question, rollout, step, correct, entities, messages, answer: ['yes'] });
}

async function queueImport(content: string | Uint8Array, filename = 'log.jsonl'): Promise<string> {
  const id = randomUUID();
  await mkdir(join(folder, id));
  const file = join(folder, id, 'upload');
  await writeFile(file, content);
  await addImport(pool, {
    id,
    filename,
    runName: null,
    format: null,
    bytesTotal: (await stat(file)).size,
    contentHash: null,
    settings: {},
    upload: { folder: join(folder, id), files: [{ path: filename, file }] },
  });
  return id;
}

async function importContent(content: string | Uint8Array, filename?: string) {
  const id = await queueImport(content, filename);
  const imported = await runImportJob(pool, id, new AbortController().signal);
  const result = await pool.query('SELECT * FROM imports WHERE id = $1', [id]);
  return { id, runId: imported?.runIds[0] ?? -1, row: result.rows[0] };
}

async function rowsOf(runId: number, table: string): Promise<number> {
  const result = await pool.query(`SELECT count(*)::int AS rows FROM ${table} WHERE run_id = $1`, [runId]);
  return result.rows[0].rows;
}

async function metricsOf(runId: number) {
  const result = await pool.query(
    `SELECT outcome, matched, entities, match_rate, match_rate_normalised, reward_e_grpo, advantage_e_grpo, first_turns
     FROM rollout_metrics WHERE run_id = $1 ORDER BY n`,
    [runId],
  );
  return result.rows;
}

async function addEntitySet(question: string, names: readonly string[]): Promise<string> {
  const setId = randomUUID();
  await pool.query(
    `INSERT INTO entity_sets (id, filename, format, questions, entities) VALUES ($1, 'gold.jsonl', 'canonical', 1, $2)`,
    [setId, names.length],
  );
  await pool.query(
    `INSERT INTO entity_set_questions (set_id, n, question, text_key, entities) VALUES ($1, 1, $2, $3, $4)`,
    [setId, question, questionKey(question), JSON.stringify(names.map((name) => ({ name, aliases: [] })))],
  );
  return setId;
}

const GROUP: readonly Line[] = [
  { question: 'Who led it?', rollout: 0, correct: true, thought: 'Tegetthoff and the Polar Year' },
  { question: 'Who led it?', rollout: 1, correct: false, thought: 'Tegetthoff it was' },
  { question: 'Who led it?', rollout: 2, correct: false, thought: 'no idea' },
];

describe('an import', () => {
  test('stores rollouts, messages, groups, metrics and summary, and tells what it understood', async () => {
    const entities = ['Tegetthoff', 'Polar Year'];
    const { runId, row } = await importContent(GROUP.map((line) => canonicalLine({ ...line, entities })).join('\n'));
    expect(row).toMatchObject({
      status: 'succeeded',
      format: 'canonical',
      rollouts: 3,
      issues_total: 0,
      run_ids: [runId],
    });
    expect(row.report.runs[0]).toMatchObject({
      grouping: { by: 'question', groups: 1, size: 3, odd: 0 },
      correctness: { logged: 3 },
      thoughts: { rule: 'marked', sources: { reasoning_content: 3 } },
      entities: { questions: 1, fromLog: 1, without: 0 },
    });
    for (const table of ['rollouts', 'rollout_metrics']) expect(await rowsOf(runId, table)).toBe(3);
    for (const table of ['rollout_bodies', 'groups', 'run_questions', 'run_columns', 'run_summaries'])
      expect(await rowsOf(runId, table)).toBe(1);
    const metrics = await metricsOf(runId);
    expect(metrics.map((metric) => metric.outcome)).toEqual(['correct', 'near_miss', 'failure']);
    expect(metrics.map((metric) => metric.match_rate)).toEqual([1, 0.5, 0]);
    expect(metrics[1].reward_e_grpo).toBeCloseTo(0.15, 12);
    const [committed] = (await pool.query('SELECT committed_at, metrics_version FROM runs WHERE id = $1', [runId]))
      .rows;
    expect(committed.committed_at).toBeInstanceOf(Date);
    // The clock, not the time at which the long transaction began.
    expect(row.finished_at.getTime()).toBeGreaterThan(row.started_at.getTime() + 20);
    expect(committed.committed_at.getTime()).toBeGreaterThan(row.started_at.getTime() + 20);
  });

  test('a line that cannot be used costs that line, and is told', async () => {
    const lines = [canonicalLine(GROUP[0] ?? never()), '{"question": "x", ', canonicalLine(GROUP[1] ?? never()), '[1]'];
    const { row } = await importContent(lines.join('\r\n'));
    expect(row).toMatchObject({ status: 'succeeded', rollouts: 2, issues_total: 2 });
    expect(row.issues_first.map((issue: { line: number }) => issue.line)).toEqual([2, 4]);
    const stored = await pool.query('SELECT line, code FROM import_issues WHERE import_id = $1 ORDER BY n', [row.id]);
    expect(stored.rows).toEqual(
      row.issues_first.map(({ line, code }: { line: number; code: string }) => ({ line, code })),
    );
  });

  test('a duplicate of question, step and rollout is told and the first one used', async () => {
    const { row } = await importContent([...GROUP, GROUP[1] ?? never()].map(canonicalLine).join('\n'));
    expect(row).toMatchObject({ rollouts: 3, issues_by_code: { duplicate_rollout: 1 } });
  });

  test('where the log has neither verdict nor prediction, the answer in the text is compared with the gold answers', async () => {
    const lines = GROUP.map((line) => canonicalLine(line).replace(/"correct":(true|false),/, ''));
    const { runId, row } = await importContent(lines.join('\n'));
    expect(row.report.runs[0].correctness).toEqual({ exact_match: 3 });
    const stored = await pool.query('SELECT prediction, correct FROM rollouts WHERE run_id = $1 ORDER BY n', [runId]);
    expect(stored.rows).toEqual([
      { prediction: 'yes', correct: true },
      { prediction: 'no', correct: false },
      { prediction: 'no', correct: false },
    ]);
  });

  test('a line of 50 MB costs itself', async () => {
    const long = canonicalLine({ ...(GROUP[0] ?? never()), rollout: 9, thought: 'x'.repeat(50e6) });
    const { row } = await importContent([long, ...GROUP.map(canonicalLine)].join('\n'));
    expect(row).toMatchObject({ status: 'succeeded', rollouts: 3, issues_by_code: { line_too_long: 1 } });
  });

  test('text that PostgreSQL cannot hold is imported', async () => {
    const line = canonicalLine({ ...(GROUP[0] ?? never()), thought: 'a\0b \ud800' });
    const { row } = await importContent(
      line.replace('"answer":["yes"]', '"answer":["y\\u0000es"],"extra":"\\udc00\\u0000"'),
    );
    expect(row).toMatchObject({ status: 'succeeded', rollouts: 1 });
  });

  test('a termination word that PostgreSQL cannot hold does not cost the import', async () => {
    const line = canonicalLine(GROUP[0] ?? never());
    const words = ['a\\u0000b', '\\ud800x'].map((word, rollout) =>
      line.replace('"rollout":0', `"rollout":${rollout},"termination":"${word}"`),
    );
    const { row } = await importContent(words.join('\n'));
    expect(row).toMatchObject({ status: 'succeeded', rollouts: 2 });
  });

  test('more entities than any question has cost the line', async () => {
    const entities = Array.from({ length: 5_000 }, (_, entity) => `entity ${entity}`);
    const many = canonicalLine({ ...(GROUP[0] ?? never()), rollout: 9, entities });
    const { row } = await importContent([many, ...GROUP.map(canonicalLine)].join('\n'));
    expect(row).toMatchObject({ status: 'succeeded', rollouts: 3, issues_by_code: { field_wrong_type: 1 } });
  });

  test('an answer is the same whether other rollouts mark their thoughts or not', async () => {
    const asked = { question_id: 'm', answer: ['Paris'] };
    const marked = { role: 'assistant', reasoning_content: 'hmm', content: 'London' };
    const plain = { role: 'assistant', content: 'Paris' };
    const lines = [marked, plain].map((message, rollout) => JSON.stringify({ ...asked, rollout, messages: [message] }));
    const { runId } = await importContent(lines.join('\n'));
    const stored = await pool.query('SELECT prediction, correct FROM rollouts WHERE run_id = $1 ORDER BY n', [runId]);
    expect(stored.rows).toEqual([
      { prediction: 'London', correct: false },
      { prediction: 'Paris', correct: true },
    ]);
  });

  test('a question known by its id alone is joined by what the rollout was asked', async () => {
    const gold = `Which expedition ${randomUUID()} wintered in the ice?`;
    await addEntitySet(gold, ['Tegetthoff']);
    const messages = [{ role: 'user', content: `Use the tools. Question: ${gold} Think first.` }];
    const { row } = await importContent(JSON.stringify({ question_id: 'x17', messages, correct: true }));
    expect(row.report.runs[0].entities).toMatchObject({ fromEntitySet: 1, without: 0 });
  });

  test.each([
    ['empty_file', '', 'log.jsonl'],
    ['git_lfs_pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'results.jsonl'],
    ['unknown_format', 'hello\nworld\n', 'notes.txt'],
    ['no_rollouts', '{"question":"x","messages":[]', 'log.jsonl'],
  ])('fails with %s and leaves no run', async (code, content, filename) => {
    const { row } = await importContent(content, filename);
    expect(row).toMatchObject({ status: 'failed', error_code: code, run_ids: [] });
    const left = await pool.query('SELECT 1 FROM runs WHERE import_id = $1', [row.id]);
    expect(left.rowCount).toBe(0);
  });
});

describe('thoughts', () => {
  test('a log that marks thoughts anywhere has none where they are not marked', async () => {
    const entities = ['Tegetthoff'];
    const marked = canonicalLine({ ...(GROUP[0] ?? never()), entities });
    const unmarked = JSON.stringify({
      ...JSON.parse(canonicalLine({ ...(GROUP[1] ?? never()), entities })),
      messages: [
        { role: 'user', content: 'Who led it?' },
        { role: 'assistant', content: 'Tegetthoff led it, so <answer>no</answer>' },
      ],
    });
    const { runId, row } = await importContent([marked, unmarked].join('\n'));
    expect(row.report.runs[0].thoughts).toEqual({
      rule: 'marked',
      sources: { reasoning_content: 1, assistant_text: 1 },
    });
    expect((await metricsOf(runId)).map((metric) => metric.matched)).toEqual([1, 0]);
    const alone = await importContent(unmarked);
    expect((await metricsOf(alone.runId)).map((metric) => metric.matched)).toEqual([1]);
  });
});

describe('entity sets', () => {
  test('before or after the rollouts give the same numbers, and a removed set gives the old ones back', async () => {
    const question = `Who led the ${randomUUID()} expedition?`;
    const content = GROUP.map((line) => canonicalLine({ ...line, question, entities: ['no idea'] })).join('\n');
    const without = await importContent(content);
    const withoutMetrics = await metricsOf(without.runId);
    const setId = await addEntitySet(question, ['Tegetthoff', 'Polar Year']);
    const after = await importContent(content);
    const afterMetrics = await metricsOf(after.runId);
    expect(afterMetrics.map((metric) => metric.outcome)).toEqual(['correct', 'near_miss', 'failure']);
    expect(await recomputeRun(pool, without.runId)).toBe(true);
    expect(await metricsOf(without.runId)).toEqual(afterMetrics);
    await pool.query('DELETE FROM entity_sets WHERE id = $1', [setId]);
    await recomputeRun(pool, without.runId);
    expect(await metricsOf(without.runId)).toEqual(withoutMetrics);
  });

  test('a run that is gone is not computed', async () => {
    expect(await recomputeRun(pool, 2_000_000_000)).toBe(false);
  });
});

describe('cancel, shutdown and recovery', () => {
  test('a queued import is cancelled at once', async () => {
    const id = await queueImport(GROUP.map(canonicalLine).join('\n'));
    expect(await requestImportCancel(pool, id)).toBe('cancelled');
    expect(await runImportJob(pool, id, new AbortController().signal)).toBeNull();
    expect(await requestImportCancel(pool, id)).toBe('finished');
    expect(await requestImportCancel(pool, randomUUID())).toBeNull();
  });

  test('a running import that is cancelled leaves nothing', async () => {
    const many = Array.from({ length: 400 }, (_, rollout) =>
      canonicalLine({ ...(GROUP[0] ?? never()), rollout, thought: `Tegetthoff ${'word '.repeat(4_000)}` }),
    );
    const id = await queueImport(many.join('\n'));
    await pool.query('UPDATE imports SET cancel_requested = true WHERE id = $1', [id]);
    expect(await runImportJob(pool, id, new AbortController().signal)).toBeNull();
    const [row] = (await pool.query('SELECT status, run_ids, issues_total FROM imports WHERE id = $1', [id])).rows;
    expect(row).toEqual({ status: 'cancelled', run_ids: [], issues_total: 0 });
    expect((await pool.query('SELECT 1 FROM runs WHERE import_id = $1', [id])).rowCount).toBe(0);
  });

  test('an import in hand at a shutdown goes back into the queue and is done next time', async () => {
    const id = await queueImport(GROUP.map(canonicalLine).join('\n'));
    expect(await runImportJob(pool, id, AbortSignal.abort(new ShutdownError()))).toBeNull();
    expect((await pool.query('SELECT status FROM imports WHERE id = $1', [id])).rows).toEqual([{ status: 'queued' }]);
    expect((await runImportJob(pool, id, new AbortController().signal))?.runIds).toHaveLength(1);
    expect((await pool.query('SELECT rollouts FROM imports WHERE id = $1', [id])).rows).toEqual([{ rollouts: 3 }]);
  });

  test('after the third interruption an import fails with the reason, and its rows are removed', async () => {
    const id = await queueImport(GROUP.map(canonicalLine).join('\n'));
    await pool.query(`UPDATE imports SET status = 'running', attempts = 3 WHERE id = $1`, [id]);
    await pool.query(`INSERT INTO runs (name, format, import_id) VALUES ('half', 'canonical', $1)`, [id]);
    const recovered = await recover(pool);
    expect(recovered.imports).not.toContain(id);
    const [row] = (await pool.query('SELECT status, error_code FROM imports WHERE id = $1', [id])).rows;
    expect(row).toEqual({ status: 'failed', error_code: 'interrupted' });
    expect((await pool.query('SELECT 1 FROM runs WHERE import_id = $1', [id])).rowCount).toBe(0);
  });
});

function never(): never {
  throw new Error('the fixture has three lines');
}
