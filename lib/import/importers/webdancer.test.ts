import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { detectBytes } from '@/lib/import/testing/import-bytes';
import { webdancer } from './webdancer';

keepsFixtureLaw(webdancer);

it.each([
  { type: 'chatml', messages: [{ role: 'user', content: 'x' }], functions: [] },
  { type: 'chatml', task: 'a', messages: [{ role: 'user', content: 'x' }] },
  { type: 'chatml', task: 'a', messages: [], functions: [], question: 'x' },
])('leaves %j to others', async (row) => {
  const result = await detectBytes({ path: 'x', bytes: Buffer.from(`${JSON.stringify(row)}\n`) });
  expect(result).not.toMatchObject({ importer: webdancer });
});
