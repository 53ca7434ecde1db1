import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { edgeGroupsLog, GROUP_ENTITIES, groupLog } from './fixtures/group-logs';
import { importThroughApi } from './fixtures/import-log';
import { expect, test } from './fixtures/test';

test.use({ instance: 'read-group' });

test.describe.configure({ mode: 'serial' });

let runId = 0;
let otherRunId = 0;

test.beforeAll(async ({ app, playwright }) => {
  const request = await playwright.request.newContext({ baseURL: app.url });
  otherRunId = await importThroughApi(request, groupLog('earlier.jsonl'));
  runId = await importThroughApi(request, groupLog('later.jsonl'));
  await request.dispose();
});

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Rollouts and entities of the group' });

/** Opens a group and waits until its keys work: the chart is drawn by the browser only. */
async function openGroup(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('combobox', { name: 'Rollouts by' })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('m');
    await expect(grid(page).locator(':focus')).toHaveCount(1);
  }).toPass();
}

test('from a run to a group, to a cell of its matrix, to the turn of the rollout', async ({ page }) => {
  await page.goto(`/runs/${runId}`);
  await page.getByRole('link', { name: 'Rollouts', exact: true }).focus();
  await press(page, 'Enter');
  await expect(page).toHaveURL(/\/rollouts$/);
  await page.getByRole('table', { name: 'Rollouts' }).getByRole('row').nth(3).getByRole('link').first().focus();
  await press(page, 'Enter');
  await expect(page).toHaveURL(/\/rollouts\/3/);
  await expect(async () => {
    await press(page, 'g');
    await expect(page).toHaveURL(/\/groups\/0$/, { timeout: 1000 });
  }).toPass();

  await openGroup(page, page.url());
  const focused = page.locator(':focus');
  // Correct first: rollout 2, then 1 and 3, which are wrong.
  await expect(focused).toHaveAccessibleName('Rollout 2, Correct');
  await press(page, 'Control+Home', 'ArrowRight', 'ArrowRight');
  await expect(focused).toHaveAccessibleName(/^Rollout [13],/);
  const row = grid(page).getByRole('row', { name: /Sabine Island/ });
  await press(page, 'Control+Home', 'Control+End', 'Home', 'ArrowUp', 'ArrowUp');
  await expect(focused).toHaveText('Sabine Island');
  await press(page, 'ArrowRight');
  await expect(focused).toHaveAccessibleName('turn 2, first thought of');
  await expect(row.getByRole('gridcell').nth(3)).toHaveAccessibleName(/Found by 1\/1 correct and 0\/2 wrong rollouts/);
  await press(page, 'Enter');
  await expect(page).toHaveURL(/\/rollouts\/2\?turn=2#turn-2$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/groups\/0#cell-\d+-2$/);
  await expect(focused).toHaveAccessibleName('turn 2, first thought of');
});

test('by keyboard no cell is left out of sight, neither above the window nor below what sticks', async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 420 });
    await openGroup(page, `/runs/${runId}/groups/0`);
    for (const keys of [
      ['Control+End', 'Control+Home'],
      ['ArrowRight'],
      ['Control+End'],
      ['Home'],
      ['ArrowRight', 'ArrowUp', 'ArrowUp'],
      ['PageUp', 'PageUp'],
      ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight'],
    ]) {
      await press(page, ...keys);
      const inSight = await page.locator(':focus').evaluate((cell) => {
        const { left, right, top, bottom } = cell.getBoundingClientRect();
        const isOnTop = (x: number, y: number) => cell.contains(document.elementFromPoint(x, y));
        return isOnTop(left + 3, top + 5) && isOnTop(right - 3, bottom - 3);
      });
      expect(inSight, `${keys.join(' ')} at ${width} px`).toBe(true);
    }
  }
});

