import type { Page } from 'playwright';

const MARK = 'painted';

/**
 * Has a page note when it first painted something in each of some places. Call it before the page is opened.
 *
 * @param selectors one for each place
 */
export async function notePainted(page: Page, selectors: readonly string[]): Promise<void> {
  await page.addInitScript(
    ({ mark, places }) => {
      const look = () => {
        const isThere = places.every((place) => (document.querySelector(place)?.getClientRects().length ?? 0) > 0);
        if (!isThere) requestAnimationFrame(look);
        else {
          // The frame this callback belongs to is painted before the next message is read.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => performance.mark(mark);
          port2.postMessage(null);
        }
      };
      requestAnimationFrame(look);
    },
    { mark: MARK, places: [...selectors] },
  );
}

/**
 * When the page had painted what `notePainted` was told to look for: milliseconds from the start of the navigation, by the
 * page's own clock. Asking from outside would measure the scripts that run afterwards too, since a page answers only once
 * they let it. Never before the first contentful paint, whose time is that of the picture on the screen.
 */
export async function paintedMs(page: Page): Promise<number> {
  await page.waitForFunction(
    (mark) => [mark, 'first-contentful-paint'].every((name) => performance.getEntriesByName(name).length > 0),
    MARK,
  );
  return page.evaluate(
    (mark) =>
      Math.max(
        ...[mark, 'first-contentful-paint'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? 0),
      ),
    MARK,
  );
}
