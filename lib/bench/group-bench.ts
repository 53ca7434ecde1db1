import { chromium, type Browser, type Locator, type Page } from 'playwright';

import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';

import type { BenchApp } from './app';
import { atRest, listening } from './driven-page';
import { figure, milliseconds, type Figure } from './figure';
import { longestTask, taskFigure } from './long-task';
import { openRepeatedly, REPEATS } from './pages-bench';

const GROUP_BUDGET_MS = 1000;
/** What the browser reports as a long task. */

/** A group in the middle of the run, as a user opens it: cold, then read by keys and by scrolling. */
export async function benchGroups(app: BenchApp, runId: number): Promise<Figure[]> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  const url = `${app.url}/runs/${runId}/groups/7`;
  try {
    // The server reads the columns of the run once.
    await fetch(url);
    const { usableMs, readableMs, scriptBytes } = await openRepeatedly(browser, url);
    const moved = await moveThrough(browser, url);
    const size = `${moved.rollouts} x ${moved.entities}`;
    return [
      figure(`group page ${size} readable, cold, median of ${REPEATS}`, milliseconds(readableMs)),
      figure(
        `group page ${size} usable, cold, median of ${REPEATS}`,
        milliseconds(usableMs),
        `< ${GROUP_BUDGET_MS} ms`,
        usableMs < GROUP_BUDGET_MS,
      ),
      figure('compressed script of /runs/N/groups/M', `${Math.round(scriptBytes / 1000)} KB`),
      taskFigure(`longest task, ${moved.keys} keys through the matrix of ${size}`, moved.longestByKeysMs),
      taskFigure(`longest task, scrolling the matrix of ${size} end to end`, moved.longestByScrollingMs),
    ];
  } finally {
    await browser.close();
  }
}

interface Moved {
  readonly rollouts: number;
  readonly entities: number;
  readonly keys: number;
  /** As `longestTask` says. */
  readonly longestByKeysMs: number;
  readonly longestByScrollingMs: number;
}

/** How many rows there are once no more are drawn: those beyond the first screens follow once a reader has begun. */
async function drawnRows(page: Page, rows: Locator): Promise<number> {
  await page.keyboard.press('Shift');
  let drawn = await rows.count();
  for (let before = -1; before !== drawn; drawn = await rows.count()) {
    before = drawn;
    await atRest(page);
    await page.waitForTimeout(50);
    await atRest(page);
  }
  return drawn;
}

async function moveThrough(browser: Browser, url: string): Promise<Moved> {
  const page = await browser.newPage();
  await page.goto(url);
  await listening(page);
  await page.waitForLoadState('networkidle');
  const grid = page.getByRole('grid');
  const columns = await grid.getByRole('columnheader').count();
  const entities = await drawnRows(page, grid.locator('tbody').last().locator('tr'));
  // One head names the entities, four the columns at the end.
  const rollouts = columns - 5;
  await page.keyboard.press('m');
  const keys = [
    ...Array.from({ length: rollouts }, () => 'ArrowRight'),
    ...Array.from({ length: entities }, () => 'ArrowDown'),
    'Home',
    'End',
    'PageUp',
    'PageUp',
    'PageDown',
    'Control+Home',
    'Control+End',
  ];
  const longestByKeysMs = await longestTask(page, async () => {
    for (const key of keys) await page.keyboard.press(key);
  });
  const longestByScrollingMs = await longestTask(page, () => scrollThrough(page));
  await page.close();
  return { rollouts, entities, keys: keys.length, longestByKeysMs, longestByScrollingMs };
}

/** Scrolls the frame of the matrix to its end and back, a bit each frame. */
async function scrollThrough(page: Page): Promise<void> {
  await page.getByRole('grid').evaluate(async (grid) => {
    const frame = grid.parentElement;
    if (frame === null) return;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const right = frame.scrollWidth - frame.clientWidth;
    const down = frame.scrollHeight - frame.clientHeight;
    for (let share = 0; share <= 1; share += 0.02) {
      frame.scrollTo(share * right, share * down);
      await nextFrame();
    }
    for (let share = 1; share >= 0; share -= 0.02) {
      frame.scrollTo(share * right, 0);
      await nextFrame();
    }
  });
}
