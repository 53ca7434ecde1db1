import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'beside' });

interface Turn {
  readonly thinks: string;
  readonly asks?: string;
  readonly visits?: string;
}

const QUESTION = 'Who led the expedition of the frozen ship?';

function rollout(index: number, turns: readonly Turn[], answer: string): string {
  const messages = turns.flatMap(({ thinks, asks, visits }) => [
    {
      role: 'assistant',
      reasoning_content: thinks,
      content: '',
      tool_calls: [
        {
          id: 'c',
          type: 'function',
          function:
            asks === undefined
              ? { name: 'visit', arguments: JSON.stringify({ url: [visits] }) }
              : { name: 'search', arguments: JSON.stringify({ query: [asks] }) },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'c', content: 'A page that tells of the Polar Year.' },
  ]);
  return JSON.stringify({
    question: QUESTION,
    answer: ['Karl Weyprecht'],
    entities: ['Tegetthoff', 'Polar Year'],
    step: 1,
    rollout: index,
    messages: [
      { role: 'user', content: QUESTION },
      ...messages,
      { role: 'assistant', reasoning_content: 'So.', content: `<answer>${answer}</answer>` },
    ],
    prediction: answer,
    correct: answer === 'Karl Weyprecht',
  });
}

/** Two turns are shared; then the left one takes up the Polar Year, the right one only sees it and looks at another man. */
const LOG = [
  rollout(
    0,
    [
      { thinks: 'Which ship was frozen in?', asks: 'frozen ship 1872' },
      { thinks: 'It was the Tegetthoff.', visits: 'https://en.wikipedia.org/wiki/Tegetthoff' },
      { thinks: 'The man of the Polar Year led it.', asks: 'polar year proposed by' },
      { thinks: 'I check him.', visits: 'https://en.wikipedia.org/wiki/Karl_Weyprecht' },
    ],
    'Karl Weyprecht',
  ),
  rollout(
    1,
    [
      { thinks: 'I look for a ship in the ice.', asks: 'Frozen ship, 1872?' },
      { thinks: 'The Tegetthoff, then.', visits: 'http://www.en.wikipedia.org/wiki/Tegetthoff#Crew' },
      { thinks: 'The man on land led it.', asks: 'julius payer medal' },
    ],
    'Julius Payer',
  ),
  rollout(2, [], 'Julius Payer'),
].join('\n');

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('a reader sees where two rollouts part, by keyboard alone', async ({ page, request }) => {
  const run = await importThroughApi(request, textFile('beside.jsonl', LOG));
  await page.goto(`/beside?left=${run}.1&right=${run}.2`);
  await expect(page.getByRole('region', { name: 'Left rollout' })).toContainText('Correct');
  await expect(page.getByRole('region', { name: 'Right rollout' })).toContainText('Near-miss');
  await expect(page.getByRole('row', { name: /Polar Year/ })).toContainText('only left');
  await expect(page.getByRole('link', { name: 'Polar Year, right: only seen, turn 1' })).toBeVisible();

  const turns = page.getByRole('list', { name: 'Turns of both rollouts' });
  const divergence = turns.getByRole('listitem', { name: 'left turn 3, right turn 3' });
  await expect(divergence).toBeFocused();
  await expect(divergence).toBeInViewport();
  await expect(divergence).toContainText('First divergence');
  await expect(divergence).toContainText('found Polar Year');

  await press(page, 't');
  const diff = divergence.getByRole('region', { name: 'Thoughts of left turn 3 and right turn 3' });
  await expect(diff.locator('ins', { hasText: 'on land' })).toBeVisible();
  await press(page, 'o');
  await expect(divergence.getByText('Observation').first()).toBeVisible();

  await press(page, 'k');
  const fold = turns.getByRole('listitem', { name: '2 shared turns' });
  await expect(fold).toBeFocused();
  await press(page, 'Enter', 'j');
  const first = turns.getByRole('listitem', { name: 'left turn 1, right turn 1' });
  await expect(first).toBeFocused();
  await expect(first).toContainText('similar query');
  await press(page, 'd');
  await expect(divergence).toBeFocused();
  await expect(page).toHaveURL(/open=left-3%2C|open=diff-left-3/);

  await page.reload();
  await expect(divergence).toBeFocused();
  await expect(diff).toBeVisible();
  await expect(first).toBeVisible();

  await press(page, 'x');
  await expect(page).toHaveURL(new RegExp(`left=${run}\\.2&right=${run}\\.1`));
  await expect(page.getByRole('region', { name: 'Left rollout' })).toContainText('Near-miss');
  await expect(turns.getByRole('listitem', { name: 'left turn 3, right turn 3' })).toBeFocused();
  // What was open stays open, and the address still names the place.
  await expect(diff).toBeVisible();
  await expect(first).toBeVisible();
  await expect(page).toHaveURL(/open=\S*fold-1\S*#left-3$/);
  await press(page, '2');
  await expect(page).toHaveURL(new RegExp(`/runs/${run}/rollouts/1\\?turn=3#turn-3$`));
});

test('an address names a turn inside a fold, and g leads to the group', async ({ page, request }) => {
  const run = await importThroughApi(request, textFile('beside-hash.jsonl', LOG));
  await page.goto(`/beside?left=${run}.1&right=${run}.2#right-2`);
  const turn = page.getByRole('listitem', { name: 'left turn 2, right turn 2' });
  await expect(turn).toBeFocused();
  await expect(turn).toContainText('same page');
  await press(page, 'g');
  await expect(page).toHaveURL(new RegExp(`/runs/${run}/groups/0$`));
});

test('another partner is a link away, and what cannot be compared says what can', async ({
  page,
  request,
  pageErrors,
}) => {
  const other = JSON.stringify({ question: 'What else?', messages: [{ role: 'assistant', content: 'No.' }] });
  const run = await importThroughApi(request, textFile('partners.jsonl', `${LOG}\n${other}`));
  await page.goto(`/beside?left=${run}.2&right=${run}.4`);
  await expect(page.getByRole('alert').filter({ hasText: 'different questions' })).toContainText('“What else?”');
  await page
    .getByRole('link', { name: /^rollout 1: Correct/ })
    .first()
    .focus();
  await press(page, 'Enter');
  await expect(page).toHaveURL(new RegExp(`left=${run}\\.2&right=${run}\\.1`));
  await expect(page.getByRole('listitem', { name: 'left turn 3, right turn 3' })).toBeFocused();

  await page.goto(`/beside?left=${run}.1&right=${run}.1`);
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText('Both sides are the same rollout');
  await expect(page.getByText('They never part.')).toBeVisible();
  await page.goto(`/beside?left=${run}.1&right=${run}.99`);
  await expect(page.getByRole('alert').filter({ hasText: 'not there' })).toContainText(`run ${run} has no rollout 99`);
  await page.goto('/beside?left=%3Cb%3E&right=1');
  await expect(page.getByRole('heading', { name: 'Choose two rollouts' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('two rollouts of 1,000 turns stay a few rows in the page', async ({ page, request }) => {
  const long = (index: number) =>
    rollout(
      index,
      Array.from({ length: 1000 }, (_, at) => ({
        thinks: `I think of ${at}.`,
        asks: index === 0 ? `ships${at} frozen` : `medals${at} awarded`,
      })),
      'Julius Payer',
    );
  const run = await importThroughApi(request, textFile('long.jsonl', [long(0), long(1)].join('\n')));
  await page.goto(`/beside?left=${run}.1&right=${run}.2`);
  const rows = page.getByRole('list', { name: 'Turns of both rollouts' }).getByRole('listitem', { name: /turn/ });
  // The first turns are alike: both see the same entity. From the second on each goes its own way.
  await expect(page.locator('li:focus')).toHaveAccessibleName(/turn 2$/);
  expect(await rows.count()).toBeLessThan(60);
  await page.goto(`/beside?left=${run}.1&right=${run}.2#right-900`);
  await expect(page.locator('li:focus')).toHaveAccessibleName(/right turn 900$/);
  await expect(page.getByText(/^rollout 1 of/)).toBeInViewport();
  await expect(page.getByText(/^rollout 2 of/)).toBeInViewport();
  await press(page, 'j');
  await expect(page.locator('li:focus')).toHaveAccessibleName(/right turn 901$/);
});

test('nothing of a hostile log runs', async ({ page, request }) => {
  const run = await importThroughApi(request, textFile('hostile.jsonl', hostileLog()));
  await page.goto(`/beside?left=${run}.1&right=${run}.2`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(HOSTILE_TEXT);
  await press(page, 'd', 't', 'o');
  await expect(page.getByRole('listitem', { name: /left turn/ }).first()).toContainText('javascript:alert(1)');
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((href) => /javascript:|evil\.example/i.test(href))).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, and the page never scrolls sideways', async ({ page, request }) => {
      const run = await importThroughApi(request, textFile('axe.jsonl', LOG));
      const open = 'open=fold-1,left-3,diff-left-3';
      for (const path of [
        `/beside?left=${run}.1&right=${run}.2&${open}`,
        `/beside?left=${run}.1&right=9999.1`,
        '/beside',
      ]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          const details = page.getByText('Put the left rollout beside another one');
          if ((await details.count()) > 0) await details.click();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${path} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
    });
  });
}
