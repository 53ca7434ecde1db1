// `npm run bench`: prints every figure the design promises as one table. `--quick` leaves the 1 GB import out and tries the
// formats and the search on small logs; `--only NAME` (repeatable) measures only those parts, see PARTS.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { benchApi } from './api-bench';
import { importLog, startApp, type BenchApp } from './app';
import { formatFigures, type Figure } from './figure';
import { benchCompare } from './compare-bench';
import { benchFormats } from './format-bench';
import { benchGroups } from './group-bench';
import { benchImport } from './import-bench';
import { makeLog, type LogShape } from './make-log';
import { benchPages } from './pages-bench';
import { benchReading } from './reading-bench';
import { benchSearch } from './search-bench';

const TRAINING: LogShape = { questions: 125, groupSize: 8, steps: 1000, turns: 7, seed: 1 };
const TEN_THOUSAND: LogShape = { questions: 125, groupSize: 8, steps: 10, turns: 7, seed: 2 };
const TWO_HUNDRED_THOUSAND: LogShape = { questions: 1000, groupSize: 8, steps: 25, turns: 2, pageWords: 30, seed: 3 };
/** The widest groups: 64 rollouts against 40 entities, rollouts of 30 turns on average, at 12 steps. */
const WIDE_GROUPS: LogShape = {
  questions: 2,
  groupSize: 64,
  steps: 12,
  turns: 30,
  pageWords: 60,
  entities: 40,
  seed: 7,
};
/** Every question once, since a DeepResearch iteration answers each once; all end alike, since few formats say how. */
const ONE_STEP: LogShape = { questions: 100_000, groupSize: 8, steps: 1, turns: 7, overlengthShare: 0, seed: 4 };

interface Bench {
  readonly app: BenchApp;
  /** For logs; removed at the end. */
  readonly folder: string;
  readonly quick: boolean;
}

/** What is measured, in order, by the names that `--only` takes. */
const PARTS: ReadonlyMap<string, (bench: Bench) => Promise<readonly Figure[]>> = new Map([
  ['import', measureImport],
  ['pages', measurePages],
  ['groups', measureGroups],
  ['reading', ({ app, folder }) => benchReading(app, folder)],
  ['api', measureApi],
  ['compare', ({ app, folder }) => benchCompare(app, folder)],
  ['formats', measureFormats],
  ['search', measureSearch],
]);

async function measureImport({ app, folder, quick }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'training.jsonl');
  await makeLog(log, TRAINING, 300e6);
  const { figures } = await benchImport(app, log);
  if (quick) return figures;
  await makeLog(log, TRAINING, 1e9);
  return [...figures, ...(await benchImport(app, log)).figures];
}

async function measureFormats({ app, folder, quick }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'one-step.jsonl');
  await makeLog(log, ONE_STEP, quick ? 20e6 : 100e6);
  return benchFormats(app, log, folder);
}

async function measurePages({ app, folder }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'pages.jsonl');
  await makeLog(log, TEN_THOUSAND);
  const { runId, rollouts } = await importLog(app, log);
  return benchPages(app, runId, rollouts);
}

async function measureGroups({ app, folder }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'groups.jsonl');
  await makeLog(log, WIDE_GROUPS);
  const { runId } = await importLog(app, log);
  return benchGroups(app, runId);
}

async function measureSearch({ app, folder, quick }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'search.jsonl');
  await makeLog(log, TRAINING, quick ? 50e6 : 200e6);
  const { runId, rollouts } = await importLog(app, log);
  return benchSearch(app, runId, rollouts, log);
}

async function measureApi({ app, folder }: Bench): Promise<readonly Figure[]> {
  const log = join(folder, 'api.jsonl');
  await makeLog(log, TWO_HUNDRED_THOUSAND);
  const { runId, rollouts } = await importLog(app, log);
  return benchApi(app, runId, rollouts);
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const only = values.only ?? [...PARTS.keys()];
const unknown = only.find((name) => !PARTS.has(name));
if (unknown !== undefined) {
  throw new RangeError(`--only ${unknown}: expected one of ${[...PARTS.keys()].join(', ')}`);
}

const folder = await mkdtemp(join(tmpdir(), 'nearmiss-bench-logs-'));
const figures: Figure[] = [];
const app = await startApp();
try {
  for (const [name, measure] of PARTS) {
    if (!only.includes(name)) continue;
    const added = await measure({ app, folder, quick: values.quick });
    figures.push(...added);
    console.error(`${name}: ${added.map(({ what, value }) => `${what} ${value}`).join('; ')}`);
  }
} finally {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
const [cpu] = cpus();
console.log(
  `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
console.log(formatFigures(figures));
