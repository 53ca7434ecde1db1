// `npm run screenshots`: draws the picture of the README anew, from a synthetic training log.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, request } from '@playwright/test';
import { makeLog } from '@/lib/bench/make-log';
import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/setup/find-chromium';
import { readFile } from 'node:fs/promises';
import { importThroughApi } from './fixtures/import-log';
import { startApp } from './fixtures/running-app';

const TRAINING = { questions: 20, groupSize: 8, steps: 30, turns: 3, pageWords: 40, seed: 4 };
const VIEWPORT = { width: 1280, height: 1000 };

const folder = await mkdtemp(join(tmpdir(), 'nearmiss-screenshots-'));
const app = await startApp();
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
try {
  const log = join(folder, 'train.jsonl');
  await makeLog(log, TRAINING);
  const api = await request.newContext({ baseURL: app.url });
  const file = { name: 'e-grpo-7b-search.jsonl', mimeType: 'application/jsonl', buffer: await readFile(log) };
  const runId = await importThroughApi(api, file);
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light' });
  await page.goto(`${app.url}/runs/${runId}`);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(import.meta.dirname, 'screenshots', 'run.png') });
  await api.dispose();
} finally {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
