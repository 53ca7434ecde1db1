import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { atRest, listening } from '@/lib/bench/driven-page';
import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

const TURNS = 400;
const QUESTION = 'Which ship reached Franz Josef Land first?';
/** Only turn 250 has it, deep inside a page that is folded. */
const HIDDEN = 'the harpooner’s **second** diary';

function thoughtOf(turn: number): string {
  return turn === 3 || turn === 300 ? `In turn ${turn} I think of the Tegetthoff.` : `I read on in turn ${turn}.`;
}

function pageOf(turn: number): string {
  const filler = `Nothing of note on page ${turn}. `.repeat(80);
  return turn === 250 ? `${filler}Here lies ${HIDDEN}. ${filler}` : filler;
}

function recordOf(step: number, rollout: number, turns: number, correct: boolean): string {
  const searches = Array.from({ length: turns - 1 }, (_, at) => [
    {
      role: 'assistant',
      reasoning_content: thoughtOf(at + 1),
      content: '',
      tool_calls: [
        { id: `c${at}`, type: 'function', function: { name: 'search', arguments: `{"query":"page ${at + 1}"}` } },
      ],
    },
    { role: 'tool', tool_call_id: `c${at}`, content: pageOf(at + 1) },
  ]);
  return JSON.stringify({
    question: QUESTION,
    answer: ['Tegetthoff'],
    entities: ['Tegetthoff'],
    step,
    rollout,
    correct,
    messages: [
      { role: 'user', content: QUESTION },
      ...searches.flat(),
      {
        role: 'assistant',
        reasoning_content: 'I answer.',
        content: `<answer>${correct ? 'Tegetthoff' : 'Fram'}</answer>`,
      },
    ],
  });
}

/** Step 10: rollouts 1 (long, wrong) and 2 (correct). Step 20: rollouts 3 and 4, both wrong. */
const LOG = [
  recordOf(10, 0, TURNS, false),
  recordOf(10, 1, 3, true),
  recordOf(20, 0, 3, false),
  recordOf(20, 1, 3, false),
].join('\n');

let runId = 0;
test.beforeAll(async ({ app, playwright }) => {
  const request = await playwright.request.newContext({ baseURL: app.url });
  runId = await importThroughApi(request, textFile('long-turns.jsonl', LOG));
  await request.dispose();
});

const TURN = 'main ol li[data-turn]';

function turn(page: Page, number: number) {
  return page.getByRole('listitem', { name: `Turn ${number}`, exact: true });
}

