import { importThroughApi } from './fixtures/import-log';
import { textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'start' });

test('the first page opens under a strict policy and can be used without a mouse', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.status()).toBe(200);
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self' 'nonce-");
  await expect(page.getByRole('main')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toBeVisible();
});

test('an inline script does not run, whatever put it there', async ({ page, pageErrors }) => {
  await page.goto('/');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "owned"';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="x:y" onerror="document.title = \'owned\'">';
    document.body.append(image);
  });
  await expect
    .poll(() => pageErrors.filter((text) => text.includes('Content Security Policy')).length)
    .toBeGreaterThan(0);
  await expect(page).not.toHaveTitle('owned');
  pageErrors.length = 0;
});

test('requests for another host or from another site are refused', async ({ app, request }) => {
  const foreignHost = await request.get(`${app.url}/api/v1/health`, { headers: { Host: 'evil.example' } });
  expect(foreignHost.status()).toBe(403);
  expect(await foreignHost.json()).toMatchObject({ code: 'host_not_allowed' });
  const foreignOrigin = await request.post(`${app.url}/api/v1/imports`, { headers: { Origin: 'http://evil.example' } });
  expect(foreignOrigin.status()).toBe(403);
  expect(await foreignOrigin.json()).toMatchObject({ code: 'origin_not_allowed' });
  const own = await request.get(`${app.url}/api/v1/health`, { headers: { Origin: app.url } });
  expect(own.status()).toBe(200);
});

test('what is not there is answered 404, and a definition that is none is named', async ({ page, request }) => {
  const run = await importThroughApi(request, textFile('train.jsonl', trainingLog()));
  for (const path of ['/nowhere', '/runs/999', `/runs/${run}/groups/999`, `/runs/${run}/rollouts/999`]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
  await page.goto(`/runs/${run}/groups/0?alpha=99`);
  await expect(page.getByRole('alert').filter({ hasText: 'alpha=99' })).toContainText('the default is in force');
});
