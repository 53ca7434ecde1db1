import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { listening } from '@/lib/bench/driven-page';
import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'search' });

const BOX = 'Search the trajectories of this run';

/** Rollouts that think one text each. */
function thinkingLog(thoughts: readonly string[]): string {
  return thoughts
    .map((thought, rollout) => {
      const messages = [
        { role: 'user', content: 'Who?' },
        { role: 'assistant', reasoning_content: thought, content: '<answer>nobody</answer>' },
      ];
      return JSON.stringify({ question: 'Who?', rollout, correct: false, messages });
    })
    .join('\n');
}

/** The browser reports every answer of 400, which these journeys ask for; anything else it reports stays. */
function forgetRefusals(pageErrors: string[]): void {
  const others = pageErrors.filter((text) => !text.includes('400'));
  pageErrors.splice(0, pageErrors.length, ...others);
}

/** Chooses with the keyboard what the box holds. */
async function chooseExpression(page: Page): Promise<void> {
  await listening(page, 'main input[type="radio"]');
  await page.getByRole('radio', { name: 'Words' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Regular expression' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: BOX })).toBeFocused();
}

test('words are searched, their hits stepped through and opened at their turn, by keyboard alone', async ({
  page,
  request,
}) => {
  const runId = await importThroughApi(request, textFile('train.jsonl', trainingLog()));
  await page.goto(`/runs/${runId}/search`);
  await expect(page.getByRole('textbox', { name: BOX })).toBeFocused();
  await page.keyboard.type('POLAR year');
  await page.keyboard.press('Enter');
  // In both steps: the thought of rollouts 0 and 3, and each page of the four rollouts (1, 2, 1, 2 of them).
  await expect(page.getByRole('status')).toHaveText('Search ended: 16 hits in 8 rollouts');
  await expect(page.getByText('searched 16 of 16 rollouts')).toBeVisible();
  await expect(page).toHaveURL(/q=POLAR(\+|%20)year/);

  await page.keyboard.press('ArrowDown');
  const hits = page.getByRole('list', { name: 'Rollouts with hits' }).locator('[data-hit]');
  await expect(hits).toHaveCount(16);
  await expect(hits.nth(0)).toBeFocused();
  await expect(hits.nth(0)).toContainText('Turn 1');
  await expect(hits.nth(0)).toContainText('Thought');
  await expect(hits.nth(0).locator('mark')).toHaveText('Polar Year');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(hits.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(
    new RegExp(`/runs/${runId}/rollouts/1\\?find=Polar(\\+|%20)Year&hit=\\d+\\.\\d+&turn=1#turn-1$`),
  );
  await expect(page.getByText('I think of Tegetthoff', { exact: false }).first()).toBeVisible();

  await page.goBack();
  await expect(hits).toHaveCount(16);
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: BOX })).toBeFocused();
});

test('a filter, the kind of text and the case narrow it, and nothing found says how to widen it', async ({
  page,
  request,
}) => {
  const runId = await importThroughApi(request, textFile('train.jsonl', trainingLog()));
  await page.goto(`/runs/${runId}/search?q=polar+year&filter=outcome:correct&within=thoughts&matchCase=true`);
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('button', { name: 'Ignore case' }).press('Enter');
  await expect(page.getByRole('status')).toHaveText('Search ended: 2 hits in 2 rollouts');
  await expect(page).not.toHaveURL(/matchCase/);
  const filter = page.getByRole('textbox', { name: 'of rollouts that pass' });
  await filter.fill('');
  await filter.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Search ended: 4 hits in 4 rollouts');
  await filter.fill('outcome:nonsense');
  await filter.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'nonsense' })).toBeVisible();
  await filter.fill('outcome:corect');
  await filter.press('Enter');
  await page.getByRole('button', { name: 'Did you mean correct?' }).press('Enter');
  await expect(filter).toHaveValue('outcome:correct');
  await filter.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Search ended: 2 hits in 2 rollouts');
});

test('results come in while a search runs, and Escape ends it', async ({ page, request }) => {
  const slow = Array.from({ length: 800 }, () => `${'a'.repeat(21)}!`);
  const runId = await importThroughApi(request, textFile('slow.jsonl', thinkingLog(['aaa', ...slow])));
  await page.goto(`/runs/${runId}/search`);
  await chooseExpression(page);
  await page.keyboard.type('(a+)+$');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('list', { name: 'Rollouts with hits' }).getByText('Rollout 1', { exact: true }),
  ).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Searching');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  await page.getByRole('button', { name: 'Search again' }).press('Enter');
  await expect(page.getByRole('status')).toHaveText('Searching');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
});

test('a search that ended at its limit goes on, and cancelled without a hit says so', async ({ page, request }) => {
  const many = Array.from({ length: 60 }, () => 'ship '.repeat(20));
  const slow = Array.from({ length: 800 }, () => `${'a'.repeat(21)}!`);
  const runId = await importThroughApi(request, textFile('many.jsonl', thinkingLog([...many, ...slow])));
  await page.goto(`/runs/${runId}/search?q=ship`);
  await expect(page.getByText('The search ended at 1,000 listed hits')).toBeVisible();
  await page.getByRole('button', { name: 'Go on up to 10,000 hits' }).press('Enter');
  await expect(page.getByRole('status')).toHaveText('Search ended: 1,200 hits in 60 rollouts');
  await expect(page).toHaveURL(/limit=10000/);
  await chooseExpression(page);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('(a+)+$');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/limit=/);
  await expect(page.getByRole('status')).toHaveText('Searching');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Nothing was found before.')).toBeVisible();
});

test('an expression that is wrong or endless gets a clear answer', async ({ page, request, pageErrors }) => {
  const runId = await importThroughApi(request, textFile('trap.jsonl', thinkingLog(['b', `${'a'.repeat(40)}!`])));
  await page.goto(`/runs/${runId}/search`);
  await chooseExpression(page);
  await page.keyboard.type('who(');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Unterminated group' })).toBeVisible();
  await expect(page.getByRole('search').locator('mark')).toHaveText('(');
  forgetRefusals(pageErrors);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('(a+)+$');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'stopped after 2 s in rollout 2' })).toBeVisible();
});

test('what a hostile log holds stays text', async ({ page, request }) => {
  const runId = await importThroughApi(request, textFile('hostile.jsonl', hostileLog()));
  await page.goto(`/runs/${runId}/search?q=${encodeURIComponent(HOSTILE_TEXT.slice(0, 40))}`);
  const list = page.getByRole('list', { name: 'Rollouts with hits' });
  await expect(list.locator('mark').first()).toHaveText(HOSTILE_TEXT.slice(0, 40));
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((href) => /^javascript:|^https?:/i.test(href))).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, and the page does not scroll sideways', async ({ page, request, pageErrors }) => {
      const runId = await importThroughApi(request, textFile('train.jsonl', trainingLog()));
      for (const query of ['', '?q=page', '?q=nowhere', '?q=(a&mode=regex']) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(`/runs/${runId}/search${query}`);
          const heads = { '': /Which rollouts/, '?q=page': /Rollout 1 / };
          const head = query === '' || query === '?q=page' ? heads[query] : /Nothing found|cannot be searched/;
          await page.getByRole('heading', { level: 2, name: head }).first().waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${query} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${query} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
      forgetRefusals(pageErrors);
    });
  });
}
