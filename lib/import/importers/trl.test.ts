import { describe, expect, it } from 'vitest';
import { readCompletionRow } from '@/lib/import/fields/completion-row';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { trl } from './trl';

keepsFixtureLaw(trl);

describe('a table of completions', () => {
  const row = { step: 1, prompt: 'Question: Who?\n', completion: 'Ada', em_reward: 1, advantage: 0 };

  it.each([
    ['one reward function', row, 1],
    ['one of them that did not apply', { ...row, em_reward: null }, null],
    ['two reward functions', { step: 1, prompt: 'Who?', completion: 'Ada', a: 1, b: null, advantage: 0 }, null],
    ['a total of its own', { ...row, reward: 0.5 }, 0.5],
  ])('has the reward of %s', (_, record, expected) => {
    expect(readCompletionRow(record)).toMatchObject({ kind: 'rollout', rollout: { rewardLogged: expected } });
  });

  it('of other tools is not taken', async () => {
    const areal = { ...row, sample_idx: 0, tail_version: 3 };
    const verifiers = { ...row, example_id: 4, prompt: [], completion: [], reward: 1 };
    for (const record of [areal, verifiers]) {
      const detection = await detectBytes({ path: 'completions.jsonl', bytes: Buffer.from(JSON.stringify(record)) });
      expect(detection.kind === 'importer' ? detection.importer.id : null).not.toBe('trl');
    }
  });
});
