import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Locator, Page } from '@playwright/test';

import { comparedLog, type ComparedLog } from './fixtures/compared-logs';
import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.setTimeout(120_000);

const QUESTIONS = ['Where is the first?', 'Where is the second?'];

async function importRun(request: APIRequestContext, log: Partial<ComparedLog> & { readonly name: string }) {
  const file = comparedLog({ steps: [1, 2, 5], questions: QUESTIONS, correctAt: () => 1, ...log });
  return importThroughApi(request, file);
}

/** The one link of a chart, over its drawing. */
function pointsOf(page: Page, chart: string): Locator {
  return page.getByRole('figure', { name: chart, exact: true }).getByRole('link');
}

test('runs overlaid by step; the keyboard goes from point to point and opens the rollouts of one', async ({
  page,
  request,
}) => {
  const first = await importRun(request, { name: 'grpo.jsonl' });
  const second = await importRun(request, { name: 'e-grpo.jsonl', correctAt: (step) => (step > 1 ? 3 : 1) });
  await page.goto(`/compare/panels?runs=${first},${second}`);
  const pages = page.getByRole('navigation', { name: 'Pages of the comparison' });
  await pages.getByRole('link', { name: 'Over training' }).click();
  await expect(page).toHaveURL(/\/compare\/training/);
  const accuracy = pointsOf(page, 'Accuracy');
  await accuracy.focus();
  await expect(accuracy).toHaveAccessibleName(/grpo, step 5: 25\.0% \(.*\), n = 8 rollouts/);
  await page.keyboard.press('ArrowDown');
  await expect(accuracy).toHaveAccessibleName(/e-grpo, step 5: 75\.0%/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const status = page.getByRole('figure', { name: 'Accuracy', exact: true }).getByRole('status');
  await expect(status).toContainText('e-grpo, step 1: 25.0%');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${second}/rollouts\\?filter=step%3A1`));
  await expect(page.getByText('8 rollouts', { exact: false }).first()).toBeVisible();
});

test('all measures have their numbers as a table and as CSV, raw and smoothed', async ({ page, request }) => {
  const first = await importRun(request, { name: 'flat.jsonl', correctAt: () => 0 });
  const second = await importRun(request, { name: 'rising.jsonl', correctAt: (step) => (step > 1 ? 4 : 0) });
  await page.goto(`/compare/training?runs=${first},${second}`);
  const slider = page.getByRole('slider', { name: 'Smoothing' });
  await slider.focus();
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('PageUp');
  await expect(slider).toHaveAttribute('aria-valuetext', /weight 0\.\d\d: a value counts half after [\d.]+ points/);
  await expect(page).toHaveURL(/smooth=0\.\d/);

  await page.goto(`/compare/training?runs=${first},${second}&smooth=0.5`);
  await page.getByRole('button', { name: 'Table: Accuracy', exact: true }).click();
  const row = page.getByRole('table').getByRole('row', { name: /^rising, step 5/ });
  // Of 0, 1, 1 with weight 0.5: (0.25 + 0.5) / 0.875.
  await expect(row).toContainText('100.0%');
  await expect(row).toContainText('85.7%');
  await page.getByRole('button', { name: 'Download: Accuracy', exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv.split('\r\n')[0]).toBe('Run and step,training step,Value,Low,High,n,Smoothed (weight 0.5),Computed from');
  expect(csv).toContain('"rising, step 2",2,1,');
  expect(csv).toMatch(/,0\.6666\d*,"Compared: flat/);

  for (const chart of ['Match rate γ', 'Tool calls', 'Groups without advantage, GRPO', 'Reward, E-GRPO: mean']) {
    await expect(pointsOf(page, chart)).toBeVisible();
  }
  const fitted = page.getByRole('group', { name: 'Y axis' }).getByRole('button', { name: 'Fitted' });
  await fitted.focus();
  await page.keyboard.press('Enter');
  await expect(fitted).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/y=fitted/);
  await expect(page.getByRole('figure', { name: 'Tool calls', exact: true })).toContainText('The y axis is fitted');
  await page.getByRole('group', { name: 'Reward' }).getByRole('button', { name: 'As logged' }).click();
  await expect(pointsOf(page, 'Reward, as logged: deviation within groups')).toBeVisible();
  await expect(page).toHaveURL(/reward=logged/);
});

test('what is not drawn is named, with why; a single step is a point with its interval', async ({ page, request }) => {
  const whole = await importRun(request, { name: 'whole.jsonl' });
  const stepless = await importRun(request, { name: 'stepless.jsonl', steps: null });
  const bare = await importRun(request, { name: 'bare.jsonl', withTokens: false, withEntities: false });
  await page.goto(`/compare/training?runs=${whole}@5,${stepless},${bare}`);
  const left = page.getByRole('list', { name: 'What is not drawn, or taken together' });
  await expect(left).toContainText('stepless: its log names no steps');
  await expect(page.getByRole('figure', { name: 'Match rate γ', exact: true })).toContainText(
    'Left out: bare (its questions have no gold entities)',
  );
  await page.getByRole('group', { name: 'Axis' }).getByRole('button', { name: 'Tokens' }).click();
  await expect(left).toContainText('bare: 24 of its rollouts have no token count');
  await expect(page).toHaveURL(/x=tokens/);
  const only = pointsOf(page, 'Accuracy');
  await expect(only).toHaveAccessibleName(/whole, step 5, step 5: 25\.0%/);
  await expect(page.getByRole('figure', { name: 'Accuracy', exact: true }).locator('circle')).toHaveCount(1);
});

test('over shared questions: what is left where none is shared', async ({ page, request }) => {
  const first = await importRun(request, { name: 'here.jsonl' });
  const second = await importRun(request, { name: 'there.jsonl', questions: ['Where is another?'] });
  await page.goto(`/compare/training?runs=${first},${second}`);
  await page.getByRole('group', { name: 'Over' }).getByRole('button', { name: 'Shared questions' }).click();
  await expect(page.getByRole('heading', { name: 'The runs share no question' })).toBeVisible();
  await page.getByRole('link', { name: 'Draw all questions' }).click();
  await expect(pointsOf(page, 'Accuracy')).toBeVisible();
  await page.goto(`/compare/training?runs=${first}`);
  await expect(page.getByRole('heading', { name: 'These runs cannot be compared' })).toBeVisible();
});

test('a split narrows curves and panels, and what is downloaded says so', async ({ page, request }) => {
  const splitOf = (question: string) => (question === QUESTIONS[0] ? 'easy' : 'hard');
  const first = await importRun(request, { name: 'split-a.jsonl', splitOf });
  const second = await importRun(request, { name: 'split-b.jsonl', splitOf, correctAt: () => 3 });
  await page.goto(`/compare/training?runs=${first},${second}`);
  // The drawing is the browser's, and so are the controls from then on.
  await pointsOf(page, 'Accuracy').waitFor();
  await page.getByRole('combobox', { name: 'Split' }).selectOption('hard');
  await expect(page).toHaveURL(/split=hard/);
  const accuracy = page.getByRole('figure', { name: 'Accuracy', exact: true });
  await expect(accuracy).toContainText('n = 24 rollouts of 2 runs, questions of the split hard.');
  await page.getByRole('button', { name: 'Download: Accuracy', exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toContain('Split: hard.');
  expect(csv).toContain('"split-a, step 2",2,0.25,');

  const pages = page.getByRole('navigation', { name: 'Pages of the comparison' });
  await pages.getByRole('link', { name: 'Match rate and accuracy' }).click();
  await expect(
    page.getByText('All panels are over the 1 question of the split hard that all runs share'),
  ).toBeVisible();
  await page.goto(`/compare/panels?runs=${first},${second}&split=odd&over=all`);
  await expect(page.getByRole('heading', { name: 'No question of any run is in the split “odd”' })).toBeVisible();
  await page.getByRole('link', { name: 'All splits' }).click();
  await expect(page).not.toHaveURL(/split=/);
  await expect(page.getByRole('figure', { name: 'split-a: per question' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, nothing scrolls sideways, nothing of a hostile log runs', async ({ page, request }) => {
      const first = await importRun(request, { name: 'light.jsonl' });
      const second = await importRun(request, { name: 'dark.jsonl' });
      const hostile = await importThroughApi(request, textFile('hostile.jsonl', hostileLog()));
      await request.patch(`/api/v1/runs/${hostile}`, { data: { name: HOSTILE_TEXT.slice(0, 100) } });
      for (const runs of [
        `${first},${second}&smooth=0.6`,
        `${first}@last,${hostile}`,
        `${first},${second}&tables=accuracy-over-training`,
      ]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(`/compare/training?runs=${runs}`);
          await pointsOf(page, 'Tool calls').waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${runs} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${runs} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
      await expect(page).not.toHaveTitle('owned');
    });
  });
}
