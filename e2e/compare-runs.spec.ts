import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Locator, Page } from '@playwright/test';

import { listening } from '@/lib/bench/driven-page';
import { questionsOf, runLog, type RunSketch } from './fixtures/compare-logs';
import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'compare-runs' });
// Journeys by Tab alone press it many times.
test.setTimeout(120_000);

async function importRun(request: APIRequestContext, name: string, sketch: RunSketch): Promise<number> {
  const runId = await importThroughApi(request, runLog('log.jsonl', sketch));
  expect((await request.patch(`/api/v1/runs/${runId}`, { data: { name } })).ok()).toBe(true);
  return runId;
}

const HARBOURS = questionsOf('harbour', 20);

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came to the element');
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

function runsIn(page: Page): string | null {
  return new URL(page.url()).searchParams.get('runs');
}

test('from two boxes on the runs page to a comparison that is taken away and found again, by keyboard', async ({
  page,
  request,
}) => {
  const base = await importRun(request, 'Base', { questions: HARBOURS, correct: (at) => at < 5 });
  const better = await importRun(request, 'Better', {
    questions: HARBOURS,
    correct: (at) => at < 17,
    steps: [1, 2, 3],
    rollouts: 3,
  });
  await page.goto('/');
  await listening(page);
  await press(page, page.getByRole('checkbox', { name: 'Compare Base' }), 'Space');
  const bar = page.getByRole('region', { name: 'Chosen for comparison' });
  await expect(bar).toContainText('One more is needed; the first is the baseline.');
  await expect(bar.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
  await press(page, page.getByRole('checkbox', { name: 'Compare Better' }), 'Space');
  await expect(page).toHaveURL(/chosen=/);
  await page.reload();
  await listening(page);
  await press(page, bar.getByRole('link', { name: 'Compare 2 runs' }));

  await expect(page.getByRole('heading', { level: 1, name: 'Comparison' })).toBeVisible();
  expect(runsIn(page)).toBe(`${base},${better}`);
  const words = page.getByRole('region', { name: 'Accuracy against Base' });
  await expect(words).toContainText('Better ▲ higher by 60.0 points: interval');
  // Twelve questions of twenty differ, all one way: McNemar's p is 2 / 2^12. The other metrics are copies of it or ties.
  await expect(words).toContainText('20 questions, p < 0.001 (better)');

  await press(page, page.getByRole('button', { name: 'make baseline (Better)' }));
  await expect(page.getByRole('region', { name: 'Accuracy against Better' })).toContainText(
    'Base ▼ lower by 60.0 points',
  );
  await expect(page).toHaveURL(/baseline=1/);

  await press(page, page.getByRole('button', { name: 'Steps of Better: all steps' }));
  const steps = page.getByRole('dialog', { name: 'Steps of Better' });
  await steps.getByLabel('Compare', { exact: true }).selectOption('A step or a range');
  await tabTo(page, steps.getByLabel('Steps', { exact: true }));
  await page.keyboard.type('3..1');
  await page.keyboard.press('Enter');
  await expect(steps).toContainText('“3..1” names no steps: write 10, 10..20, ..20 or 10...');
  await steps.getByLabel('Steps', { exact: true }).fill('2..3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Accuracy against Better, steps 2..3' })).toBeVisible();
  expect(runsIn(page)).toBe(`${base},${better}@2..3`);

  const numbers = page.getByRole('grid');
  await tabTo(page, numbers.getByRole('columnheader', { name: 'Metric' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const cell = numbers.getByRole('gridcell').first();
  await expect(cell).toBeFocused();
  await expect(cell).toContainText('exact McNemar');
  await expect(cell).toContainText('Questions: 0 higher, 12 lower, 8 alike');

  await page.getByLabel('Metric of the chart').selectOption('Turns');
  await expect(page.getByRole('figure', { name: 'Turns: difference to Better, steps 2..3' })).toBeVisible();
  await expect(page).toHaveURL(/metric=turns/);

  await press(page, page.getByRole('button', { name: 'Take away' }));
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'LaTeX', exact: true }).press('Enter');
  const file = await downloading;
  expect(file.suggestedFilename()).toBe(`nearmiss-comparison-${base}-${better}.tex`);
  expect(await readFile(await file.path(), 'utf8')).toContain('{Better, steps 2..3 (baseline)}');

  await press(page, page.getByRole('button', { name: 'Take away' }));
  const downloadingAll = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'LaTeX, all numbers', exact: true }).press('Enter');
  expect(await readFile(await (await downloadingAll).path(), 'utf8')).toContain('effect size $d_z$');

  await press(page, page.getByRole('button', { name: 'Saved' }));
  const saved = page.getByRole('dialog', { name: 'Saved' });
  await tabTo(page, saved.getByLabel('Save this comparison as'));
  await page.keyboard.type('Before and after <b>');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('status')).toHaveText('Saved.');
  await page.goto('/');
  await press(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Compare' }));
  const entry = page.getByRole('link', { name: /^Before and after <b>/ });
  await expect(entry).toContainText(/saved \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  await press(page, entry);
  await expect(page.getByRole('region', { name: 'Accuracy against Better, steps 2..3' })).toBeVisible();
  expect(runsIn(page)).toBe(`${base},${better}@2..3`);
  await expect(page.getByLabel('Metric of the chart')).toHaveValue('turns');
});

