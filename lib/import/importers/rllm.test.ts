import { describe, expect, it } from 'vitest';
import { conversationOfTrajectory } from '@/lib/import/fields/rllm-messages';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { rllm } from './rllm';
import type { JsonObject } from '@/lib/core/rollout/rollout';

keepsFixtureLaw(rllm);

describe('an rLLM episode', () => {
  it('has the summary beside it refused', async () => {
    const summary = {
      training_step: 1,
      epoch: 0,
      mode: 'train',
      num_episodes: 1,
      episode_files: ['a.json'],
      summary_stats: {},
    };
    const bytes = Buffer.from(JSON.stringify(summary, null, 2));
    expect(await detectBytes({ path: 'batch_summary.json', bytes })).toMatchObject({
      kind: 'refused',
      code: 'no_text_in_log',
    });
  });

  it('has the metadata of its run kept for the name', async () => {
    const bytes = Buffer.from(JSON.stringify({ dataset: 'rivers', model: 'small', agent: 'react', timestamp: 'now' }));
    expect(await detectBytes({ path: 'meta.json', bytes })).toMatchObject({ kind: 'refused', code: 'companion_only' });
  });

  it('is not any object with trajectories', async () => {
    const art = { trajectories: [{ messages_and_choices: [], reward: 1 }] };
    const detection = await detectBytes({ path: 'x.json', bytes: Buffer.from(JSON.stringify(art)) });
    expect(detection.kind === 'importer' ? detection.importer.id : null).not.toBe('rllm');
  });

  it.each([
    [
      'logs/p/e/episodes/train_step_12_epoch_0/episode_hash0a_idq_1.json',
      { run: 'logs/p/e', step: 12, split: 'train' },
    ],
    ['logs/p/e/episodes/val_step_0_epoch_1/episode_hash0a_idq_1.json', { run: 'logs/p/e', step: 0, split: 'val' }],
    ['evals/gaia_small/episodes/episode_000003_q.json', { run: 'evals/gaia_small', step: null, split: null }],
    ['unknown', { run: 'unknown' }],
  ])('%s lies in its run', (path, facts) => {
    expect(rllm.place?.(path)).toMatchObject(facts);
  });
});

describe('conversationOfTrajectory', () => {
  const user = { role: 'user', content: 'Who?' };
  const answer = { role: 'assistant', content: 'Ada.' };

  it('follows the chain of a compact episode', () => {
    const nodes = { a: { p: null, m: user }, b: { p: 'a', m: answer } };
    const inside = { steps: [{ chat_completions: { messages_ref: ['b', 2] } }], message_nodes: nodes };
    const beside = { steps: [{ chat_completions_ref: ['b', 2] }], message_nodes: nodes };
    expect(conversationOfTrajectory(inside)).toEqual([user, answer]);
    expect(conversationOfTrajectory(beside)).toEqual([user, answer]);
  });

  it.each([
    ['turns in a circle', { a: { p: 'b', m: user }, b: { p: 'a', m: answer } }],
    ['is broken', { b: { p: 'a', m: answer } }],
    ['has another length', { b: { p: null, m: answer } }],
    ['is not there', {}],
  ])('has nothing where a chain %s', (_, nodes: JsonObject) => {
    const trajectory = { steps: [{ chat_completions_ref: ['b', 2] }], message_nodes: nodes };
    expect(conversationOfTrajectory(trajectory)).toBeNull();
  });

  it('adds the answer to what the model was sent', () => {
    const steps = [{ chat_completions: [user], model_response: 'Ada.' }];
    expect(conversationOfTrajectory({ steps })).toEqual([user, answer]);
  });

  it('puts together steps that have texts only', () => {
    const steps: JsonObject[] = [
      { observation: 'Who?', model_response: 'Ada.' },
      { input: 'Sure?', output: { yes: true } },
    ];
    expect(conversationOfTrajectory({ steps })).toEqual([
      user,
      answer,
      { role: 'user', content: 'Sure?' },
      { role: 'assistant', content: '{"yes":true}' },
    ]);
  });
});
