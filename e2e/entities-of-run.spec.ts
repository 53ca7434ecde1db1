import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

// Journeys by Tab alone press it many times.
test.setTimeout(120_000);

const KEY = 'The "Key"';

/** Six right rollouts that think of the key, six wrong ones of which one does; all of them ask four alike queries at once. */
function keyedLog(): string {
  const query = ['polar year key', 'Polar year key?', 'key polar year', 'medal'];
  const lines = Array.from({ length: 12 }, (_, rollout) => {
    const thinks = rollout <= 6 ? `I see ${KEY} now.` : 'I see nothing.';
    const call = { type: 'function', function: { name: 'search', arguments: JSON.stringify({ query }) } };
    const messages = [
      { role: 'assistant', reasoning_content: 'Where to begin?', content: '', tool_calls: [call] },
      { role: 'tool', content: 'There was a Map.' },
      { role: 'assistant', reasoning_content: thinks, content: '<answer>So.</answer>' },
    ];
    const entities = [KEY, 'Map', 'Atlantis', 'see'];
    return JSON.stringify({ question: 'Where is it?', rollout, correct: rollout < 6, entities, messages });
  });
  return lines.join('\n');
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came to the element');
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('from the run to the entity that separates right from wrong, and to the rollouts behind it', async ({
  page,
  request,
}) => {
  const runId = await importThroughApi(request, textFile('keyed.jsonl', keyedLog()));
  await page.goto(`/runs/${runId}`);
  await press(
    page,
    page.getByRole('navigation', { name: /^Pages of the run/ }).getByRole('link', { name: 'Entities' }),
  );
  await expect(page.getByText('1 of 4 gold entities is a bottleneck', { exact: false })).toBeVisible();
  const names = page.getByRole('table', { name: 'Entities' }).getByRole('rowheader');
  await expect(names).toHaveText([KEY, 'Map', 'Atlantis', 'see']);
  await expect(page.getByRole('row').filter({ hasText: KEY }).first()).toContainText('6.00');

  await press(page, page.getByRole('button', { name: 'Sort by Entity' }));
  await expect(names).toHaveText(['Atlantis', 'Map', 'see', KEY]);
  await expect(page).toHaveURL(/sort=name/);

  await press(page, page.getByRole('button', { name: /^Never taken up/ }), 'Space');
  await expect(names).toHaveText(['Map']);
  await press(page, page.getByRole('button', { name: /^More in wrong/ }), 'Space');
  await expect(page.getByRole('heading', { name: 'No entity of this kind' })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Show all 4 entities' }));

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search entities by name' })).toBeFocused();
  await page.keyboard.type('key');
  await page.keyboard.press('Enter');
  await expect(names).toHaveText([KEY]);
  const behind = page.getByRole('link', { name: `Wrong rollouts without ${KEY}: 5` });
  await press(page, behind);
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}/rollouts\\?`));
  expect(new URL(page.url()).searchParams.get('filter')).toBe(
    String.raw`missing:"The \"Key\"" outcome:near_miss,partial,failure,wrong`,
  );
});

test('a rollout gets labels and a note by keyboard, which stay and are in the export', async ({ page, request }) => {
  const runId = await importThroughApi(request, textFile('keyed.jsonl', keyedLog()));
  await page.goto(`/runs/${runId}/rollouts/8`);
  const card = page.getByRole('region', { name: 'Labels and note' });
  await expect(card).toContainText('3 of 4 queries of turn 1 are near-identical (token Jaccard >= 0.8)');
  const offered = card.getByRole('button', { name: 'Information overload' });
  await expect(offered).toHaveAttribute('aria-pressed', 'false');

  await page.keyboard.press('l');
  await expect(card.getByRole('button', { name: 'Broken reasoning coherence' })).toBeFocused();
  await press(page, offered, 'Space');
  await expect(offered).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page, card.getByRole('textbox', { name: 'Label of your own' }));
  await page.keyboard.type('Gave up <b>');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: 'gave_up_b' })).toHaveAttribute('aria-pressed', 'true');

  const note = card.getByRole('textbox', { name: 'Note on this rollout' });
  await tabTo(page, note);
  await page.keyboard.insertText(HOSTILE_TEXT);
  await expect(card.getByRole('status')).toContainText('Not saved yet');
  await page.reload();
  await expect(note).toHaveValue(HOSTILE_TEXT);
  await expect(card.getByRole('status')).toContainText('Not saved yet');
  await tabTo(page, note);
  await page.keyboard.press('Control+Enter');
  await expect(card.getByRole('status')).toContainText('Saved');

  await page.reload();
  await expect(note).toHaveValue(HOSTILE_TEXT);
  await expect(card.getByRole('status')).toContainText('Saved');
  await expect(offered).toHaveAttribute('aria-pressed', 'true');
  await expect(page).not.toHaveTitle('owned');
  const exported = await (await request.get(`/api/v1/runs/${runId}/export?format=jsonl`)).text();
  const record: unknown = JSON.parse(exported.split('\n')[7] ?? '');
  expect(record).toMatchObject({ nearmiss: { labels: ['gave_up_b', 'information_overload'], note: HOSTILE_TEXT } });

  await page.goto(`/runs/${runId}/entities`);
  const label = page.getByRole('link', { name: 'Information overload' });
  await tabTo(page, label);
  await expect(label).toHaveAttribute('href', /filter=label%3Ainformation_overload/);
});

test('a note written elsewhere meanwhile is not overwritten unseen', async ({ page, request, pageErrors }) => {
  const runId = await importThroughApi(request, textFile('keyed.jsonl', keyedLog()));
  await page.goto(`/runs/${runId}/rollouts/1`);
  const card = page.getByRole('region', { name: 'Labels and note' });
  const note = card.getByRole('textbox', { name: 'Note on this rollout' });
  await tabTo(page, note);
  await page.keyboard.type('mine');
  const written = await request.put(`/api/v1/runs/${runId}/rollouts/1/note`, { data: { text: 'theirs' } });
  expect(written.ok()).toBe(true);
  await page.keyboard.press('Control+Enter');
  await expect(card.getByRole('alert')).toContainText('theirs');
  await expect(note).toHaveValue('mine');
  await press(page, card.getByRole('button', { name: 'Save mine over it' }));
  await expect(card.getByRole('status')).toContainText('Saved');
  await page.reload();
  await expect(note).toHaveValue('mine');
  // The browser reports the refusal itself.
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining('409')]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, nothing scrolls sideways, and nothing of a hostile log runs', async ({
      page,
      request,
    }) => {
      const keyed = await importThroughApi(request, textFile('keyed.jsonl', keyedLog()));
      const hostile = await importThroughApi(request, textFile('hostile.jsonl', hostileLog()));
      const paths = [`/runs/${keyed}/entities`, `/runs/${hostile}/entities`, `/runs/${keyed}/rollouts/1`];
      for (const path of [...paths, `/runs/${keyed}/entities?class=reverse`]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          if (path.includes('rollouts')) await page.getByRole('button', { name: 'Information overload' }).waitFor();
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
