import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';
import { largeLog, trainingFolder, UNKNOWN_TABLE } from './fixtures/training-folder';

test.use({ instance: 'import-drop' });
// The second journey drops the folder of the first again.
test.describe.configure({ mode: 'serial' });

/** axe finds nothing, light and dark, and nothing sticks out sideways on a phone. */
async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    expect(found, colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'scrolls sideways at 360 px').toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('a folder of two runs is planned, changed, imported and opened', async ({ page }) => {
  await page.goto('/import');
  await page.getByLabel('Choose a folder').setInputFiles(await trainingFolder());
  const card = page.getByRole('article', { name: 'experiment' });
  await expect(card).toContainText('7 files');
  await expect(card).toContainText('1 hidden file or folder left out');
  await expect(card).toContainText('2 runs of 6 files');
  const base = card.getByRole('region', { name: 'Run base' });
  await expect(base).toContainText('24 rollouts');
  await expect(base).toContainText('by question within a training step: 6 groups of 4 rollouts');
  await expect(base.getByRole('list', { name: 'Turns' })).toContainText('I look for mill, attempt 0 of base.');
  await expectNoViolations(page);

  const other = card.getByRole('region', { name: 'Run e-grpo' });
  await other.getByLabel('Grouping').selectOption('Not at all');
  await expect(other).toContainText('not at all: every rollout stands alone');
  await expect(base).toContainText('6 groups of 4 rollouts');
  await other.getByLabel('Name of the run').fill('E-GRPO, 7B');
  await card.getByRole('button', { name: 'Start the import' }).click();

  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'experiment' }) });
  await expect(entry.getByRole('link', { name: 'Open E-GRPO, 7B' })).toBeVisible({ timeout: 30_000 });
  await expect(entry).toContainText('48 rollouts');
  await expect(entry).toContainText('1 file makes no run');
  await expect(card).toHaveCount(0);
  await expectNoViolations(page);
  await entry.getByRole('link', { name: 'Open E-GRPO, 7B' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('E-GRPO, 7B');
  await expect(page.getByText('24 rollouts of 2 questions')).toBeVisible();
});

test('the same folder again says so, remembers what was set, and can be left out', async ({ page }) => {
  await page.goto('/import');
  await page.getByLabel('Choose a folder').setInputFiles(await trainingFolder());
  const card = page.getByRole('article', { name: 'experiment' });
  await expect(card).toContainText('already imported as “E-GRPO, 7B”');
  await expect(card.getByRole('link', { name: 'open base' })).toBeVisible();
  const base = card.getByRole('region', { name: 'Run base' });
  await expect(base.getByRole('checkbox')).not.toBeChecked();
  await expect(card.getByRole('button', { name: 'Start the import' })).toBeDisabled();
  await base.getByRole('checkbox').check();
  await expect(card.getByRole('button', { name: 'Start the import' })).toBeEnabled();
  await card.getByRole('button', { name: 'Remove' }).click();
  await expect(card).toHaveCount(0);
});

test('a run of which nothing can be read says why, and is not started', async ({ page }) => {
  await page.goto('/import');
  await page.getByLabel('Choose files').setInputFiles(textFile('steps.jsonl', trainingLog()));
  const card = page.getByRole('article', { name: 'steps.jsonl' });
  const start = card.getByRole('button', { name: 'Start the import' });
  await expect(start).toBeEnabled();
  await card.getByLabel('Format').selectOption('tau-bench results');
  await expect(card).toContainText(
    /Nothing in it could be read\. steps\.jsonl, line 1: .*It is left out of the import/,
  );
  await expect(card.getByRole('checkbox')).toBeDisabled();
  await expect(card.getByRole('checkbox')).not.toBeChecked();
  await expect(start).toBeDisabled();
  await card.getByLabel('Format').selectOption('As detected');
  await expect(start).toBeEnabled();
});