test('each mark says how far the entity was taken up', async ({ page }) => {
  await page.goto(`/runs/${runId}/groups/0?columns=log`);
  const cells = async (name: RegExp | string) =>
    grid(page)
      .getByRole('row', { name })
      .getByRole('gridcell')
      .evaluateAll((all) => all.slice(0, 3).map((cell) => cell.getAttribute('aria-label')));
  expect(await cells(/Koldewey/)).toEqual([
    'q1: turn 1, searched for, but in no thought',
    'turn 1, first thought of',
    'turn 3, first thought of',
  ]);
  expect(await cells(/Sabine Island/)).toEqual([
    'o1: turn 1, seen in an observation, never taken up',
    'turn 2, first thought of',
    'never',
  ]);
  expect(await cells(/ice floe/)).toEqual([
    'a2: turn 2, only in the answer, in no thought and no query',
    'never',
    'never',
  ]);
});

test('the orders stand in the URL, survive a reload and go along to the next step', async ({ page }) => {
  await openGroup(page, `/runs/${runId}/groups/0`);
  await page.getByRole('combobox', { name: 'Rollouts by' }).focus();
  await press(page, 'End');
  await expect(page).toHaveURL(/columns=log/);
  await page.getByRole('combobox', { name: 'Entities by' }).focus();
  await press(page, 'End');
  await expect(page).toHaveURL(/rows=separation/);
  await page.reload();
  await expect(grid(page).getByRole('columnheader').nth(1)).toHaveAccessibleName(/^Rollout 1,/);
  // The names of entities come after the ten rows of numbers and the head.
  await expect(
    grid(page)
      .getByRole('row')
      .filter({ has: page.locator('a[data-mark]') })
      .first(),
  ).toContainText('Sabine Island');
  await openGroup(page, page.url());
  await press(page, ']');
  await expect(page).toHaveURL(/\/groups\/1\?columns=log&rows=separation$/);
  await expect(page.getByText('Group 1, step 2, 3 rollouts.')).toBeVisible();
  await expect(page.getByText('All rollouts are correct')).toBeVisible();
  await press(page, '[');
  await expect(page).toHaveURL(/\/groups\/0\?/);
});

test('two rollouts are picked with the space bar and compared with c', async ({ page }) => {
  const asked: string[] = [];
  await page.route('**/beside?**', async (route) => {
    asked.push(new URL(route.request().url()).search);
    await route.fulfill({ contentType: 'text/html', body: '<h1>Beside</h1>' });
  });
  await openGroup(page, `/runs/${runId}/groups/0?columns=log`);
  await press(page, 'Control+Home', 'ArrowRight', 'Space');
  await expect(page.getByRole('status').filter({ hasText: 'Rollout 1 is picked' })).toBeVisible();
  await press(page, 'ArrowRight', 'ArrowRight', 'Space');
  await expect(page.getByRole('link', { name: 'Compare 1 with 3' })).toHaveAttribute(
    'href',
    `/beside?left=${runId}.1&right=${runId}.3`,
  );
  await expect(page).toHaveURL(/picked=1,3/);
  // Picked again it is given back, and a third makes the first give way.
  await press(page, 'Space', 'ArrowLeft', 'Space');
  await expect(page.getByRole('link', { name: 'Compare 1 with 2' })).toBeVisible();
  await press(page, 'c');
  await expect.poll(() => asked.some((search) => search.startsWith(`?left=${runId}.1&right=${runId}.2`))).toBe(true);
});

