import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { areal } from './areal';

keepsFixtureLaw(areal);

it.each([
  ['logs/own/rollout/5/42.jsonl', { run: 'logs/own/rollout', runName: 'own train', step: 5, split: 'train' }],
  ['eval-rollout/6/7.jsonl', { run: 'eval-rollout', runName: null, step: 6, split: 'eval' }],
  ['logs/other/5/42.jsonl', { run: 'logs/other/5/42.jsonl', step: null, split: null }],
])('places %s', (path, facts) => {
  expect(areal.place?.(path)).toMatchObject(facts);
});

it('leaves records without versions of the policy to others', async () => {
  const row = { task_id: 1, sample_idx: 0, prompt: 'a', completion: 'b', reward: 1 };
  const result = await detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
  expect(result).not.toMatchObject({ importer: areal });
});
