import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { asearcherEval } from './asearcher-eval';

keepsFixtureLaw(asearcherEval);

const RUN = 'out/gaia/test_agent_t0.6_n1';

it.each([
  ['out/gaia/test_agent_seed0_t0.6_n1.jsonl', 0, 1],
  ['out/gaia/test_agent_seed0_t0.6_n1-llm_as_judge_default_use_openai_False.jsonl', 0, 2],
  ['out/gaia/test_agent_seed0_t0.6_n1/17.json', 0, 0],
])('takes run, rollout and which copy counts from %s', (path, rolloutIndex, rank) => {
  const version = { of: 'out/gaia/test_agent_seed0_t0.6_n1', rank };
  expect(asearcherEval.place?.(path)).toMatchObject({ run: RUN, rolloutIndex, version });
});

it('puts the parts of one data set into one run, and other files into runs of their own', () => {
  expect(asearcherEval.place?.('out/gaia/test_agent_split3_t0.6_n1.jsonl')).toMatchObject({
    run: RUN,
    rolloutIndex: null,
  });
  expect(asearcherEval.place?.('rows.jsonl')).toMatchObject({ run: 'rows.jsonl', version: null });
});

it.each([
  { pred_answer: 'a', gt: 'a' },
  { history: [], gt: 'a' },
  { history: [], pred_answer: 'a' },
])('leaves %j to others', async (row) => {
  const result = await detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
  expect(result).not.toMatchObject({ importer: asearcherEval });
});
