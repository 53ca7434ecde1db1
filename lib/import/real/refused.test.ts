import { describe, expect, it } from 'vitest';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

describe.skipIf(!hasRealData)(`real files that are no logs${REAL_DATA_NOTE}`, () => {
  it.each([
    ['fireact/alpaca-not-rollouts.json', 'fine_tuning_set'],
    ['gold/hotpotqa.json', 'is_entity_set'],
    ['reflexion/hotpotqa_gold_100.jsonl', 'is_entity_set'],
    ['verifiers/tool-test/metadata.json', 'companion_only'],
    ['verifiers/mcp-env-468ee950/metadata.json', 'companion_only'],
    ['webdancer/sample_qa.jsonl', 'is_question_set'],
    ['igpo/verl-prompts.parquet', 'is_question_set'],
    ['README.md', 'unknown_format'],
    ['fireact/LICENSE', 'unknown_format'],
  ])('refuses %s as %s, whatever it is called', async (path, code) => {
    const bytes = readRealFile(path);
    for (const name of [path, 'unknown']) {
      const result = await detectBytes({ path: name, bytes });
      expect(result).toMatchObject({ kind: 'refused', code });
    }
  });
});
