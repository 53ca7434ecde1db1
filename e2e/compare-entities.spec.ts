import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import { importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, textFile, type UploadedFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

// Journeys by Tab alone press it many times.
test.setTimeout(120_000);

const HOSTILE = `<img src=x onerror=alert(1)>${HOSTILE_TEXT}`;
const GOLD = ['The "Key"', 'Map', 'Atlantis', HOSTILE];

interface RunSketch {
  readonly name: string;
  /** Of eight rollouts a question, how many think of each entity, and in which turn. */
  readonly found: readonly (readonly [count: number, turn: number])[];
  readonly entities?: readonly string[];
  readonly questions?: readonly string[];
}

const QUESTIONS = Array.from({ length: 6 }, (_, at) => `Where is number ${at}?`);

function runLog({ name, found, entities = GOLD, questions = QUESTIONS }: RunSketch): UploadedFile {
  const lines = questions.flatMap((question) =>
    Array.from({ length: 8 }, (_, rollout) => {
      const messages = [1, 2, 3].map((turn) => {
        const names = entities.filter((__, at) => found[at]?.[1] === turn && rollout < (found[at]?.[0] ?? 0));
        return { role: 'assistant', content: `<think>Turn ${turn}: ${names.join(', ')}</think><search>on</search>` };
      });
      return JSON.stringify({ question, rollout, correct: rollout === 0, entities, messages });
    }),
  );
  return textFile(`${name}.jsonl`, lines.join('\n'));
}

const BEFORE: RunSketch = {
  name: 'before',
  found: [
    [1, 3],
    [4, 2],
    [0, 1],
    [0, 1],
  ],
};
const AFTER: RunSketch = {
  name: 'after',
  found: [
    [7, 1],
    [0, 2],
    [0, 1],
    [8, 2],
  ],
};

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

test('from the curves to the entity a run learned to find, and to the rollouts behind it', async ({
  page,
  request,
}) => {
  const before = await importThroughApi(request, runLog(BEFORE));
  const after = await importThroughApi(request, runLog(AFTER));
  await page.goto(`/compare/entities?runs=${before},${after}`);
  const chart = page.getByRole('figure', { name: 'How fast each run finds the gold entities' });
  // 5 of 32 against 15 of 32 in each question, so the intervals have no width.
  await expect(chart).toContainText(
    /before15\.6%95% interval 15\.6% to 15\.6% .* in the end, half of it by turn 2after46\.9%/,
  );
  await expect(chart).toContainText('n = 6 questions with 24 entities');
  await press(page, chart.getByRole('button', { name: /^Table/ }));
  await expect(chart.getByRole('row').nth(2)).toContainText(/^10\.0%0\.0%0\.0%21\.9%/);
  await press(page, chart.getByRole('button', { name: /^Chart/ }));

  await expect(page.getByRole('heading', { name: /finds 2 entities more often and 1 less often/ })).toBeVisible();
  const table = page.getByRole('table', { name: 'Entities gained and lost' });
  const names = table.getByRole('rowheader');
  await expect(names).toHaveText([HOSTILE, 'The "Key"', 'Atlantis', 'Map']);
  await press(page, page.getByRole('button', { name: /^Learned/ }), 'Space');
  await expect(names).toHaveText([HOSTILE]);
  await expect(page).toHaveURL(/class=learned/);
  await press(page, page.getByRole('button', { name: /^Less often/ }), 'Space');
  await expect(names).toHaveText(['Map']);
  await expect(table).toContainText('−50.0');
  await press(page, page.getByRole('button', { name: /^All/ }), 'Space');
  await expect(names).toHaveCount(4);
  await press(page, page.getByRole('button', { name: 'Sort by Entity' }));
  await expect(page).toHaveURL(/sort=name/);

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search entities by name' })).toBeFocused();
  await page.keyboard.type('KEY');
  await page.keyboard.press('Enter');
  await expect(names).toHaveText(['The "Key"']);
  await press(page, page.getByRole('link', { name: 'Rollouts of after without The "Key": 6' }));
  await expect(page).toHaveURL(new RegExp(`/runs/${after}/rollouts\\?`));
  expect(new URL(page.url()).searchParams.get('filter')).toBe(String.raw`missing:"The \"Key\"" question:0,1,2,3,4,5`);
  await expect(page.getByText('1 to 6 of 6 rollouts')).toBeVisible();
  await page.goBack();
  await press(page, page.getByRole('link', { name: /^before: 1 of 8; the group of Where is number 0/ }));
  await expect(page).toHaveURL(new RegExp(`/runs/${before}/groups/0`));
});

test('three runs: the side against the baseline is switched, and stays in the address', async ({ page, request }) => {
  const ids: number[] = [];
  for (const sketch of [BEFORE, AFTER, { ...BEFORE, name: 'third' }]) {
    ids.push(await importThroughApi(request, runLog(sketch)));
  }
  await page.goto(`/compare/entities?runs=${ids.join(',')}`);
  const against = page.getByRole('navigation', { name: 'Side that is set against the baseline' });
  await expect(against.locator('[aria-current=true]')).toHaveText('after');
  await press(page, against.getByRole('link', { name: 'third' }), 'Enter');
  await expect(page).toHaveURL(/against=2/);
  await expect(
    page.getByRole('heading', { name: /^No entity is found more or less often beyond chance/ }),
  ).toBeVisible();
  await page.goto(`/compare/entities?runs=${ids.join(',')}&against=2&baseline=2&from=-5&class=odd`);
  await expect(against.locator('[aria-current=true]')).toHaveText('before');
});

test('nothing to compare says what to do', async ({ page, request }) => {
  const before = await importThroughApi(request, runLog(BEFORE));
  const questions = ['Who else?'];
  const elsewhere = await importThroughApi(request, runLog({ ...AFTER, name: 'elsewhere', questions }));
  const bare = await importThroughApi(request, runLog({ ...AFTER, name: 'bare', entities: [] }));
  const other = await importThroughApi(request, runLog({ ...AFTER, name: 'other', entities: ['Ship'] }));
  await page.goto(`/compare/entities?runs=${before},${elsewhere}`);
  await expect(page.getByRole('heading', { name: 'These runs share no question' })).toBeVisible();
  await page.goto(`/compare/entities?runs=${before},${bare}`);
  await expect(page.getByRole('heading', { name: 'No gold entities: bare' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Upload gold entities' })).toHaveAttribute(
    'href',
    '/entities',
  );
  await page.goto(`/compare/entities?runs=${before},${other}`);
  await expect(page.getByRole('heading', { name: 'The runs have no gold entity in common' })).toBeVisible();
  await page.goto(`/compare/entities?runs=${before},nonsense`);
  await expect(page.getByRole('heading', { name: 'These runs cannot be compared' })).toBeVisible();
  await page.goto('/compare/entities');
  await expect(page.getByRole('heading', { name: 'No runs are chosen' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing, nothing scrolls sideways, and no name of an entity runs', async ({ page, request }) => {
      const before = await importThroughApi(request, runLog(BEFORE));
      const after = await importThroughApi(request, runLog({ ...AFTER, name: HOSTILE.replaceAll('/', '-') }));
      const bare = await importThroughApi(request, runLog({ ...AFTER, name: 'bare', entities: [] }));
      const runs = `/compare/entities?runs=${before},${after}`;
      for (const path of [runs, `${runs},${before}@last`, `${runs}&tables=discovery-of-runs`, `${runs},${bare}`]) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
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
