import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Locator, Page } from '@playwright/test';

import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'compare-questions' });
// Journeys by Tab alone press it many times.
test.setTimeout(120_000);

const GOLD = ['Tegetthoff', 'Polar Year'];
const MARKUP = `<img src="x" onerror="document.title='owned'">${HOSTILE_TEXT}`;
type Letter = 'c' | 'n' | 'f';
const THOUGHT = { c: 'The Tegetthoff, the Polar Year.', n: 'The Tegetthoff.', f: 'Nothing.' } as const;

/** One line a letter: correct, near-miss, failure; `calls` searches each. */
function asked(question: string, letters: string, { step = 1, calls = 1 } = {}): readonly string[] {
  const kinds = letters.split('').filter((letter): letter is Letter => letter in THOUGHT);
  return kinds.map((letter, rollout) =>
    JSON.stringify({
      question,
      rollout,
      step,
      correct: letter === 'c',
      entities: GOLD,
      messages: [
        { role: 'user', content: question },
        ...Array.from({ length: calls }, (_, at) => [
          {
            role: 'assistant',
            reasoning_content: 'I look.',
            content: '',
            tool_calls: [
              { id: `c${at}`, type: 'function', function: { name: 'search', arguments: '{"query":"ship"}' } },
            ],
          },
          { role: 'tool', tool_call_id: `c${at}`, content: 'A page.' },
        ]).flat(),
        { role: 'assistant', reasoning_content: THOUGHT[letter], content: '<answer>So.</answer>' },
      ],
    }),
  );
}

const BASELINE = [
  ...asked('Who gained?', 'nnf'),
  ...asked('Who lost?', 'cc', { calls: 2 }),
  ...asked('Who stayed?', 'c', { calls: 5 }),
  ...asked(MARKUP, 'n'),
];
const AGAINST = [
  ...asked('Who stayed?', 'ccc', { calls: 3 }),
  ...asked('Who gained?', 'c'),
  ...asked('Who lost?', 'fffn', { calls: 6 }),
  ...asked(MARKUP, 'f'),
];

async function importRun(request: APIRequestContext, name: string, lines: readonly string[]): Promise<number> {
  return importThroughApi(request, textFile(`${name}.jsonl`, lines.join('\n')));
}

async function importTwo(request: APIRequestContext) {
  return [await importRun(request, 'baseline', BASELINE), await importRun(request, 'against', AGAINST)] as const;
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

function namesOf(page: Page): Locator {
  return page.getByRole('table', { name: 'Questions that both sides answer' }).getByRole('rowheader');
}

test('by keyboard alone: from a cell of the matrix to its questions, side by side, and back', async ({
  page,
  request,
}) => {
  const [baseline, against] = await importTwo(request);
  await page.goto(`/compare/questions?runs=${baseline},${against}`);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
    '1 question moved to correct, 1 from correct: no net change of 4 questions; 1 kept their outcome, 1 changed without being correct on either side.',
  );
  // The one that lost most comes first, then what found less.
  await expect(namesOf(page)).toHaveText([/^Who lost\?/, /^<img/, /^Who stayed\?/, /^Who gained\?/]);

  const matrix = page.getByRole('region', { name: 'Outcomes on both sides, matrix' });
  const cell = matrix.getByRole('link', { name: '1 question: Near-miss → Correct' });
  await tabTo(page, cell);
  await page.keyboard.press('Enter');
  await expect(namesOf(page)).toHaveText([/^Who gained\?/]);
  expect(new URL(page.url()).searchParams.get('moved')).toBe('near_miss>correct');
  await expect(cell).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Side by side: Who gained?' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/beside\\?left=${baseline}\\.1&right=${against}\\.4$`));
  await expect(page.getByRole('region', { name: 'Left rollout' })).toContainText('Near-miss');
  await expect(page.getByRole('region', { name: 'Right rollout' })).toContainText('Correct');

  await page.goBack();
  await expect(namesOf(page)).toHaveText([/^Who gained\?/]);
  const chip = page.getByRole('button', { name: 'Drop the filter Near-miss → Correct' });
  await tabTo(page, chip);
  await page.keyboard.press('Enter');
  await expect(namesOf(page)).toHaveCount(4);
  await expect(page).not.toHaveURL(/moved=/);
});

