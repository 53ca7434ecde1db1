import { chromium, type Browser, type Page } from 'playwright';

import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';

import type { BenchApp } from './app';
import { listening } from './driven-page';
import { figure, milliseconds, quantile, type Figure } from './figure';
import { openRepeatedly, REPEATS } from './pages-bench';

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
    `${what} on the page, from the key until the new numbers are painted, median of ${times.length}`,
    milliseconds(median),
    `< ${CHANGE_BUDGET_MS} ms`,
    median < CHANGE_BUDGET_MS,
  );
}

async function benchChanges(browser: Browser, url: string, sides: number) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await listening(page);
  await page.getByRole('figure').locator('svg circle').first().waitFor();
  const baselines: number[] = [];
  for (let side = 1; side < sides; side += 1) baselines.push(await timeBaseline(page, side));
  const metrics: number[] = [];
  for (const metric of ['turns', 'match_rate', 'tool_calls', 'accuracy']) metrics.push(await timeMetric(page, metric));
  await context.close();
  return { baselines, metrics };
}

/** Makes another side the baseline; until what is said of the differences and the numbers in the table are painted anew. */
async function timeBaseline(page: Page, side: number): Promise<number> {
  // The baseline before has no button.
  const button = page.getByRole('button', { name: /^make baseline/ }).nth(side - 1);
  await button.focus();
  const painted = await untilRepainted(page, ['#in-words', 'table[role="grid"] tbody']);
  await page.keyboard.press('Enter');
  return painted();
}

async function timeMetric(page: Page, metric: string): Promise<number> {
  const painted = await untilRepainted(page, ['figure h3', 'figure svg']);
  await page.getByLabel('Metric of the chart').selectOption(metric);
  return painted();
}

/**
 * Watches places of a page: the answer gives the milliseconds, by the page's own clock, from the next key or choice until
 * all of them have changed and the change is painted.
 */
async function untilRepainted(page: Page, places: readonly string[]): Promise<() => Promise<number>> {
  const watched = await page.evaluateHandle((selectors) => {
    const start = new Promise<number>((resolve) => {
      for (const kind of ['keydown', 'input'])
        addEventListener(kind, ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true });
    });
    const changes = selectors.map(
      (selector) =>
        new Promise((resolve) => {
          const place = document.querySelector(selector);
          if (place === null) throw new Error(`nothing is at ${selector}`);
          new MutationObserver(resolve).observe(place, { subtree: true, childList: true, characterData: true });
        }),
    );
    const painted = async (): Promise<number> => {
      await Promise.all(changes);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // The frame this callback belongs to is painted before the next message is read.
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      return performance.now() - (await start);
    };
    return { painted: painted() };
  }, places);
  return () => watched.evaluate(({ painted }) => painted);
}
