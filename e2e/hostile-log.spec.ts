import { chooseFiles, importThroughApi } from './fixtures/import-log';
import { HOSTILE_TEXT, hostileLog, textFile } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test('nothing of a hostile log runs and no link of it can be followed', async ({ page, request }) => {
  const runId = await importThroughApi(request, textFile(`${'<img src=x onerror=alert(1)>'}.jsonl`, hostileLog()));
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (sent) => {
    if (!sent.url().startsWith('http://127.0.0.1')) opened.push(sent.url());
  });
  const pages = ['/', '/import', `/runs/${runId}`, `/runs/${runId}/rollouts`, `/runs/${runId}/rollouts/1`];
  for (const path of [...pages, `/runs/${runId}/groups/0`, `/runs/${runId}/questions`]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page).not.toHaveTitle('owned');
    const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.filter((href) => /javascript:|evil\.example/i.test(href))).toEqual([]);
    expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
  }
  await page.goto(`/runs/${runId}/rollouts/1`);
  await expect(page.getByText(HOSTILE_TEXT).first()).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByText("<script>document.title='owned'", { exact: false }).first()).toBeVisible();
  expect(opened).toEqual([]);
});

test('nor does anything of it run while the import page shows what it holds', async ({ page }) => {
  const name = '<b onmouseover=alert(1)>x</b>.jsonl';
  await chooseFiles(page, [textFile(name, `${hostileLog()}\n{"broken": "${HOSTILE_TEXT.replaceAll('"', '')}`)]);
  const card = page.getByRole('article', { name });
  await expect(card.getByRole('list', { name: 'Turns' })).toContainText(HOSTILE_TEXT);
  await expect(page).not.toHaveTitle('owned');
  expect(await page.locator('[onerror], [onmouseover], img[src="x"]').count()).toBe(0);
});
