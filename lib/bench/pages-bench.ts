import { chromium, type Browser, type Page } from 'playwright';

import { findChromium } from '@/lib/cli/setup/find-chromium';

import type { BenchApp } from './app';
import { figure, milliseconds, quantile, type Figure } from './figure';

const RUN_PAGE_BUDGET_MS = 1000;
const ROLLOUT_BUDGET_MS = 500;
const SCRIPT_BUDGET_BYTES = 400_000;
const REPEATS = 5;
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

interface Opened {
  readonly ms: number;
  /** Compressed bytes of all scripts the page loaded. */
  readonly scriptBytes: number;
}

/** Opens pages cold in headless Chromium: a new browser context without cache for every measurement. */
export async function benchPages(app: BenchApp, runId: number, rollouts: number): Promise<Figure[]> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    await open(browser, `${app.url}/runs/${runId}`);
    const size = `${rollouts.toLocaleString('en')} rollouts`;
    const run = await openRepeatedly(browser, `${app.url}/runs/${runId}`);
    const list = await openRepeatedly(browser, `${app.url}/runs/${runId}/rollouts`);
    const rollout = await openRepeatedly(browser, `${app.url}/runs/${runId}/rollouts/${Math.floor(rollouts / 2)}`);
    const start = await openRepeatedly(browser, `${app.url}/`);
    const upload = await openRepeatedly(browser, `${app.url}/import`);
    return [
      figure(
        `run page usable, cold, median of ${REPEATS}, ${size}`,
        milliseconds(run.ms),
        `< ${RUN_PAGE_BUDGET_MS} ms`,
        run.ms < RUN_PAGE_BUDGET_MS,
      ),
      figure(
        `rollout opens, cold, median of ${REPEATS}, ${size}`,
        milliseconds(rollout.ms),
        `< ${ROLLOUT_BUDGET_MS} ms`,
        rollout.ms < ROLLOUT_BUDGET_MS,
      ),
      figure(`rollout list usable, cold, median of ${REPEATS}, ${size}`, milliseconds(list.ms)),
      ...Object.entries({
        '/': start,
        '/import': upload,
        '/runs/N': run,
        '/runs/N/rollouts': list,
        '/runs/N/rollouts/M': rollout,
      }).map(([route, { scriptBytes }]) =>
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

async function openRepeatedly(browser: Browser, url: string): Promise<Opened> {
  const opened: Opened[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) opened.push(await open(browser, url));
  return {
    ms: quantile(
      opened.map(({ ms }) => ms),
      0.5,
    ),
    scriptBytes: opened[0]?.scriptBytes ?? 0,
  };
}

/** Usable: the heading stands, React has taken over the page, and the main thread is idle. */
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
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await hydrated(page);
  const ms = performance.now() - started;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { ms, scriptBytes };
}

async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const control = document.querySelector('main button, main input, main a, header button');
    return control !== null && Object.keys(control).some((key) => key.startsWith('__reactProps'));
  });
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}
