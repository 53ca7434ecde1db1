import { describe, expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { verifiersV1 } from './verifiers-v1';

keepsFixtureLaw(verifiersV1);

describe('verifiers-v1', () => {
  it.each([
    ['out/rollouts/step_7/train/all/traces.jsonl', 'out', 7, 'train', 1],
    ['out/rollouts/step_7/train/effective/traces.jsonl', 'out', 7, 'train', 0],
    ['out/rollouts/step_12/eval/all/traces.jsonl', 'out', 12, 'eval', 1],
  ])('takes run, step, split and which copy counts from %s', (path, run, step, split, rank) => {
    const version = { of: `out/step_${step}/${split}`, rank };
    expect(verifiersV1.place?.(path)).toMatchObject({ run, step, split, version });
  });

  it('knows the folders of other versions', () => {
    const facts = { run: 'a/b', step: 3, split: 'eval', version: null };
    expect(verifiersV1.place?.('a/b/traces/step_3/eval/traces.jsonl')).toMatchObject(facts);
    const evaluation = 'outputs/env--org--model--default/5f/traces.jsonl';
    expect(verifiersV1.place?.(evaluation)).toMatchObject({ run: evaluation, step: null, split: null });
    const source = { path: evaluation, header: null, companions: new Map() };
    expect(verifiersV1.describe(source).name).toBe('env org/model default');
  });

  it.each([
    { traces: [{ spans: [] }] },
    { traces: [] },
    { nodes: [{ id: 1, label: 'x' }], task: {} },
    { task: { data: {} }, messages: [] },
  ])('leaves %j to others', async (row) => {
    const result = await detectBytes({ path: 'traces.jsonl', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
    expect(result).not.toMatchObject({ importer: verifiersV1 });
  });
});
