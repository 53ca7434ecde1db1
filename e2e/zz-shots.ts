import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';
const base = process.argv[2]!; const scheme = process.argv[3] as 'light' | 'dark'; const width = Number(process.argv[4]); const prefix = process.argv[5]!;
const pages = process.argv.slice(6);
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
const context = await browser.newContext({ viewport: { width, height: width > 1000 ? 1000 : 844 }, colorScheme: scheme });
const page = await context.newPage();
for (const [i, path] of pages.entries()) {
  await page.goto(base + path); await page.waitForLoadState('networkidle'); await page.waitForTimeout(700);
  await page.screenshot({ path: `/tmp/wt-data/me/${prefix}-${i}-${scheme}-${width}.png` });
}
await browser.close();
