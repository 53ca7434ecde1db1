import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext } from '@playwright/test';

import { comparedLog, type ComparedLog } from './fixtures/compared-logs';
import { importThroughApi } from './fixtures/import-log';
import { hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.setTimeout(120_000);

const QUESTIONS = ['Where is the first?', 'Where is the second?'];

async function importRun(request: APIRequestContext, log: Partial<ComparedLog> & { readonly name: string }) {
  const file = comparedLog({ steps: [1, 2], questions: QUESTIONS, correctAt: () => 1, ...log });
  return importThroughApi(request, file);
}

test('the figures of each run beside each other, over the questions they share', async ({ page, request }) => {
  const first = await importRun(request, { name: 'few.jsonl' });
  const second = await importRun(request, {
    name: 'more.jsonl',
    correctAt: () => 2,
    questions: [QUESTIONS[0] ?? '', 'Where is its own?'],
  });
  await page.goto(`/compare/panels?runs=${first},${second}`);
  await expect(page.getByText('All panels are over the 1 question that all runs share')).toBeVisible();
  const contrast = page.getByRole('table', { name: 'Per question: correct against wrong' });
  await expect(contrast.getByRole('row', { name: /few/ })).toContainText('100.0%');
  // Eight rollouts of the shared question: two correct with γ̂ 1, four wrong at 1/2, two at 0.
  const rates = page.getByRole('table', { name: 'Normalised match rates of correct and wrong rollouts' });
  await expect(rates.getByRole('row', { name: /few/ })).toContainText('1.00');
  await expect(rates.getByRole('row', { name: /few/ }).getByRole('cell').first()).toHaveText('2');
  await expect(rates.getByRole('row', { name: /more/ }).getByRole('cell').first()).toHaveText('4');

  const chart = page.getByRole('figure', { name: 'few: γ̂ of correct and wrong' });
  const mark = chart.getByRole('link', { name: /4 rollouts, 66\.7% of the wrong ones/ });
  await mark.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${first}/rollouts\\?`));
  const filter = new URL(page.url()).searchParams.get('filter') ?? '';
  expect(filter).toMatch(/^question:\d hat:0\.5 /);
});

test('figure 5: thoughts against the whole trajectory, or against a scope', async ({ page, request }) => {
  const first = await importRun(request, { name: 'one.jsonl' });
  const second = await importRun(request, { name: 'two.jsonl', correctAt: () => 3 });
  await page.goto(`/compare/panels?runs=${first},${second}`);
  const areas = page.getByRole('table', { name: 'Area under the ROC curve of γ̂, by the text that is searched' });
  await expect(areas.getByRole('columnheader')).toHaveText([
    'Run',
    'Thoughts',
    'Queries',
    'Observations',
    'Answer',
    'Anywhere',
  ]);
  // All rollouts read of the map: the wrong ones that thought of the key have both somewhere.
  await expect(areas.getByRole('row', { name: /one/ }).getByRole('cell').first()).toContainText('1.00');
  await expect(areas.getByRole('row', { name: /one/ }).getByRole('cell').last()).toContainText('0.67');
  await expect(page.getByRole('figure', { name: 'one: anywhere' })).toBeVisible();
  await page.getByRole('group', { name: 'Thoughts against' }).getByRole('button', { name: 'Observations' }).click();
  await expect(page.getByRole('figure', { name: 'one: observations' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'one: anywhere' })).toBeHidden();
  await expect(page).toHaveURL(/against=observations/);
});

test('no shared question, one step, no entities', async ({ page, request }) => {
  const first = await importRun(request, { name: 'left.jsonl' });
  const second = await importRun(request, { name: 'right.jsonl', questions: ['Where else?'], withEntities: false });
  await page.goto(`/compare/panels?runs=${first}@2,${second}`);
  await expect(page.getByRole('heading', { name: 'The runs share no question' })).toBeVisible();
  await page.getByRole('link', { name: 'Draw all questions' }).click();
  await expect(page).toHaveURL(/over=all/);
  const correlations = page.getByRole('table', { name: 'Correlation of the match rate with being correct' });
  await expect(correlations.getByRole('row', { name: /left, step 2/ })).toContainText('25.0%');
  await expect(correlations.getByRole('row', { name: /right/ })).toContainText('–');
  await expect(page.getByText('Without panels: right (no question has gold entities)')).toBeVisible();
  await expect(page.getByRole('figure', { name: 'left, step 2: per question' })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^right:/ })).toHaveCount(0);
});

test('runs without gold entities: one sentence for the page, and what to do', async ({ page, request }) => {
  const first = await importRun(request, { name: 'bare.jsonl', withEntities: false });
  const second = await importRun(request, { name: 'naked.jsonl', withEntities: false });
  await page.goto(`/compare/panels?runs=${first},${second}`);
  await expect(
    page.getByRole('heading', {
      name: 'None of these runs has gold entities for the questions that all of them share',
    }),
  ).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(0);
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Upload gold entities' })).toHaveAttribute('href', '/entities');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, and nothing scrolls sideways', async ({ page, request }) => {
      const first = await importRun(request, { name: 'light.jsonl' });
      const second = await importRun(request, { name: 'dark.jsonl', correctAt: (step) => step });
      const hostile = await importThroughApi(request, textFile('hostile.jsonl', hostileLog()));
      for (const runs of [`${first},${second}`, `${first}@1,${first}@2,${hostile}&over=all`, `${first},${hostile}`]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(`/compare/panels?runs=${runs}`);
          await page.getByRole('heading', { level: 2 }).first().waitFor();
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
