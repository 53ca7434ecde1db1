import { describe, expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { verl } from './verl';

keepsFixtureLaw(verl);

const ROW = { input: 'user\nWho?\nassistant\n', output: '<answer>Ines</answer>', gts: 'Ines', score: 1, step: 2 };

async function rolloutsOf(rows: readonly JsonObject[]) {
  const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  const { events } = await importBytes({ path: '2.jsonl', bytes });
  return events;
}

describe('verl', () => {
  it('takes the step and the run from the path', () => {
    expect(verl.place?.('exp/rollouts/12.jsonl')).toMatchObject({ run: 'exp/rollouts', step: 12 });
    expect(verl.place?.('exp/rollouts/all.jsonl')).toMatchObject({ run: 'exp/rollouts/all.jsonl', step: null });
  });

  it('reads the sessions of trainer V1 in order, rows without session as they come', async () => {
    const bytes = Buffer.from(`${JSON.stringify({ ...ROW, uid: 'a_0_0' })}\n`);
    expect(await detectBytes({ path: 'x', bytes })).toMatchObject({ importer: verl, inOrder: true });
    expect(await detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(ROW)}\n`) })).toMatchObject({
      importer: verl,
      inOrder: false,
    });
  });

  it('keeps the last output of a session, in whatever order they stand', async () => {
    const outputs = [2, 0, 1, 10].map((index) => ({
      ...ROW,
      output: `<answer>${index}</answer>`,
      uid: `a_0_${index}`,
    }));
    const events = await rolloutsOf(outputs);
    expect(events.map((event) => (event.kind === 'rollout' ? event.rollout.prediction : event.kind))).toEqual([
      'skipped',
      'skipped',
      'skipped',
      '10',
    ]);
  });

  it('lets a verdict stand above em, and em above the score', async () => {
    const events = await rolloutsOf([
      { ...ROW, is_correct: false, acc: 1 },
      { ...ROW, acc: 0.4 },
      { ...ROW, score: [0.5, 0.25] },
      { ...ROW, score: null, reward: 0.5 },
    ]);
    expect(events).toMatchObject([
      { rollout: { correct: false, correctnessMetric: null } },
      { rollout: { correct: null, correctnessMetric: { name: 'acc', value: 0.4 }, score: 1 } },
      { rollout: { correct: null, correctnessMetric: null, score: 0.75, rewardLogged: 0.75 } },
      { rollout: { score: 0.5, rewardLogged: 0.5 } },
    ]);
  });

  it.each([
    { input: 'a', output: 'b' },
    { input: 'a', output: 'b', step: 1 },
    { instruction: 'a', input: 'b', output: 'c', score: 1 },
    { input: 'a', output: { pred: 'b' }, step: 1, score: 1 },
  ])('leaves %j to others', async (row) => {
    const result = await detectBytes({ path: '3.jsonl', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
    expect(result).not.toMatchObject({ importer: verl });
  });
});
