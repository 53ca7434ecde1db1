import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import { importThroughApi, storeEntities } from './fixtures/import-log';
import { GOLD_ENTITIES, HOSTILE_TEXT, hostileLog, textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

// Gold entities stay with the server they were given to.
test.use({ instance: 'filter' });

/** The training log with its gold entities; answers the run's id. */
async function importTraining(request: APIRequestContext, name: string): Promise<number> {
  await storeEntities(request, textFile('gold.jsonl', GOLD_ENTITIES));
  return importThroughApi(request, textFile(name, trainingLog()));
}

/** What the filter box offers. */
function offers(page: Page) {
  return page.getByRole('listbox', { name: 'What can follow' }).getByRole('option');
}

function box(page: Page, what = 'rollouts') {
  return page.getByRole('combobox', { name: `Filter ${what}` });
}

/** Numbers that name the rows of the list. */
function rowNames(page: Page) {
  return page.getByRole('rowheader');
}

async function seriousFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('a filter is completed, mended and bracketed by keyboard', async ({ page, request }) => {
  const runId = await importTraining(request, 'filtered.jsonl');
  await page.goto(`/runs/${runId}/rollouts`);
  await expect(rowNames(page)).toHaveCount(16);
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();

  // Field, then value: arrow keys choose, Enter and Tab take.
  await page.keyboard.type('outc');
  await page.keyboard.press('ArrowDown');
  await expect(offers(page).filter({ hasText: 'outcome:' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('outcome:');
  await page.keyboard.type('cor');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(box(page)).toHaveValue('outcome:correct');
  await page.keyboard.press('Enter');
  await expect(rowNames(page)).toHaveText(['1', '9']);
  await expect(page).toHaveURL(/filter=outcome/);

  // A wrong word is marked where it stands, and what was meant is one key away.
  await box(page).fill('outcome:corect OR step:1');
  const alert = page.getByRole('alert').filter({ hasText: 'expected an outcome' });
  await expect(alert.locator('mark')).toHaveText('corect');
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
  const mend = page.getByRole('button', { name: 'Did you mean correct?' });
  await mend.focus();
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('outcome:correct OR step:1');

  // Brackets, entities of the run by completion, and a place in the list.
  await box(page).fill('step:2 (outcome:correct OR missing:tit');
  await expect(offers(page).filter({ hasText: 'Titanic' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('step:2 (outcome:correct OR missing:Titanic');
  await page.keyboard.type(')');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(rowNames(page)).toHaveText(['9', '14', '15']);
  await page.getByRole('region', { name: 'Rollouts' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}/rollouts/9`));
});

test('a name that the run does not know selects nothing and says so', async ({ page, request }) => {
  const runId = await importTraining(request, 'unknown.jsonl');
  await page.goto(`/runs/${runId}/rollouts?filter=${encodeURIComponent('entity:"Avatar"')}`);
  await expect(page.getByText('o question of this run has a gold entity called "Avatar".')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No rollout passes the filter' })).toBeVisible();
  await page.goto(`/runs/${runId}/rollouts?filter=${encodeURIComponent('gone:1 (step:1')}`);
  await expect(page.getByRole('heading', { name: 'The filter cannot be read' })).toBeVisible();
  await expect(page.getByRole('alert').locator('mark')).toHaveText(['gone', '(']);
});

test('an order that the list does not know is said, until another is chosen', async ({ page, request }) => {
  const runId = await importTraining(request, 'orders.jsonl');
  await page.goto(`/runs/${runId}/rollouts?sort=shoes`);
  const said = page.getByText('The address names sort=shoes, which is no such value: the default is in force.');
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Sort by Tool calls' }).press('Enter');
  await expect(page).toHaveURL(/sort=-toolCalls/);
  await expect(said).toHaveCount(0);
});

test('groups are filtered, sorted and opened, and the list fits a phone', async ({ page, request }) => {
  const runId = await importTraining(request, 'groups.jsonl');
  await page.goto(`/runs/${runId}/groups`);
  await expect(rowNames(page)).toHaveText(['0', '1', '2', '3']);
  await page.keyboard.press('/');
  await page.keyboard.type('signal:revived step:2');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(rowNames(page)).toHaveText(['3']);
  await expect(page.getByRole('row', { name: /All wrong, revived by E-GRPO/ })).toContainText('3 near-miss');
  await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Sort by Step' }).press('Enter');
  await expect(rowNames(page)).toHaveText(['2', '3', '0', '1']);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await box(page, 'groups').focus();
    await page.keyboard.press('ArrowDown');
    await expect(offers(page).first()).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('link', { name: '3', exact: true }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}/groups/3`));
});

test('a view is saved, found again after a reload, replaced and removed by keyboard', async ({
  page,
  request,
  pageErrors,
}) => {
  const runId = await importTraining(request, 'views.jsonl');
  const name = `<img src=x onerror="document.title='owned'"> near`;
  await page.goto(`/runs/${runId}/rollouts?filter=outcome:near_miss&sort=-toolCalls`);
  const views = page.getByRole('button', { name: 'Views', exact: true });
  const panel = page.getByRole('dialog', { name: /views/i });
  await views.press('Enter');
  await panel.getByLabel('Save this view as').focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Saved.')).toBeVisible();
  await expect(panel.getByRole('link', { name })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.goto(`/runs/${runId}/rollouts`);
  await expect(rowNames(page)).toHaveCount(16);
  await views.press('Enter');
  await panel.getByRole('link', { name }).press('Enter');
  await expect(page).toHaveURL(/sort=-toolCalls/);
  await expect(box(page)).toHaveValue('outcome:near_miss');
  await expect(page).not.toHaveTitle('owned');

  await box(page).fill('outcome:correct');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(rowNames(page)).toHaveText(['1', '9']);
  await views.press('Enter');
  await panel.getByLabel('Save this view as').focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(panel.getByText('A view of this name is there already.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('link', { name: /outcome:correct/ })).toBeVisible();
  await panel.getByRole('button', { name: `Delete ${name}` }).press('Enter');
  await expect(panel.getByText('None yet.')).toBeVisible();
  // The browser reports the refusal of a name that is taken.
  expect(pageErrors).toHaveLength(1);
  expect(pageErrors.pop()).toContain('409');
});

test('nothing of a hostile entity runs while it is completed and filtered by', async ({ page, request }) => {
  const runId = await importThroughApi(request, textFile('hostile-filter.jsonl', hostileLog()));
  await page.goto(`/runs/${runId}/rollouts`);
  await box(page).fill('missing:owned');
  await expect(offers(page).first()).toContainText('<script>');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No rollout passes the filter' })).toBeVisible();
  await page.goto(
    `/runs/${runId}/groups?filter=${encodeURIComponent(`entity:"${HOSTILE_TEXT.replaceAll('"', '\\"')}"`)}`,
  );
  await expect(rowNames(page)).toHaveText(['0']);
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
});
