import { describe, expect, it } from 'vitest';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

const MODELS = ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-5-mini', 'gpt-5-nano'];
const FOLDERS = [
  ...MODELS.map((model) => `wiki-search--${model}`),
  'wiki-search--qwen--qwen3-4b-instruct-2507',
  'wiki-search--willcb--qwen3-4b-wiki-search',
  'tool-test',
  'mcp-env-468ee950',
  'mcp-env-d6b4b7e4',
  'mcp-env-e7d60bf6',
  'mcp-env-fdac998f',
];

describe.skipIf(!hasRealData)(`real verifiers runs${REAL_DATA_NOTE}`, () => {
  it.each(FOLDERS)('reads every line of verifiers/%s', async (folder) => {
    const path = `verifiers/${folder}/results.jsonl`;
    const bytes = readRealFile(path);
    const companions = new Map([['metadata.json', readRealFile(`verifiers/${folder}/metadata.json`)]]);
    const { description, events } = await importBytes({ path, bytes, companions });
    const rows = bytes
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rollouts = events.flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
    expect([events.length, rollouts.length]).toEqual([rows.length, rows.length]);
    expect(description.metadata).toEqual(JSON.parse(companions.get('metadata.json')?.toString('utf8') ?? '{}'));
    expect(rollouts.map(({ groupKey }) => groupKey)).toEqual(rows.map((row) => String(row.example_id ?? row.id)));
    expect(rollouts.map(({ rewardLogged }) => rewardLogged)).toEqual(rows.map((row) => row.reward));
    expect(rollouts.map(({ messages }) => messages.length)).toEqual(
      rows.map((row) => row.prompt.length + row.completion.length),
    );
    const judged = rows.map((row) => row.judge_reward_func ?? row.judge_reward ?? null);
    expect(rollouts.map(({ correct }) => correct)).toEqual(
      judged.map((value) => (value === null ? null : value === 1)),
    );
    const calls = rows.map((row) => row.completion.flatMap((m: { tool_calls: string[] | null }) => m.tool_calls ?? []));
    expect(
      rollouts.map(({ messages }) => messages.flatMap((m) => m.tool_calls ?? []).map((c) => c.function.name)),
    ).toEqual(calls.map((list) => list.map((call: string) => JSON.parse(call).function.name)));
  });
});
