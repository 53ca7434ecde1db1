import { describe, expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import { canonicalJsonl } from './canonical-jsonl';
import { deepResearch } from './deep-research';

keepsFixtureLaw(deepResearch);

describe('deep-research', () => {
  const of = (name: string) => `out/Own-30B_sglang/gaia/${name}`;

  it.each([
    ['iter2.jsonl', 2, { of: of('iter2'), rank: 0 }],
    ['iter2_scored.jsonl', 2, { of: of('iter2'), rank: 1 }],
    ['iter10_split1of2.jsonl', 10, { of: of('iter10_split1of2'), rank: 0 }],
    ['iter10_split2of2_scored.jsonl', 10, { of: of('iter10_split2of2'), rank: 1 }],
    ['iter3.eval_details.jsonl', 3, { of: of('iter3'), rank: 1 }],
  ])('takes run, rollout and which copy counts from %s', (name, rolloutIndex, version) => {
    const run = { run: 'out/Own-30B_sglang/gaia', runName: 'gaia Own-30B' };
    expect(deepResearch.place?.(of(name))).toMatchObject({ ...run, rolloutIndex, version });
  });

  it('takes any other file for a run of its own', () => {
    const facts = { run: 'a/iterations.jsonl', rolloutIndex: null, version: null };
    expect(deepResearch.place?.('a/iterations.jsonl')).toMatchObject(facts);
  });

  it('leaves records of our own format to it', async () => {
    const row = {
      question: 'Who?',
      messages: [{ role: 'user', content: 'Who?' }],
      prediction: 'Ines',
      termination: 'answer',
    };
    const detect = (record: object) => detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(record)}\n`) });
    expect(await detect(row)).toMatchObject({ importer: deepResearch, inOrder: true });
    expect(await detect({ ...row, question_id: 'q-1' })).toMatchObject({ importer: canonicalJsonl });
    const { termination, ...plain } = row;
    expect(termination).toBe('answer');
    expect(await detect(plain)).toMatchObject({ importer: canonicalJsonl });
  });

  it('knows its rows where the first is longer than what detection reads', async () => {
    const messages = [{ role: 'user', content: 'x'.repeat(2_000_000) }];
    const detect = (path: string, record: object) =>
      detectBytes({ path, bytes: Buffer.from(`${JSON.stringify(record)}\n`) });
    const row = { question: 'Who?', answer: 'Ines', messages, prediction: 'Ines', termination: 'answer' };
    expect(await detect('gaia/iter1.jsonl', row)).toMatchObject({ importer: deepResearch });
    expect(await detect('unknown', { is_correct: true, judgement: 'Correct', ...row })).toMatchObject({
      importer: deepResearch,
    });
    expect(await detect('unknown', row)).toMatchObject({ importer: canonicalJsonl });
  });

  it('counts a failed rollout once, and not at all where a later run of the script answered it', async () => {
    const failed = { question: 'Who?', messages: [], prediction: '[Failed]', rollout_id: 1, error: 'Timeout' };
    const answered = {
      question: 'Who? ',
      messages: [{ role: 'user', content: 'Who?' }],
      prediction: 'Ines',
      termination: 'answer',
    };
    const read = async (rows: readonly object[]) => {
      const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
      const { events } = await importBytes({ path: 'x', bytes });
      return events.map((event) =>
        event.kind === 'rollout' ? event.rollout.termination : event.kind === 'skipped' && event.code,
      );
    };
    expect(await read([failed, answered])).toEqual(['answer', 'earlier_retry']);
    expect(await read([failed, failed])).toEqual(['earlier_retry', 'error']);
  });
});
