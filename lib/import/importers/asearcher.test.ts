import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { asearcher } from './asearcher';

keepsFixtureLaw(asearcher);

it('takes run, step and question id from the path', () => {
  const facts = { run: 'logs/generated', step: 12, questionId: 'q-17' };
  expect(asearcher.place?.('logs/generated/12/q-17.jsonl')).toMatchObject(facts);
  expect(asearcher.place?.('q-17.jsonl')).toMatchObject({ run: 'q-17.jsonl', questionId: null });
});

it('says that constant groups are missing', () => {
  expect(asearcher.notices?.map(({ code }) => code)).toEqual(['constant_groups_missing']);
});

it.each([{ memory: ['a'], traj_idx: 1 }, { memory: [{ role: 'user' }] }, { traj_idx: 1, memory: {} }])(
  'leaves %j to others',
  async (row) => {
    const result = await detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
    expect(result).not.toMatchObject({ importer: asearcher });
  },
);
