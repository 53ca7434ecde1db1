import type { Page } from 'playwright';

import { atRest } from './driven-page';
import { figure, milliseconds, type Figure } from './figure';

/** Browsers report no shorter tasks. */
const LONG_TASK_MS = 50;
const BUDGET_MS = 200;

/** The longest task of the main thread while something is done, in milliseconds; 0 where none took LONG_TASK_MS. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const observed = await page.evaluateHandle(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    return { tasks, observer };
  });
  await act();
  // Long tasks are reported a moment after they ended.
  await atRest(page);
  return observed.evaluate(({ tasks, observer }) => {
    for (const entry of observer.takeRecords()) tasks.push(entry.duration);
    observer.disconnect();
    return Math.max(0, ...tasks);
  });
}

/** One line for the longest task of something that has to stay fluent. */
export function taskFigure(what: string, ms: number): Figure {
  const value = ms < LONG_TASK_MS ? `< ${LONG_TASK_MS} ms` : milliseconds(ms);
  return figure(what, value, `< ${BUDGET_MS} ms`, ms < BUDGET_MS);
}