test('a run comes once more at other steps, and a side is left out', async ({ page, request }) => {
  const first = await importRun(request, 'One', { questions: HARBOURS, correct: (at) => at < 9, steps: [1, 2] });
  const second = await importRun(request, 'Two', { questions: HARBOURS, correct: (at) => at < 9 });
  await page.goto(`/runs/${first}`);
  await press(page, page.getByRole('main').getByRole('link', { name: 'Compare', exact: true }));
  await expect(page.getByRole('checkbox', { name: 'Compare One', exact: true })).toBeChecked();

  await page.goto(`/compare?runs=${first},${second}&baseline=1`);
  await listening(page);
  await expect(page.getByRole('region', { name: 'Accuracy against Two' })).toContainText(
    'One = identical on all 20 questions',
  );
  await press(page, page.getByRole('button', { name: '+ Add a run' }));
  const adding = page.getByRole('dialog', { name: 'Add a run' });
  await adding.getByLabel('Run', { exact: true }).selectOption(`One (run ${first})`);
  await press(page, adding.getByRole('button', { name: 'Add' }));
  await expect(adding.getByRole('alert')).toContainText('compared already');
  await adding.getByLabel('Compare', { exact: true }).selectOption('Last step');
  await press(page, adding.getByRole('button', { name: 'Add' }));
  await expect(page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem')).toHaveCount(3);
  expect(runsIn(page)).toBe(`${first},${second},${first}@last`);
  await press(page, page.getByRole('button', { name: 'Leave One out', exact: true }));
  await expect(page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem')).toHaveCount(2);
  expect(runsIn(page)).toBe(`${second},${first}@last`);
  await expect(page.getByRole('region', { name: 'Accuracy against Two' })).toBeVisible();
});

test('splits have rows of their own, and narrow the comparison', async ({ page, request }) => {
  const split = (at: number) => (at < 10 ? 'hotpot' : 'musique');
  const left = await importRun(request, 'L', { questions: HARBOURS, correct: (at) => at % 2 === 0, split });
  const right = await importRun(request, 'R', { questions: HARBOURS, correct: (at) => at < 10, split });
  await page.goto(`/compare?runs=${left},${right}&metrics=accuracy`);
  await listening(page);
  const table = page.getByRole('region', { name: 'Accuracy by split', exact: true }).getByRole('table');
  await expect(table.getByRole('rowheader')).toHaveText(['All questions', 'hotpot', 'musique']);
  await expect(table.getByRole('row').nth(2)).toContainText('+50.0');
  await expect(table.getByRole('row').nth(3)).toContainText('−50.0');
  await page.getByLabel('Split', { exact: true }).selectOption('musique');
  await expect(page).toHaveURL(/split=musique/);
  await expect(page.getByRole('region', { name: 'Accuracy against L' })).toContainText('10 questions');
});

test('what cannot be compared says why and what to do', async ({ page, request }) => {
  const base = await importRun(request, 'Harbours', { questions: HARBOURS, correct: (at) => at < 5, steps: [4] });
  const other = await importRun(request, 'Rivers', { questions: questionsOf('river', 3), correct: () => true });
  const one = await importRun(request, 'One harbour', { questions: HARBOURS.slice(0, 1), correct: () => false });
  const gone = await importRun(request, 'Gone', { questions: HARBOURS, correct: () => true });

  await page.goto(`/compare?runs=${base},${other}`);
  await expect(page.getByRole('heading', { name: 'No question stands on every side' })).toBeVisible();
  await page.getByRole('link', { name: '23 questions, on one only, all sides together: list them' }).click();
  await expect(page.getByRole('region', { name: 'Questions: on one only' })).toContainText('1 to 23 of 23');

  await page.goto(`/compare?runs=${base},${one}`);
  await expect(page.getByRole('region', { name: 'Accuracy against Harbours' })).toContainText(
    '1 shared question: no interval, difference −100.0 points',
  );

  // One step alone, by its number and as the last one, is all there is.
  await page.goto(`/compare?runs=${base}@4,${base}@last,${gone}`);
  await expect(page.getByRole('region', { name: 'Accuracy against Harbours, step 4' })).toContainText(
    'Harbours, last step = identical on all 20 questions',
  );

  await page.goto(`/compare?runs=${base}@9,${gone}`);
  await expect(
    page.getByText('Harbours, step 9 has no rollout at these steps: choose others for it above.'),
  ).toBeVisible();

  await page.goto(`/compare?runs=${base},${gone},${one},${other}`);
  await expect(page.getByText('Without Rivers the others share at least 1 question in place of 0')).toBeVisible();
  await page.getByRole('link', { name: 'leave it out' }).click();
  await expect(page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem')).toHaveCount(3);

  expect((await request.delete(`/api/v1/runs/${gone}`)).ok()).toBe(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'A run of this comparison is not there' })).toBeVisible();
  await page.getByRole('link', { name: 'Compare the other 2 sides' }).click();
  await expect(page.getByRole('region', { name: 'Accuracy against Harbours' })).toBeVisible();

  await page.goto(`/compare?runs=${base},x`);
  await expect(page.getByRole('heading', { name: 'The address names no sides that can be compared' })).toBeVisible();
  await page.goto(`/compare?runs=${base}`);
  await expect(page.getByRole('region', { name: 'Chosen for comparison' })).toContainText('Harbours');
  await page.goto(`/compare?runs=${base},${one}&metrics=shoes`);
  await expect(page.getByText('The address names “shoes”, which are no metrics: all are shown.')).toBeVisible();
  await page.goto(`/compare?runs=${base},${one}&baseline=2&k=0&alpha=9`);
  await expect(
    page.getByText('The address names alpha=9, baseline=2, k=0, which are no such values: the default is in force.'),
  ).toBeVisible();
  await page.goto(`/compare/questions?runs=${base},${one}&sort=shoes`);
  await expect(page.getByText('The address names sort=shoes, which is no such value')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, nothing scrolls sideways, and nothing of a hostile name runs', async ({
      page,
      request,
    }) => {
      const split = (at: number) => (at < 10 ? HOSTILE_TEXT : 'musique');
      const left = await importRun(request, HOSTILE_TEXT, { questions: HARBOURS, correct: (at) => at < 5, split });
      const right = await importRun(request, 'Plain', { questions: HARBOURS, correct: (at) => at < 17, split });
      const river = await importRun(request, 'River', { questions: questionsOf('river', 3), correct: () => true });
      const saved = { name: `${HOSTILE_TEXT.slice(0, 80)} ${colorScheme}`, query: `runs=${left},${right}` };
      expect((await request.post('/api/v1/comparisons', { data: saved })).ok()).toBe(true);
      const paths = [
        '/compare',
        `/compare?runs=${left},${right}`,
        `/compare?runs=${left},${right}&baseline=1&matching=shared`,
        `/compare?runs=${left},${river}&matching=unmatched`,
        `/compare?runs=${left},999999`,
        `/compare?runs=${HOSTILE_TEXT.replaceAll('&', '')}`,
      ];
      for (const path of paths) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          if (path.includes(`${left},${right}`)) await page.getByRole('figure').locator('svg circle').first().waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${path} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
          await expect(page).not.toHaveTitle('owned');
          expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
        }
      }
    });
  });
}
