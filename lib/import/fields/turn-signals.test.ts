import { describe, expect, it } from 'vitest';
import { readTurnNumbers } from '@/lib/core/rollout/turn-numbers';
import { importBytes } from '@/lib/import/testing/import-bytes';
import { amount, meanOf, turnSignals } from './turn-signals';

describe('turnSignals', () => {
  it('has a list with one entry a turn for what any turn has', () => {
    expect(turnSignals([{ tokens: 40, logProbability: -0.5 }, { tokens: null }, {}])).toEqual({
      token_counts: [40, null, null],
      turn_log_probabilities: [-0.5, null, null],
    });
    expect(turnSignals([{}, { seconds: Number.NaN }])).toEqual({});
    expect(turnSignals([])).toEqual({});
    expect(turnSignals(Array.from({ length: 5001 }, () => ({ tokens: 1 })))).toEqual({});
  });

  it('reads amounts and means, and nothing else', () => {
    expect([0, 1.5, -1, '3', null, undefined].map(amount)).toEqual([0, 1.5, null, null, null, null]);
    expect([[-1, -2], [], [1, 'a'], 3, undefined].map(meanOf)).toEqual([-1.5, null, null, null, null]);
  });
});

/** The turn numbers of the rollouts of one line. */
async function numbersOf(path: string, record: unknown, turns: number) {
  const { events } = await importBytes({ path, bytes: Buffer.from(`${JSON.stringify(record)}\n`) });
  return events.flatMap((event) => (event.kind === 'rollout' ? [readTurnNumbers(event.rollout.metadata, turns)] : []));
}

const NOTHING = { tokens: null, seconds: null, logProbability: null, informationGain: null };

describe('logs that keep numbers with their turns', () => {
  it('ASearcher: length and log-probabilities of each generation', async () => {
    const memory = [
      { type: 'prompt', text: 'Who?' },
      { type: 'llm_gen', text: '<search>a</search>', output_len: 12, output_logprobs: [-1, -3] },
      { type: 'search_results', text: '<information>b</information>' },
      { type: 'llm_gen', text: '<answer>b</answer>', output_len: 5 },
    ];
    const record = { memory, reward: 1, ground_truth: ['b'], traj_idx: 0 };
    expect(await numbersOf('logs/generated/3/q.jsonl', record, 2)).toEqual([
      [
        { ...NOTHING, tokens: 12, logProbability: -2 },
        { ...NOTHING, tokens: 5 },
      ],
    ]);
  });

  it('verifiers v1: usage of the call that wrote a node, and log-probabilities of the node', async () => {
    const node = (role: string, content: string, parent: number | null, logprobs: readonly number[] | null = null) => ({
      parent,
      message: { role, content },
      ...(logprobs === null ? {} : { sampled: true, logprobs }),
    });
    const trace = {
      version: 1,
      id: 't',
      task: { type: 'P', data: { idx: 0, prompt: 'Who?' } },
      agent: { name: 'a' },
      tools: [],
      nodes: [
        node('user', 'Who?', null),
        node('assistant', 'b', 0, [-1, -2]),
        node('user', 'Sure?', 1),
        node('assistant', 'yes', 2),
      ],
      calls: [
        { node: 3, usage: { output_tokens: 7 } },
        { node: 1, usage: { output_tokens: 9 } },
      ],
      rewards: {},
      metrics: {},
      info: {},
      is_completed: true,
      ok: true,
      errors: [],
      timing: {},
    };
    const episode = { id: 'e', env: { id: 'x', name: 'x' }, task: trace.task, ok: true, errors: [], traces: [trace] };
    expect(await numbersOf('traces.jsonl', episode, 2)).toEqual([
      [
        { ...NOTHING, tokens: 9, logProbability: -1.5 },
        { ...NOTHING, tokens: 7 },
      ],
    ]);
  });
});
