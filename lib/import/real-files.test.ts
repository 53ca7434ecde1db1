import { describe, expect, it } from 'vitest';
import { detectBytes } from './testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from './testing/real-data';

describe.skipIf(!hasRealData)(`real files${REAL_DATA_NOTE}`, () => {
  it.each([
    ['fireact/alpaca-not-rollouts.json', 'fine_tuning_set'],
    ['fireact/gpt-3.5-turbo-ft.json', 'unknown_format'],
    ['gold/hotpotqa.json', 'is_entity_set'],
    ['reflexion/hotpotqa_gold_100.jsonl', 'is_entity_set'],
    ['verifiers/tool-test/metadata.json', 'companion_only'],
    ['verifiers/mcp-env-468ee950/metadata.json', 'companion_only'],
    ['tau-bench/gpt-4o-airline.json', 'unsupported_format'],
    ['nemo-gym/hotpotqa_qa.example_rollouts.jsonl', 'unsupported_format'],
    ['nemo-gym/tau2.example_rollouts.jsonl', 'unsupported_format'],
    ['inspect/2025-05-12T20-28-13-04-00_popularity.json', 'unsupported_format'],
    ['inspect/log_tool_call_error.json', 'unsupported_format'],
    ['inspect/log_formats.eval', 'zip_not_supported'],
    ['webdancer/sample_qa.jsonl', 'is_question_set'],
    ['igpo/verl-prompts.parquet', 'parquet_not_supported'],
    ['README.md', 'unknown_format'],
  ])('refuses %s as %s', async (path, code) => {
    const result = await detectBytes({ path, bytes: readRealFile(path) });
    expect(result).toMatchObject({ kind: 'refused', code });
  });
});
