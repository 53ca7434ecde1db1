import { describe, expect, it } from 'vitest';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { ART_SCHEMA, columnsOf, makeParquet } from '@/lib/import/testing/make-parquet';
import { art } from './art';

keepsFixtureLaw(art);

describe('an ART log', () => {
  const messages = [
    { role: 'user', content: 'Who?' },
    { role: 'assistant', content: 'Ada.' },
  ];

  it('says the same as a table and as lines', async () => {
    const trajectory = { reward: 0.5, metrics: { correct: 1 }, metadata: { answer: 'Ada' }, logs: ['one'] };
    const line = { trajectories: [{ ...trajectory, messages_and_choices: messages }] };
    const row = {
      group_index: 0,
      reward: 0.5,
      metrics: JSON.stringify(trajectory.metrics),
      metadata: JSON.stringify(trajectory.metadata),
      logs: trajectory.logs,
      messages: messages.map((message) => ({ ...message, tool_calls: null, tool_call_id: null, trainable: false })),
    };
    const names = ['reward', 'metrics', 'metadata', 'tools', 'logs', 'additional_histories', 'messages'];
    const types = { group_index: 'INT64', ...Object.fromEntries(names.map((name) => [name, undefined])) } as const;
    const table = makeParquet({ columns: columnsOf([row], types), schema: ART_SCHEMA, codec: 'ZSTD' });
    const fromTable = await importBytes({ path: 'x.parquet', bytes: table });
    const fromLines = await importBytes({ path: 'x.jsonl', bytes: Buffer.from(JSON.stringify(line)) });
    const [expected] = fromLines.events;
    expect(expected?.kind).toBe('rollout');
    if (expected?.kind !== 'rollout') return;
    expect(fromTable.events).toEqual([{ ...expected, rollout: { ...expected.rollout, groupKey: '0' } }]);
  });

  it('is not what miles or rLLM write', async () => {
    const miles = { sample_index: 0, group_index: 0, status: 'completed', reward: 1, prompt: 'Who?', messages };
    const rllm = { trajectories: [{ steps: [] }], task_hash: 'a', task: {} };
    for (const record of [miles, rllm]) {
      const detection = await detectBytes({ path: 'x.jsonl', bytes: Buffer.from(JSON.stringify(record)) });
      expect(detection.kind === 'importer' ? detection.importer.id : null).not.toBe('art');
    }
  });

  it('lies in the run of its model', () => {
    expect(art.place?.('.art/rivers/models/agent-001/trajectories/train/0012.parquet')).toMatchObject({
      run: '.art/rivers/models/agent-001',
      runName: 'rivers agent-001',
      split: 'train',
      step: 12,
    });
    expect(art.place?.('0012.parquet')).toMatchObject({ run: '0012.parquet', step: null });
  });
});