test('order, text and page stand in the URL, and both groups are a link away', async ({ page, request }) => {
  const [baseline, against] = await importTwo(request);
  await page.goto(`/compare/questions?runs=${baseline},${against}`);
  // The flow is drawn by the browser: once it stands there, the controls listen.
  await page.getByRole('link', { name: 'Correct → Failure: 1 question' }).waitFor();
  await page.getByRole('combobox', { name: 'Order of the questions' }).selectOption('improvement');
  await expect(namesOf(page).first()).toHaveText(/^Who gained\?/);
  await expect(page).toHaveURL(/sort=improvement/);
  const accuracy = page.getByRole('columnheader', { name: /Accuracy/ });
  await expect(accuracy).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: 'Sort by Accuracy, points' }).click();
  await expect(accuracy).toHaveAttribute('aria-sort', 'ascending');
  await expect(namesOf(page).first()).toHaveText(/^Who lost\?/);

  await page.keyboard.press('/');
  await page.keyboard.type('STAYED');
  await page.keyboard.press('Enter');
  await expect(namesOf(page)).toHaveText([/^Who stayed\?/]);
  const row = page.getByRole('row').filter({ hasText: 'Who stayed?' });
  await expect(row).toContainText('1/1 → 3/3');
  await expect(row).toContainText('−2.0');
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search questions by text or id' })).toHaveValue('STAYED');
  await row.getByRole('link', { name: /^other \d+: group \d+ of against/ }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${against}/groups/0`));

  await page.goto(`/compare/questions?runs=${baseline},${against}&q=nobody+asked+this`);
  await expect(page.getByRole('heading', { name: 'No shared question has “nobody asked this”' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all 4 questions' }).click();
  await expect(namesOf(page)).toHaveCount(4);
  await page.goto(`/compare/questions?runs=${baseline},${against}&moved=partial>correct`);
  await expect(page.getByRole('heading', { name: 'No question: Partial → Correct' })).toBeVisible();
});

test('the flow leads where the matrix does, and says its numbers as a table and as CSV', async ({ page, request }) => {
  const [baseline, against] = await importTwo(request);
  await page.goto(`/compare/questions?runs=${baseline},${against}`);
  const flow = page.getByRole('figure', { name: 'Flow of outcomes' });
  const band = flow.getByRole('link', { name: 'Correct → Failure: 1 question' });
  await tabTo(page, band);
  await page.keyboard.press('Enter');
  await expect(namesOf(page)).toHaveText([/^Who lost\?/]);
  await flow.getByRole('link', { name: 'Near-miss 2: questions with this outcome on the baseline' }).click();
  await expect(namesOf(page)).toHaveText([/^<img/, /^Who gained\?/]);
  expect(new URL(page.url()).searchParams.get('moved')).toBe('near_miss>');

  await flow.getByRole('button', { name: 'Download: Flow of outcomes' }).click();
  const svg = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'SVG' }).click();
  expect((await svg).suggestedFilename()).toBe('outcome-flow.svg');
  await flow.getByRole('button', { name: 'Table: Flow of outcomes' }).click();
  await expect(flow.getByRole('row', { name: 'Correct → Failure 1 25.0%' })).toBeVisible();
});

test('what solving costs is told over the questions that both solve', async ({ page, request }) => {
  const [baseline, against] = await importTwo(request);
  await page.goto(`/compare/questions?runs=${baseline},${against}`);
  const card = page.getByRole('region', { name: 'Tool calls on questions that both solve' });
  // Only the one that stayed: 5 calls against 3.
  await expect(card).toContainText('5.0');
  await expect(card).toContainText('3.0');
  await expect(card).toContainText('−2.00');
  await expect(card).toContainText('1 question');
});

test('a third side can be set against the baseline, and steps of one run are sides', async ({ page, request }) => {
  const steps = await importRun(request, 'steps', [
    ...asked('Who led it?', 'ff', { step: 1 }),
    ...asked('Who led it?', 'nn', { step: 2 }),
    ...asked('Who led it?', 'cc', { step: 3 }),
  ]);
  await page.goto(`/compare/questions?runs=${steps}@1,${steps}@2,${steps}@3`);
  await expect(page.getByRole('row').filter({ hasText: 'Who led it?' })).toContainText('Near-miss');
  await page
    .getByRole('navigation', { name: 'Side that is set against the baseline' })
    .getByRole('link', { name: 'steps, step 3' })
    .click();
  await expect(page).toHaveURL(/against=2/);
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('1 question moved to correct');
  await expect(page.getByRole('link', { name: 'other 2: group 2 of steps, step 3' })).toBeVisible();
});

test('no shared question, no runs, and runs that are none, each say what to do', async ({
  page,
  request,
  pageErrors,
}) => {
  const one = await importRun(request, 'one', asked('Who is alone here?', 'c'));
  const other = await importRun(request, 'other', asked('What is another?', 'c'));
  await page.goto(`/compare/questions?runs=${one},${other}`);
  await expect(page.getByRole('heading', { name: 'These runs share no question' })).toBeVisible();
  await page.goto('/compare/questions');
  await expect(page.getByRole('heading', { name: 'Choose two runs or more' })).toBeVisible();
  await page.goto(`/compare/questions?runs=${one},%3Cb%3E`);
  await expect(page.getByRole('heading', { name: 'These runs cannot be compared' })).toBeVisible();
  await page.goto(`/compare/questions?runs=${one},${other}&split=hard`);
  await expect(page.getByRole('heading', { name: 'No shared question is in the split “hard”' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, nothing scrolls sideways, and nothing of a hostile log runs', async ({
      page,
      request,
    }) => {
      const [baseline, against] = await importTwo(request);
      const pair = `/compare/questions?runs=${baseline},${against}`;
      for (const path of [pair, `${pair}&moved=correct>not_correct&tables=outcome-flow`, `${pair}&q=none`]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { name: 'Questions', exact: true }).waitFor();
          if (path === pair) await page.getByRole('link', { name: 'Correct → Failure: 1 question' }).waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${path} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
      await page.goto(pair);
      await expect(namesOf(page).filter({ hasText: MARKUP })).toBeVisible();
      await expect(page).not.toHaveTitle('owned');
      expect(await page.locator('main [onerror], main img[src="x"]').count()).toBe(0);
    });
  });
}
