import { chromium, type Browser, type Page } from 'playwright';

import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';

import type { BenchApp } from './app';
import { figure, milliseconds, quantile, type Figure } from './figure';
import { hydrated, openRepeatedly, REPEATS } from './pages-bench';

const USABLE_BUDGET_MS = 1500;
const CHANGE_BUDGET_MS = 200;
const SCRIPT_BUDGET_BYTES = 400_000;

/** The page of a comparison whose numbers the server has: opened cold, then with other baselines and metrics. */
export async function benchComparePage(app: BenchApp, runs: readonly number[]): Promise<Figure[]> {
  const url = `${app.url}/compare?runs=${runs.join(',')}`;
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
  try {
    const { usableMs, scriptBytes } = await openRepeatedly(browser, url);
    const changes = await benchChanges(browser, url, runs.length);
    const slowest = Math.max(...changes.baselines, ...changes.metrics);
    return [
      figure(
        `compare page of ${runs.length} runs usable, cold, median of ${REPEATS}`,
        milliseconds(usableMs),
        `< ${USABLE_BUDGET_MS / 1000} s`,
        usableMs < USABLE_BUDGET_MS,
      ),
      changeFigure('another baseline', changes.baselines),
      changeFigure('another metric', changes.metrics),
      figure(
        `slowest of ${changes.baselines.length} baselines and ${changes.metrics.length} metrics on the page`,
        milliseconds(slowest),
      ),
      figure(
        'compressed script of /compare',
        `${Math.round(scriptBytes / 1000)} KB`,
        '<= 400 KB',
        scriptBytes <= SCRIPT_BUDGET_BYTES,
      ),
    ];
  } finally {
    await browser.close();
  }
}

function changeFigure(what: string, times: readonly number[]): Figure {
  const median = quantile(times, 0.5);
  return figure(
    `${what} on the page, from the key until the numbers have changed, median of ${times.length}`,
    milliseconds(median),
    `< ${CHANGE_BUDGET_MS} ms`,
    median < CHANGE_BUDGET_MS,
  );
}

async function benchChanges(browser: Browser, url: string, sides: number) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await hydrated(page);
  await page.getByRole('figure').locator('svg circle').first().waitFor();
  const baselines: number[] = [];
  for (let side = 1; side < sides; side += 1) baselines.push(await timeBaseline(page));
  const metrics: number[] = [];
  for (const metric of ['turns', 'match_rate', 'tool_calls', 'accuracy']) metrics.push(await timeMetric(page, metric));
  await context.close();
  return { baselines, metrics };
}

/** From the key that makes the first side that is none the baseline, until its numbers stand on the page. */
async function timeBaseline(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: /^make baseline/ }).first();
  const before = await page.locator('#in-words').textContent();
  const started = performance.now();
  await button.press('Enter');
  await page.waitForFunction((old) => document.querySelector('#in-words')?.textContent !== old, before);
  return performance.now() - started;
}

async function timeMetric(page: Page, metric: string): Promise<number> {
  const title = page.getByRole('figure').getByRole('heading').first();
  const before = await title.textContent();
  const started = performance.now();
  await page.getByLabel('Metric of the chart').selectOption(metric);
  await page.waitForFunction((old) => document.querySelector('figure h3')?.textContent !== old, before);
  return performance.now() - started;
}
