import { describe, expect, it } from 'vitest';
import { readInspectCorrectness } from '@/lib/import/fields/inspect-score';
import { importBytes, detectBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw, readFixture } from '@/lib/import/testing/fixture-law';
import { makeZip } from '@/lib/import/testing/make-zip';
import { inspectLog } from './inspect';

keepsFixtureLaw(inspectLog);

/** The same samples as an archive, packed one way or the other. */
function archiveOf(log: { samples: readonly { id: unknown; epoch: unknown }[] }, method: 'deflate' | 'zstd'): Buffer {
  const { samples, ...header } = log;
  const members = samples.map((sample) => ({
    path: `samples/${String(sample.id)}_epoch_${String(sample.epoch)}.json`,
    bytes: Buffer.from(JSON.stringify(sample, null, 2)),
  }));
  return makeZip([...members, { path: 'header.json', bytes: Buffer.from(JSON.stringify(header)) }], method);
}

describe('an Inspect log', () => {
  const path = 'scores-of-every-shape/2026-03-02T10-00-00_river-qa_t1.json';
  const text = readFixture('inspect', path).toString('utf8');

  it.each(['deflate', 'zstd'] as const)('says the same as an archive packed with %s', async (method) => {
    const log = JSON.parse(text.replaceAll('NaN', 'null'));
    const fromJson = await importBytes({ path, bytes: Buffer.from(text) });
    const fromArchive = await importBytes({ path: 'log.eval', bytes: archiveOf(log, method) });
    expect(fromArchive.events).toEqual(fromJson.events);
    expect(fromArchive.description.name).toBe('river_qa openai/small');
  });

  it('is refused where it was written without its samples', async () => {
    const { samples: _samples, ...header } = JSON.parse(text.replaceAll('NaN', 'null'));
    const bytes = Buffer.from(JSON.stringify(header));
    expect(await detectBytes({ path: 'log.json', bytes })).toMatchObject({ kind: 'refused', code: 'no_rollouts' });
  });

  it('is not taken for one by its name or by single keys', async () => {
    const looksAlike = { version: 2, status: 'success', samples: [{ id: 1, messages: [] }], eval: 'mean' };
    const detection = await detectBytes({ path: 'log.eval.json', bytes: Buffer.from(JSON.stringify(looksAlike)) });
    expect(detection.kind).toBe('refused');
  });
});

describe('readInspectCorrectness', () => {
  it.each([
    ['a judge before a text match', { match: { value: 'I' }, model_graded_fact: { value: 'C' } }, { correct: true }],
    ['a verdict before a fraction', { f1: { value: 0.9 }, match: { value: 'I' } }, { correct: false, scorer: 'match' }],
    ['no answer', { match: { value: 'N' } }, { correct: false, noAnswer: true }],
    ['a boolean', { exact: { value: false } }, { correct: false }],
    ['em before f1', { qa: { value: { f1: 0.8, em: 0 } } }, { correctnessMetric: { name: 'qa.em', value: 0 } }],
    [
      'a part as a half',
      { match: { value: 'P' } },
      { correct: null, correctnessMetric: { name: 'match', value: 0.5 } },
    ],
    ['a list of one', { match: { value: ['C'] } }, { correct: true }],
    ['no list of several', { match: { value: ['C', 'I'] } }, { correct: null, scorer: null }],
    ['a number outside of [0, 1] as a score', { points: { value: 12 } }, { correct: null, score: 12 }],
    ['a value on its own', { match: 'C' }, { correct: true }],
    ['nothing of an unscored sample', { match: { value: null } }, { correct: null, score: null, scorer: null }],
    ['nothing of a word', { grade: { value: 'excellent' } }, { correct: null, scorer: null }],
  ])('reads %s', (_, scores, expected) => {
    expect(readInspectCorrectness(scores)).toMatchObject(expected);
  });
});
