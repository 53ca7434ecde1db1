import { chromium, type Browser } from 'playwright';

import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';

import type { BenchApp } from './app';
import { listening } from './driven-page';
import { figure, milliseconds, quantile, type Figure } from './figure';
import { notePainted, paintedMs } from './painted';

const RUN_PAGE_BUDGET_MS = 1000;
const ROLLOUT_BUDGET_MS = 500;
const SCRIPT_BUDGET_BYTES = 400_000;
/** Times a page is opened. */
/** By then every chart of a page has asked for its scripts. */
const LATE_MS = 2000;
export const REPEATS = 5;

export interface Opened {
  /** Heading and main content are painted, by the page's own clock from the start of the navigation. */
  readonly readableMs: number;
  /** React has taken over the page, and the main thread is idle. */
  readonly usableMs: number;
  /** Compressed bytes of all scripts the page loaded. */
  readonly scriptBytes: number;
}

/** Opens pages cold in headless Chromium: a new browser context without cache for every measurement. */
export async function benchPages(app: BenchApp, runId: number, rollouts: number): Promise<Figure[]> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  const runPath = `${app.url}/runs/${runId}`;
  try {
    await open(browser, runPath);
    const run = await openRepeatedly(browser, runPath);
    const list = await openRepeatedly(browser, `${runPath}/rollouts`);
    const rollout = await openRepeatedly(browser, `${runPath}/rollouts/${Math.floor(rollouts / 2)}`);
    const start = await openRepeatedly(browser, `${app.url}/`);
    const upload = await openRepeatedly(browser, `${app.url}/import`);
    const pages = { '/': start, '/import': upload, '/runs/N': run, '/runs/N/rollouts': list };
    return [
      ...timeFigures('run page', rollouts, run, { usable: RUN_PAGE_BUDGET_MS }),
      ...timeFigures('rollout list', rollouts, list, {}),
      ...timeFigures('rollout', rollouts, rollout, { readable: ROLLOUT_BUDGET_MS }),
      ...Object.entries({ ...pages, '/runs/N/rollouts/M': rollout }).map(([route, { scriptBytes }]) =>
        figure(
          `compressed script of ${route}`,
          `${Math.round(scriptBytes / 1000)} KB`,
          '<= 400 KB',
          scriptBytes <= SCRIPT_BUDGET_BYTES,
        ),
      ),
    ];
  } finally {
    await browser.close();
  }
}

function timeFigures(
  page: string,
  rollouts: number,
  { readableMs, usableMs }: Opened,
  budgets: { readonly readable?: number; readonly usable?: number },
): Figure[] {
  const how = `cold, median of ${REPEATS}, ${rollouts.toLocaleString('en')} rollouts`;
  return [
    timeFigure(`${page} readable, ${how}`, readableMs, budgets.readable),
    timeFigure(`${page} usable, ${how}`, usableMs, budgets.usable),
  ];
}

function timeFigure(what: string, ms: number, budgetMs: number | undefined): Figure {
  if (budgetMs === undefined) return figure(what, milliseconds(ms));
  return figure(what, milliseconds(ms), `< ${budgetMs} ms`, ms < budgetMs);
}

/** Opens a page cold a few times; answers the medians. */
export async function openRepeatedly(browser: Browser, url: string): Promise<Opened> {
  const opened: Opened[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) opened.push(await open(browser, url));
  return {
    readableMs: quantile(
      opened.map(({ readableMs }) => readableMs),
      0.5,
    ),
    usableMs: quantile(
      opened.map(({ usableMs }) => usableMs),
      0.5,
    ),
    scriptBytes: opened[0]?.scriptBytes ?? 0,
  };
}

async function open(browser: Browser, url: string): Promise<Opened> {
  const context = await browser.newContext();
  const page = await context.newPage();
  let scriptBytes = 0;
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    void request.sizes().then((sizes) => {
      scriptBytes += sizes.responseBodySize;
    });
  });
  await notePainted(page, ['h1', 'main :is(figure, table, article, section)']);
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main :is(figure, table, article, section)').first().waitFor();
  await listening(page);
  const usableMs = performance.now() - started;
  const readableMs = await paintedMs(page);
  // Drawings out of sight have their turn a little later, and what they are drawn with counts as well.
  await page.waitForTimeout(LATE_MS);
  await page.waitForLoadState('networkidle');
  await context.close();
  return { readableMs, usableMs, scriptBytes };
}