test('a table nobody knows is read by the columns one picks', async ({ page }) => {
  await page.goto('/import');
  await page.getByLabel('Choose files').setInputFiles(textFile('puzzles.jsonl', UNKNOWN_TABLE));
  const card = page.getByRole('article', { name: 'puzzles.jsonl' });
  const columns = card.getByRole('group', { name: 'Columns by hand' });
  await expect(columns).toContainText('No known format');
  await expect(card.getByRole('button', { name: 'Start the import' })).toBeDisabled();
  for (const [field, column] of [
    ['Question', 'puzzle'],
    ['Gold answer', 'truth'],
    ['Prediction', 'said'],
    ['Correct', 'verdict'],
    ['Text', 'trace'],
  ] as const) {
    await columns.getByLabel(field, { exact: true }).selectOption(column);
  }
  const run = card.getByRole('region', { name: 'Run puzzles' });
  await expect(run).toContainText('4 rollouts');
  await expect(run).toContainText('2 correct, 2 wrong');
  await expect(run.getByRole('list', { name: 'Turns' })).toContainText('I weigh attempt 0.');
  await expect(columns.getByRole('columnheader', { name: 'Gold answer truth' })).toBeVisible();
  await expectNoViolations(page);
  await card.getByRole('button', { name: 'Start the import' }).click();
  await page.getByRole('link', { name: 'Open the run' }).first().click();
  await expect(page.getByText('4 rollouts of 2 questions')).toBeVisible();

  await page.goto('/import');
  const again = `${UNKNOWN_TABLE}\n${UNKNOWN_TABLE}`;
  await page.getByLabel('Choose files').setInputFiles(textFile('more.jsonl', again));
  const remembered = page.getByRole('article', { name: 'more.jsonl' });
  await expect(remembered).toContainText('Settings remembered from an earlier import of this shape');
  await expect(remembered).toContainText('4 correct, 4 wrong');
  await remembered.getByRole('button', { name: 'Back to what was detected' }).click();
  await expect(remembered).toContainText('No known format');
});

test('an upload goes on after the page was closed', async ({ page, context }) => {
  test.setTimeout(120_000);
  const file = await largeLog(60);
  // Slow enough that the upload can be caught half-way.
  const slow = await context.newCDPSession(page);
  await slow.send('Network.enable');
  const throughput = 12_000_000;
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: throughput };
  await page.goto('/import');
  await page.getByLabel('Choose files').setInputFiles(file);
  const card = page.getByRole('article', { name: 'large.jsonl' });
  await expect(card.getByRole('button', { name: 'Start the import' })).toBeEnabled();
  await slow.send('Network.emulateNetworkConditions', conditions);
  await card.getByRole('button', { name: 'Start the import' }).click();
  await expect(card.getByRole('progressbar', { name: 'Upload of large.jsonl' })).toBeVisible();
  await expect(card).toContainText(/left/);
  await expect
    .poll(async () => {
      const { items }: { items: { offset: number }[] } = await (await page.request.get('/api/v1/uploads')).json();
      return items[0]?.offset ?? 0;
    })
    .toBeGreaterThan(16_000_000);
  await page.goto('about:blank');
  await slow.send('Network.emulateNetworkConditions', { ...conditions, uploadThroughput: -1 });

  await page.goto('/import');
  const unfinished = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(unfinished).toContainText(/\d MB of \d+\.\d MB of large\.jsonl are here: choose or drop the same files/);
  const firstOffset = new Promise<number>((resolve) => {
    page.on('request', (sent) => {
      if (sent.method() === 'PATCH') resolve(Number(sent.headers()['upload-offset']));
    });
  });
  await page.getByLabel('Choose files').setInputFiles(file);
  expect(await firstOffset).toBeGreaterThan(16_000_000);
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'large.jsonl' }) });
  await expect(entry.getByRole('link', { name: 'Open the run' })).toBeVisible({ timeout: 60_000 });
  await expect(entry).toContainText('600 rollouts');
  await expect(unfinished).toHaveCount(0);
});

test('an upload can be paused, gone on with and cancelled', async ({ page, context, request }) => {
  const file = await largeLog(30);
  const slow = await context.newCDPSession(page);
  await slow.send('Network.enable');
  await page.goto('/import');
  await page.getByLabel('Choose files').setInputFiles(file);
  const card = page.getByRole('article', { name: 'large.jsonl' });
  const start = card.getByRole('button', { name: 'Start the import' });
  await expect(start).toBeEnabled();
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 3_000_000 };
  await slow.send('Network.emulateNetworkConditions', conditions);
  await start.click();
  await card.getByRole('button', { name: 'Pause' }).click();
  await expect(card).toContainText('Paused:');
  await card.getByRole('button', { name: 'Go on' }).click();
  await expect(card.getByRole('button', { name: 'Pause' })).toBeVisible();
  await card.getByRole('button', { name: 'Cancel' }).click();
  await expect(start).toBeEnabled();
  await expect
    .poll(async () => (await (await request.get('/api/v1/uploads')).json()).items.length, { timeout: 20_000 })
    .toBe(0);
});

test('the import page is used without a mouse, and files dropped elsewhere arrive at it', async ({ page }) => {
  await page.goto('/');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'dropped.jsonl'));
    return data;
  }, trainingLog());
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page).toHaveURL(/\/import$/);
  const card = page.getByRole('article', { name: 'dropped.jsonl' });
  const start = card.getByRole('button', { name: 'Start the import' });
  await expect(start).toBeEnabled();
  await start.focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'dropped.jsonl' }) });
  await expect(entry.getByRole('link', { name: 'Open the run' })).toBeVisible({ timeout: 30_000 });
});
