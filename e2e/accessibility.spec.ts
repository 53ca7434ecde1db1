import AxeBuilder from '@axe-core/playwright';

import { importThroughApi, storeEntities } from './fixtures/import-log';
import { GOLD_ENTITIES, textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test.use({ instance: 'accessibility' });

const WIDTHS = [1440, 360];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on any page, and no page scrolls sideways', async ({ page, request }) => {
      test.setTimeout(180_000);
      await storeEntities(request, textFile('gold.jsonl', GOLD_ENTITIES));
      const runId = await importThroughApi(request, textFile('train.jsonl', trainingLog()));
      const run = `/runs/${runId}`;
      const paths = ['/', '/import', '/entities', run, `${run}/rollouts`, `${run}/rollouts/2`, `${run}/groups/0`];
      const reading = [
        'groups',
        'questions',
        'entities',
        'search?q=Tegetthoff',
        'rollouts?filter=outcome:correct tools:9',
      ];
      const more = [...reading.map((page) => `${run}/${page}`), `/beside?left=${runId}.1&right=${runId}.2`, '/nowhere'];
      const sides = `runs=${runId}@1,${runId}@2`;
      const compared = ['', '/questions'].flatMap((page) => [`/compare${page}`, `/compare${page}?${sides}`]);
      for (const path of [...paths, ...more, ...compared]) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
          expect(found, `${path} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
    });
  });
}

test.afterEach(({ pageErrors }) => {
  // The page that does not exist is answered 404, which the browser reports.
  const expected = pageErrors.findIndex((text) => text.includes('404'));
  if (expected !== -1) pageErrors.splice(expected, pageErrors.length);
});
