import { describe, expect, it } from 'vitest';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { skyrl } from './skyrl';

keepsFixtureLaw(skyrl);

describe('a SkyRL dump', () => {
  it('has its averages refused with what to drop instead', async () => {
    const line = '{"eval/all/avg_score": 0.4, "eval/all/pass_at_1": 0.4, "eval/hotpot/mean_positive_reward": NaN}\n';
    expect(await detectBytes({ path: 'aggregated_results.jsonl', bytes: Buffer.from(line) })).toMatchObject({
      kind: 'refused',
      code: 'no_text_in_log',
    });
  });

  it.each([
    ['out/dumped_evals/global_step_120_evals/hotpotqa.jsonl', 'out', 120],
    ['out/dumped_evals/eval_only/hotpotqa.jsonl', 'out', null],
    ['global_step_5_evals/hotpotqa.jsonl', '', 5],
    ['hotpotqa.jsonl', 'hotpotqa.jsonl', null],
  ])('%s is run "%s" at step %s', (path, run, step) => {
    expect(skyrl.place?.(path)).toMatchObject({ run, step });
  });
});
