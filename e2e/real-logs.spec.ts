import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { chooseFiles } from './fixtures/import-log';
import { expect, test } from './fixtures/test';

const DATA = resolve(import.meta.dirname, '..', '..', 'shared', 'data');

test.use({ instance: 'real-logs' });
test.skip(!existsSync(DATA), `the folder of real logs, ${DATA}, is not there`);

test('the Reflexion log and its gold entities, dropped together, show the near-misses', async ({ page, request }) => {
  const log = readFileSync(resolve(DATA, 'reflexion/100_questions_7_trials.txt'));
  const gold = readFileSync(resolve(DATA, 'reflexion/hotpotqa_gold_100.jsonl'));
  await chooseFiles(page, [
    { name: '100_questions_7_trials.txt', mimeType: 'text/plain', buffer: log },
    { name: 'hotpotqa_gold_100.jsonl', mimeType: 'application/jsonl', buffer: gold },
  ]);
  const card = page.getByRole('article', { name: '100_questions_7_trials.txt and 1 more' });
  await expect(card.getByRole('region', { name: 'Run 100_questions_7_trials' })).toContainText(
    '100.0% of 100 questions',
  );
  await expect(card).toContainText('They cover 100 of 100 questions of the runs here');
  await card.getByRole('button', { name: 'Start the import' }).click();
  await page.getByRole('link', { name: 'Open the run' }).click();
  await expect(page.getByText('387 rollouts of 100 questions')).toBeVisible();
  const runId = Number(/runs\/(\d+)/.exec(page.url())?.[1]);
  await expect
    .poll(async () => (await (await request.get(`/api/v1/runs/${runId}/summary`)).json()).counts.withEntities)
    .toBe(387);
  const { counts, signal } = await (await request.get(`/api/v1/runs/${runId}/summary`)).json();
  expect(counts).toMatchObject({ correct: 53, error_overlength: 84, groups: 100 });
  expect(counts.near_miss + counts.partial + counts.failure).toBe(250);
  expect(signal.revived).toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByText('Near-miss', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(String(signal.revived), { exact: true }).first()).toBeVisible();
});
