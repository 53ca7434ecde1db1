import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, request } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';
import { importThroughApi } from './e2e/fixtures/import-log';
import { startApp } from './e2e/fixtures/running-app';
import { runLog, questionsOf } from './e2e/fixtures/compare-logs';
const OUT = '/tmp/diffwork/shots';
const app = await startApp();
console.log('app', app.url, app.pid);
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
try {
  const api = await request.newContext({ baseURL: app.url });
  const root = '/work/shared/data/verifiers';
  const ids: number[] = [];
  for (const name of (await readdir(root)).filter((n) => n.startsWith('wiki-search--'))) {
    const buffer = await readFile(join(root, name, 'results.jsonl'));
    const id = await importThroughApi(api, { name: 'results.jsonl', mimeType: 'application/jsonl', buffer });
    await api.patch(`/api/v1/runs/${id}`, { data: { name: name.replace('wiki-search--', '').replace('--', '/') } });
    ids.push(id);
  }
  const harb = questionsOf('harbour', 40);
  const split = (at: number) => (at < 20 ? 'hotpotqa' : 'musique');
  for (const name of (await readdir(root)).filter((n) => n.startsWith('wiki-search--gpt-4'))) {
    const buffer = await readFile(join(root, name, 'results.jsonl'));
    const id = await importThroughApi(api, { name: 'results.jsonl', mimeType: 'application/jsonl', buffer });
    await api.patch(`/api/v1/runs/${id}`, { data: { name: name.replace('wiki-search--', '') + ', again' } });
    ids.push(id);
  }
  for (const [i, n] of ['GRPO, seed 1', 'E-GRPO, seed 1', 'E-GRPO with a rather long name of a run that goes on and on'].entries()) {
    const id = await importThroughApi(api, runLog('train.jsonl', { questions: i === 2 ? harb.slice(0, 12) : harb, correct: (q, r) => (q * 7 + r * 3 + i * 5) % 10 < 4 + i, rollouts: 4 + i, steps: [1, 2, 3], split }));
    await api.patch(`/api/v1/runs/${id}`, { data: { name: n } });
    ids.push(id);
  }
  await api.post('/api/v1/comparisons', { data: { name: 'All small models', query: `runs=${ids.slice(0, 3).join(',')}` } });
  const [a,b,c,d,e,f,g,h,i2,j,s1,s2,s3] = ids;
  const pages: Record<string, string> = {
    runs: `/?chosen=${a},${b}`,
    choose: '/compare',
    two: `/compare?runs=${a},${b}`,
    three: `/compare?runs=${s1},${s2},${s3}`,
    steps: `/compare?runs=${s1},${s2}@2..3,${s2}@1&baseline=0`,
    ten: `/compare?runs=${[a,b,c,d,e,f,g,h,i2,j].join(',')}`,
    seven: `/compare?runs=${[a,b,c,d,e,f,g].join(',')}`,
    zero: `/compare?runs=${a},${s1}`,
    match: `/compare?runs=${s1},${s3}&matching=unmatched&metrics=accuracy,turns`,
  };
  const only = process.argv.slice(2);
  for (const scheme of ['light', 'dark'] as const) for (const width of [1440, 390]) {
    const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: scheme });
    page.on('pageerror', (x) => console.log('pageerror', x.message));
    page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
    for (const [name, path] of Object.entries(pages)) {
      if (only.length && !only.includes(name)) continue;
      const t = Date.now();
      await page.goto(app.url + path); await page.waitForLoadState('networkidle');
      await page.waitForTimeout(700);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) console.log('OVERFLOW', name, width, over);
      await page.screenshot({ path: `${OUT}/${name}-${width}-${scheme}.png`, fullPage: true });
    }
    if (width === 1440 && scheme === 'light') {
      await page.goto(app.url + pages.ten); await page.waitForLoadState('networkidle'); await page.waitForTimeout(500);
      for (const n of [1,2,3]) {
        const btn = page.getByRole('button', { name: /^Make .* the baseline$/ }).nth(n);
        const label = await page.locator('h2#in-words').textContent();
        const t0 = Date.now(); await btn.click();
        await page.waitForFunction((old) => document.querySelector('h2#in-words')?.textContent !== old, label);
        console.log('baseline change ms', Date.now() - t0);
      }
      const t1 = Date.now();
      await page.getByLabel('Metric of the chart').selectOption('turns');
      await page.getByRole('figure', { name: /^Turns/ }).waitFor();
      console.log('metric change ms', Date.now() - t1);
    }
    await page.close();
  }
  await api.dispose();
} finally { await browser.close(); await app.stop(); }