test('a far turn is deep linked, read on from by key, and kept over a reload', async ({ page, request }) => {
  const sent = await (await request.get(`/runs/${runId}/rollouts/1?turn=200`)).text();
  expect(sent).toContain('I read on in turn 200.');
  await page.goto(`/runs/${runId}/rollouts/1?turn=300#turn-300`);
  await expect(turn(page, 300)).toBeInViewport();
  await page.goto(`/runs/${runId}/rollouts/1#turn-200`);
  await expect(turn(page, 200)).toBeInViewport();
  await expect(turn(page, 200)).toContainText('I read on in turn 200.');
  await expect(turn(page, 200)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(turn(page, 202)).toBeFocused();
  await page.keyboard.press('k');
  await expect(turn(page, 201)).toBeFocused();
  await expect(page).toHaveURL(/#turn-201$/);
  await page.reload();
  await expect(turn(page, 201)).toBeInViewport();
  await expect(turn(page, 201)).toContainText('I read on in turn 201.');
  expect(await page.getByRole('list', { name: 'Turns' }).locator('*').count()).toBeLessThan(400);
});

test('entity mentions follow each other over turns that are not drawn', async ({ page }) => {
  await page.goto(`/runs/${runId}/rollouts/1`);
  await listening(page, TURN);
  await page.keyboard.press('e');
  await expect(turn(page, 3).locator('mark[data-current]')).toBeInViewport();
  await page.keyboard.press('e');
  await expect(turn(page, 300).locator('mark[data-current]')).toBeInViewport();
  await expect(page).toHaveURL(/#turn-300$/);
  await page.keyboard.press('Shift+E');
  await expect(turn(page, 3).locator('mark[data-current]')).toBeInViewport();
});

test('a text is found where nothing of it is drawn, folded and with markup in it', async ({ page }) => {
  await page.goto(`/runs/${runId}/rollouts/1`);
  await listening(page, TURN);
  await page.keyboard.press('/');
  const field = page.getByRole('textbox', { name: 'Find in this rollout' });
  await expect(field).toBeFocused();
  await page.keyboard.type('diary');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(page.getByText('diary').first()).toBeInViewport();
  await expect(page).toHaveURL(/find=diary.*#turn-250$/);
  await field.fill('I READ ON in turn 1');
  // Turns 1, 10 to 19 and 100 to 199; the finder goes on from turn 250 round the end.
  await expect(page.getByText('1 of 111', { exact: true })).toBeVisible();
  await expect(turn(page, 1)).toBeInViewport();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('111 of 111', { exact: true })).toBeVisible();
  await expect(turn(page, 199)).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 of 111', { exact: true })).toBeVisible();
  await expect(turn(page, 10)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/find=/);
  await page.goto(`/runs/${runId}/rollouts/1?find=harpooner`);
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(turn(page, 250)).toBeInViewport();
});

test('the record and back keep the turn; steps, group and comparison are one key each', async ({ page }) => {
  await page.goto(`/runs/${runId}/rollouts/1#turn-100`);
  await expect(turn(page, 100)).toContainText('I read on in turn 100.');
  await listening(page, TURN);
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Canonical record' })).toBeVisible();
  await page.keyboard.press('r');
  await expect(turn(page, 100)).toBeInViewport();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/rollouts\/3$/);
  await expect(page.getByText('Rollout 3, step 20')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('status').filter({ hasText: 'No other rollout of this group is correct' })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByRole('status').filter({ hasText: 'at a later step' })).toBeVisible();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/rollouts\/1(#turn-100)?$/);
  await expect(page.getByText('Rollout 1, step 10')).toBeVisible();
  const beside = `left=${runId}.1&right=${runId}.2`;
  await expect(page.getByRole('link', { name: 'Compare with the best correct' })).toHaveAttribute(
    'href',
    `/beside?${beside}`,
  );
  // What is compared there is another page's matter.
  await page.route('**/beside?*', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Beside</h1>' }));
  await page.keyboard.press('c');
  await expect(page).toHaveURL(`/beside?${beside}`);
  await page.goBack();
  await listening(page, TURN);
  await page.keyboard.press('n');
  await expect(page.getByText('Rollout 2, step 10')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('Rollout 1, step 10')).toBeVisible();
  await page.keyboard.press('g');
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}/groups/0$`));
});

/** Distance of a turn's upper edge from the top of the window, once it is drawn; not a number while it is not. */
async function topOf(page: Page, number: number): Promise<number> {
  return (
    (
      await page
        .locator(`#turn-${number}`)
        .boundingBox({ timeout: 5000 })
        .catch(() => null)
    )?.y ?? Number.NaN
  );
}

/** Expects a turn with its text at a distance from the top of the window, one that lasts. */
async function expectTop(page: Page, number: number, top: number): Promise<void> {
  await expect(turn(page, number)).toContainText(`I read on in turn ${number}.`);
  await expect.poll(async () => Math.abs((await topOf(page, number)) - top)).toBeLessThan(3);
  await atRest(page);
  expect(Math.abs((await topOf(page, number)) - top)).toBeLessThan(3);
}

test('back leads to the turn that was read, and keys go on from there', async ({ page }) => {
  await page.goto(`/runs/${runId}/rollouts/1`);
  await listening(page, TURN);
  for (let step = 1; step <= 40; step += 1) {
    await page.keyboard.press('j');
    await expect(page.getByText(`Turn ${step} of ${TURNS}`, { exact: true })).toBeVisible();
  }
  await expect(turn(page, 40)).toBeFocused();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/beside\?/);
  await expect(page).not.toHaveTitle(/^Rollout 1 of run/);
  await page.goBack();
  await expect(page).toHaveURL(/turn=40#turn-40$/);
  await expect(turn(page, 40)).toBeFocused();
  await expectTop(page, 40, 100);
  await page.keyboard.press('j');
  await expectTop(page, 41, 100);
});

test('a wider or narrower window keeps the turn that is read in its place', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/runs/${runId}/rollouts/1?turn=200#turn-200`);
  await listening(page, TURN);
  await expectTop(page, 200, 100);
  await page.setViewportSize({ width: 390, height: 844 });
  // The bars have two lines there.
  await expectTop(page, 200, 134);
  await page.setViewportSize({ width: 844, height: 390 });
  await expectTop(page, 200, 100);
  await expect(page.getByText(`Turn 200 of ${TURNS}`, { exact: true })).toBeVisible();
});

test('turns that cannot be loaded say so in their place, and are asked for again', async ({ page, pageErrors }) => {
  await page.route('**/turns?*', (route) => route.abort());
  await page.goto(`/runs/${runId}/rollouts/1#turn-150`);
  await expect(page.getByRole('alert').filter({ hasText: 'Turn 150 could not be loaded' })).toBeVisible();
  await page.unroute('**/turns?*');
  await turn(page, 150).getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(turn(page, 150)).toContainText('I read on in turn 150.');
  pageErrors.length = 0;
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing while a long rollout is read, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/runs/${runId}/rollouts/1?find=diary#turn-249`);
    await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
    await expect(page.getByText('diary').first()).toBeInViewport();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  });
}

test('hostile text stays text, found and raw as well', async ({ page, request }) => {
  const hostile = await importThroughApi(request, textFile('hostile-reading.jsonl', hostileLog()));
  const asked: string[] = [];
  page.on('request', (sent) => {
    if (!sent.url().startsWith('http://127.0.0.1')) asked.push(sent.url());
  });
  await page.goto(`/runs/${hostile}/rollouts/1`);
  await listening(page, TURN);
  await page.keyboard.press('/');
  await page.keyboard.type('<script>document');
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await page.keyboard.press('Shift+R');
  await expect(page.getByRole('list', { name: 'Turns' })).toContainText(HOSTILE_TEXT);
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
  expect(asked).toEqual([]);
});