test('the curves light up and open by keyboard, and the table gives the same numbers', async ({ page }) => {
  await openGroup(page, `/runs/${runId}/groups/0`);
  const chart = page.getByRole('figure', { name: 'When each rollout found its entities' });
  await expect(chart).toContainText('in correct ones 1.0 of 3.0 (n = 1), in wrong ones 1.5 of 3.0 (n = 2)');
  await chart.scrollIntoViewIfNeeded();
  const ends = chart.getByRole('link', { name: /^Rollout/ });
  await expect(ends).toHaveCount(3);
  await ends.first().focus();
  await press(page, 'ArrowDown');
  await expect(page.locator(':focus')).toHaveAccessibleName(
    'Rollout 2, Correct: 2 entities; 1 of 3 turns after its last new entity',
  );
  await expect(chart.locator('[data-line="1"][data-lit]')).toHaveCount(2);
  await expect(chart.locator('[data-line="0"][data-lit]')).toHaveCount(0);
  await chart.getByRole('button', { name: /^Table/ }).focus();
  await press(page, 'Enter');
  const cells = chart.getByRole('row', { name: /^2 Correct/ }).getByRole('cell');
  expect(await cells.allTextContents()).toEqual(['Correct', '3', '2', '2', '1', '33.3%']);

  await chart.getByRole('button', { name: /^Download/ }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const csv = await readFile(await (await downloading).path(), 'utf8');
  expect(csv).toContain(`\r\n2,correct,3,2,2,1,0.3333333333333333,"Run ${runId}, group 0. Definitions: matcher `);
});

test('where a drawing cannot be loaded the chart says so, and its table has the numbers', async ({
  page,
  pageErrors,
}) => {
  const path = `/runs/${runId}/groups/0`;
  // What the page does not name is what comes late.
  const named = await (await page.request.get(path)).text();
  await page.route('**/_next/static/chunks/**', (route) =>
    named.includes(route.request().url().split('/').at(-1) ?? '') ? route.continue() : route.abort(),
  );
  await openGroup(page, path);
  const chart = page.getByRole('figure', { name: 'When each rollout found its entities' });
  await expect(chart).toContainText('The drawing could not be loaded.');
  await chart.getByRole('button', { name: /^Download/ }).click();
  await expect(page.getByRole('menuitem', { name: 'PNG' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await chart.getByRole('button', { name: /^Table/ }).click();
  await expect(chart.getByRole('row', { name: /^2 Correct/ })).toBeVisible();
  expect(pageErrors.filter((error) => !error.includes('ERR_FAILED'))).toEqual([]);
  pageErrors.length = 0;
});

test('other steps and another run of the question are one link away', async ({ page }) => {
  await openGroup(page, `/runs/${runId}/groups/0`);
  const steps = page.getByRole('figure', { name: 'Outcomes' });
  await steps.scrollIntoViewIfNeeded();
  await steps.getByRole('link', { name: /^Step 2, Correct: 100.0%, 3 rollouts/ }).focus();
  await press(page, 'Enter');
  await expect(page).toHaveURL(/\/groups\/1$/);
  const others = page.getByRole('region', { name: 'The question in other runs' });
  await expect(others.getByRole('row', { name: /earlier question text step 2 3 100\.0%/ })).toBeVisible();
  await others.getByRole('link', { name: 'step 2' }).focus();
  await press(page, 'Enter');
  await expect(page).toHaveURL(`/runs/${otherRunId}/groups/1`);
});

test('names of entities are text, whatever they hold', async ({ page }) => {
  await openGroup(page, `/runs/${runId}/groups/0?columns=log`);
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
  await press(page, 'Control+End', 'Home');
  await expect(page.locator(':focus')).toContainText(GROUP_ENTITIES[3] ?? '');
});

test('groups without entities, of one rollout, and of unknown outcomes say what they are', async ({
  page,
  request,
}) => {
  const edges = await importThroughApi(request, edgeGroupsLog());
  await openGroup(page, `/runs/${edges}/groups/0`);
  await expect(page.getByText('This question has no gold entities')).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: 'Rollout 1, Correct' })).toBeVisible();
  await expect(page.getByText('The run asks this question at one step only')).toBeVisible();
  await expect(page.getByText('No other run asks this question')).toBeVisible();
  await press(page, 'n');
  await expect(page.getByText('A group of one rollout has no advantage')).toBeVisible();
  await expect(grid(page).getByRole('rowheader', { name: 'Koldewey' })).toBeVisible();
  await press(page, 'n');
  await expect(page.getByText('Too few outcomes are known to compare the rollouts.')).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: 'Rollout 1, Unknown' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${colorScheme} theme, and the page never scrolls sideways`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openGroup(page, `/runs/${runId}/groups/0?picked=1,3`);
    await page.getByRole('figure', { name: 'Tool calls' }).scrollIntoViewIfNeeded();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}
