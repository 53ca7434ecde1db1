import { chooseFiles, importThroughPage } from './fixtures/import-log';
import { GOLD_ENTITIES, textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'first-chart' });

test.describe.configure({ mode: 'serial' });

test('an empty start leads to the upload, and a log to its first chart', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: /import/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/import$/);

  const log = textFile('train.jsonl', trainingLog());
  await chooseFiles(page, [log]);
  const card = page.getByRole('article', { name: 'train.jsonl' });
  await expect(card).toContainText('Who led the expedition of the Tegetthoff?');
  await importThroughPage(page, log);

  await expect(page.getByRole('heading', { level: 1, name: 'train' })).toBeVisible();
  await expect(page.getByText('16 rollouts of 2 questions in 4 groups')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Outcomes by tool calls' })).toBeVisible();
  await expect(page.getByText('12.5%').first()).toBeVisible();
});

test('gold entities after the rollouts give the near-misses', async ({ page, request }) => {
  const runs: { items: { id: number }[] } = await (await request.get('/api/v1/runs')).json();
  const runId = runs.items[0]?.id;
  await chooseFiles(page, [textFile('gold.jsonl', GOLD_ENTITIES)]);
  const card = page.getByRole('article', { name: 'gold.jsonl' });
  await card.getByRole('button', { name: 'Store the entities' }).click();
  await expect(card).toContainText('2 questions joined (100.0%)');

  await expect
    .poll(async () => (await (await request.get(`/api/v1/runs/${runId}/summary`)).json()).counts.near_miss)
    .toBe(10);
  await page.goto(`/runs/${runId}`);
  // Thoughts of 2, 1, 0 and 2 of 2 entities in each group of 4, so gamma-hat is 1, 0.5, 0 and 1.
  await expect(page.getByText('Near-misses among wrong')).toBeVisible();
  await expect(page.getByText('71.4%').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Accuracy against match rate' })).toBeVisible();
});

test('a mark of a chart opens the rollouts behind it', async ({ page, request }) => {
  const runs: { items: { id: number }[] } = await (await request.get('/api/v1/runs')).json();
  await page.goto(`/runs/${runs.items[0]?.id}`);
  const chart = page.getByRole('figure').filter({ hasText: 'Groups with a reward signal' });
  const link = chart.getByRole('link', { name: /revived/i }).first();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/rollouts\?.*filter=/);
  await expect(page.getByRole('table', { name: 'Rollouts' }).getByRole('row')).toHaveCount(9);
});

test('alpha and matcher change the numbers and stay in the URL', async ({ page, request }) => {
  const runs: { items: { id: number }[] } = await (await request.get('/api/v1/runs')).json();
  await page.goto(`/runs/${runs.items[0]?.id}`);
  const alpha = page.getByRole('textbox', { name: 'α, number' });
  await expect(page.getByText('Mean reward, E-GRPO')).toBeVisible();
  await alpha.fill('0.8');
  await alpha.press('Enter');
  await expect(page).toHaveURL(/alpha=0\.8/);
  const summary = await (await request.get(`/api/v1/runs/${runs.items[0]?.id}/summary?alpha=0.8`)).json();
  await expect(page.getByText(summary.reward.meanEGrpo.toFixed(3)).first()).toBeVisible();

  await page.getByLabel('Scope: text that is searched for entities').selectOption('observations');
  await expect(page).toHaveURL(/scope=observations/);
  await expect(page.getByText('100%').first()).toBeVisible();
  await page.reload();
  await expect(alpha).toHaveValue('0.8');
});

test('rollouts sort, filter and open by keyboard, all in the URL', async ({ page, request }) => {
  const runs: { items: { id: number }[] } = await (await request.get('/api/v1/runs')).json();
  const runId = runs.items[0]?.id;
  await page.goto(`/runs/${runId}/rollouts`);
  const table = page.getByRole('table', { name: 'Rollouts' });
  await expect(table.getByRole('row')).toHaveCount(17);
  await page.keyboard.press('/');
  await page.keyboard.type('outcome:near_miss tools:1');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/filter=/);
  await expect(page.getByRole('status').filter({ hasText: 'rollouts' })).toContainText(/1 to \d of \d rollouts/);
  const filtered = page.url();
  await page.goto(filtered);
  await expect(table.getByText('Near-miss').first()).toBeVisible();
  await expect(table.getByText('Correct', { exact: true })).toHaveCount(0);

  await page.goto(`/runs/${runId}/rollouts?filter=outcome%3Anear_mis`);
  await expect(page.getByText('near_mis', { exact: false }).first()).toBeVisible();

  await page.goto(`/runs/${runId}/rollouts`);
  await table.getByRole('link', { name: '2', exact: true }).first().press('Enter');
  await expect(page).toHaveURL(/\/rollouts\/2/);
  await expect(page.getByText(/^\W*Thought$/).first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/rollouts\/3/);
});
