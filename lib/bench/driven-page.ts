import type { Page } from 'playwright';

/** Chromium without a window sometimes gives no idle time to a page at rest, most often after its size has changed. */
const MOST_REST_MS = 2000;

/** Waits until React has taken over what a selector names first: its text is there before it hears keys and clicks. */
export async function listening(page: Page, selector = 'main button, main input, main a'): Promise<void> {
  await page.waitForFunction((wanted) => {
    const element = document.querySelector(wanted);
    return element !== null && Object.keys(element).some((key) => key.startsWith('__reactProps'));
  }, selector);
  await atRest(page);
}

/** Waits until the main thread is idle. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate((timeout) => new Promise((resolve) => requestIdleCallback(resolve, { timeout })), MOST_REST_MS);
}
