// `npm run bench`: prints every figure the design promises as one table. `--quick` leaves the 1 GB import out.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { benchApi } from './api-bench';
import { importLog, startApp } from './app';
import { formatFigures, type Figure } from './figure';
import { benchImport } from './import-bench';
import { makeLog, type LogShape } from './make-log';
import { benchPages } from './pages-bench';

const TRAINING: LogShape = { questions: 125, groupSize: 8, steps: 1000, turns: 7, seed: 1 };
const TEN_THOUSAND: LogShape = { questions: 125, groupSize: 8, steps: 10, turns: 7, seed: 2 };
const TWO_HUNDRED_THOUSAND: LogShape = { questions: 1000, groupSize: 8, steps: 25, turns: 2, pageWords: 30, seed: 3 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const folder = await mkdtemp(join(tmpdir(), 'nearmiss-bench-logs-'));
const figures: Figure[] = [];

function report(title: string, added: readonly Figure[]): void {
  figures.push(...added);
  console.error(`${title}: ${added.map(({ what, value }) => `${what} ${value}`).join('; ')}`);
}

const app = await startApp();
try {
  const log = join(folder, 'training.jsonl');
  await makeLog(log, TRAINING, 300e6);
  report('import', (await benchImport(app, log)).figures);

  if (!values.quick) {
    await makeLog(log, TRAINING, 1e9);
    report('large import', (await benchImport(app, log)).figures);
  }

  await makeLog(log, TEN_THOUSAND);
  const pagesRun = await importLog(app, log);
  report('pages', await benchPages(app, pagesRun.runId, pagesRun.rollouts));

  await makeLog(log, TWO_HUNDRED_THOUSAND);
  const largeRun = await importLog(app, log);
  report('api', await benchApi(app, largeRun.runId, largeRun.rollouts));
} finally {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
const [cpu] = cpus();
console.log(
  `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
console.log(formatFigures(figures));
