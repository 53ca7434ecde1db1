import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';

import { makeZip } from '@/lib/import/testing/make-zip';

import { importFiles, pool, record, rolloutsOf, type Files } from './testing/import-files';

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
});

test('gold entities inside an archive are stored once and joined, and go again with an import that fails', async () => {
  const gold = '{"question":"Who sailed?","entities":["A ship"]}\n';
  const sets = async (): Promise<number> => (await pool().query('SELECT 1 FROM entity_sets')).rowCount ?? 0;
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
