import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright';

import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';

import { importLog, type BenchApp } from './app';
import { listening } from './driven-page';
import { figure, megabytes, milliseconds, quantile, type Figure } from './figure';
import { longRolloutLog } from './long-rollout';
import { longestTask, taskFigure } from './long-task';
import { makeLog, type LogShape } from './make-log';
import { notePainted, paintedMs } from './painted';

const LONG_BUDGET_MS = 1000;
const OPEN_BUDGET_MS = 500;
const NODE_BUDGET = 400;
const REPEATS = 5;
/** 2,003 messages of about 5 MB, as a research agent writes them. */
const LONG = { searches: 1000, pageCharacters: 4000, groupSize: 4, seed: 5 };
/** As much as a record of a log may have (32 MiB). */
const LARGEST = { searches: 1000, pageCharacters: 31_000, groupSize: 2, seed: 6 };
const FIFTY_THOUSAND: LogShape = { questions: 625, groupSize: 8, steps: 10, turns: 3, pageWords: 60, seed: 7 };

const NO_FRAMES = 'the browser draws no more frames';
const MOST_TRIES = 3;

interface Scrolled {
  /** Most elements inside the list of turns at any time. */
  readonly nodes: number;
  readonly longestTaskMs: number;
  readonly seconds: number;
}

/** Rollouts of every size, read in headless Chromium: opened cold, and scrolled from end to end. */
export async function benchReading(app: BenchApp, folder: string): Promise<Figure[]> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    return [
      ...(await benchLong(app, browser, folder, 'rollout with 2,003 messages', LONG)),
      ...(await benchLong(app, browser, folder, 'rollout of the largest record', LARGEST)),
      ...(await benchLargeRun(app, browser, folder)),
    ];
  } finally {
    await browser.close();
  }
}

async function benchLong(
  app: BenchApp,
  browser: Browser,
  folder: string,
  name: string,
  shape: typeof LONG,
): Promise<Figure[]> {
  const file = join(folder, 'long.jsonl');
  const log = longRolloutLog(shape);
  await writeFile(file, log);
  const { runId } = await importLog(app, file);
  const url = `${app.url}/runs/${runId}/rollouts/1`;
  const first = await open(browser, url);
  const opened = await openRepeatedly(browser, url);
  const turn = shape.searches - 10;
  const far = await openRepeatedly(browser, `${url}?turn=${turn}#turn-${turn}`, turn);
  const farByHash = await openRepeatedly(browser, `${url}#turn-${turn}`, turn);
  const scrolled = await scrollOnceDrawn(url);
  const what = `${name} (${megabytes(log.indexOf('\n'))})`;
  const isBudgeted = shape === LONG;
  const timed = (label: string, ms: number): Figure =>
    isBudgeted
      ? figure(label, milliseconds(ms), `< ${LONG_BUDGET_MS} ms`, ms < LONG_BUDGET_MS)
      : figure(label, milliseconds(ms));
  return [
    figure(`${what} usable, cold, first of the server`, milliseconds(first)),
    timed(`${what} usable, cold, median of ${REPEATS}`, opened),
    timed(`${what} usable at turn ${turn}, cold, median of ${REPEATS}`, far),
    figure(`${what} usable at #turn-${turn}, as older links say it, median of ${REPEATS}`, milliseconds(farByHash)),
    figure(
      `${what}, most elements in the list of turns`,
      String(scrolled.nodes),
      `< ${NODE_BUDGET}`,
      scrolled.nodes < NODE_BUDGET,
    ),
    taskFigure(
      `${what}, longest task scrolling end to end in ${scrolled.seconds.toFixed(0)} s`,
      scrolled.longestTaskMs,
    ),
  ];
}

async function benchLargeRun(app: BenchApp, browser: Browser, folder: string): Promise<Figure[]> {
  const file = join(folder, 'fifty-thousand.jsonl');
  await makeLog(file, FIFTY_THOUSAND);
  const { runId, rollouts } = await importLog(app, file);
  const readable: number[] = [];
  await readableMs(browser, `${app.url}/runs/${runId}/rollouts/1`);
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    readable.push(await readableMs(browser, `${app.url}/runs/${runId}/rollouts/${1000 + repeat * 9000}`));
  }
  const median = quantile(readable, 0.5);
  const what = `a rollout of a run with ${rollouts.toLocaleString('en')} readable, cold, median of ${REPEATS} rollouts`;
  return [figure(what, milliseconds(median), `< ${OPEN_BUDGET_MS} ms`, median < OPEN_BUDGET_MS)];
}

async function openRepeatedly(browser: Browser, url: string, turn = 1): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) times.push(await open(browser, url, turn));
  return quantile(times, 0.5);
}

/** Until the text of a turn is on the screen, React has taken over, and the main thread is idle. */
async function open(browser: Browser, url: string, turn = 1): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await turnIsThere(page, turn);
  await listening(page, 'ol[aria-label="Turns"] li');
  const ms = performance.now() - started;
  await context.close();
  return ms;
}

/** Until the text of the first turn is painted, by the page's own clock from the start of the navigation. */
async function readableMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await notePainted(page, ['#turn-1 [data-span]']);
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await paintedMs(page);
  await context.close();
  return ms;
}

async function turnIsThere(page: Page, turn: number): Promise<void> {
  await page.locator(`#turn-${turn} [data-span]`).first().waitFor();
}

/**
 * Scrolls in a browser of its own, and in another one where it stops drawing: one without a screen does that now and
 * then, for good, while the page goes on.
 */
async function scrollOnceDrawn(url: string): Promise<Scrolled> {
  for (let tries = 1; ; tries += 1) {
    const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
    try {
      return await scrollThrough(browser, url);
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof Error) || !error.message.includes(NO_FRAMES)) throw error;
    } finally {
      await browser.close();
    }
  }
}

/** Scrolls as a reader in a hurry does, a third of a screen a frame, waiting now and then; watches tasks and elements. */
async function scrollThrough(browser: Browser, url: string): Promise<Scrolled> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.bringToFront();
  await turnIsThere(page, 1);
  const started = performance.now();
  let nodes = 0;
  const longestTaskMs = await longestTask(page, async () => {
    nodes = await scrollToEnd(page);
  });
  const seconds = (performance.now() - started) / 1000;
  const atEnd = await page.locator('ol[aria-label="Turns"] li').last().getAttribute('aria-label');
  if (!/Turn \d{3,}/.test(atEnd ?? '')) throw new Error(`scrolling ended at ${atEnd}`);
  return { nodes, longestTaskMs, seconds };
}

/** The most elements that the list of turns had on the way. */
async function scrollToEnd(page: Page): Promise<number> {
  return page.evaluate(async (noFrames) => {
    let nodes = 0;
    const list = document.querySelector('ol[aria-label="Turns"]');
    const frame = () =>
      new Promise((resolve, reject) => {
        requestAnimationFrame(resolve);
        setTimeout(() => reject(new Error(noFrames)), 20_000);
      });
    const isAtEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    for (let frames = 0; frames < 20_000 && !isAtEnd(); frames += 1) {
      scrollBy(0, innerHeight / 3);
      await frame();
      nodes = Math.max(nodes, list?.querySelectorAll('*').length ?? 0);
      if (frames % 30 === 29) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    nodes = Math.max(nodes, list?.querySelectorAll('*').length ?? 0);
    return nodes;
  }, NO_FRAMES);
}
