import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { comparisonSchema } from '@/lib/api/schemas/compare-numbers';
import { seededGenerator } from '@/lib/core/statistics/random-generator';

import { importLog, type BenchApp } from './app';
import { writeComparedLog, type ComparedLogs } from './compare-logs';
import { benchComparePage } from './compare-page-bench';
import { figure, milliseconds, quantile, type Figure } from './figure';

const TEN_RUNS: ComparedLogs = { runs: 10, questions: 5000, groupSize: 8 };
const COLD_BUDGET_MS = 2000;
const CHANGE_BUDGET_MS = 200;
const ALPHAS = ['alpha=0.4', 'alpha=0.5', 'alpha=0.6'];
const THRESHOLDS = ['threshold=0.3', 'threshold=0.6', 'threshold=0.8'];
const RESAMPLES = 10_000;
/** Draws of the plain bootstrap that are timed; the rest is multiplied. */
const PLAIN_DRAWS = 200;

/** Ten runs compared: the first call for them, other baselines and metrics, and what a plain bootstrap would take. */
export async function benchCompare(app: BenchApp, folder: string): Promise<Figure[]> {
  const runs: number[] = [];
  for (let run = 0; run < TEN_RUNS.runs; run += 1) {
    const log = join(folder, `compared-${run}.jsonl`);
    await writeComparedLog(log, run, TEN_RUNS);
    runs.push((await importLog(app, log)).runId);
  }
  // The import's worker has to be done with what comes after a commit.
  await delay(2000);
  const url = `${app.url}/api/v1/compare?runs=${runs.join(',')}`;
  // The server of the pages has not read these runs: columns, matching, sums and threads are all made in this call.
  const first = await timed(url);
  const { questions, tests } = comparisonSchema.parse(first.body);
  if (questions.shared !== TEN_RUNS.questions) throw new Error(`${questions.shared} questions were matched`);
  const plain = plainBootstrapMs(tests);
  const changes: number[] = [];
  for (let baseline = 1; baseline < TEN_RUNS.runs; baseline += 1) {
    changes.push((await timed(`${url}&baseline=${baseline}`)).ms);
  }
  for (const metric of ['accuracy', 'near_miss_share', 'tokens']) {
    changes.push((await timed(`${url}&metrics=${metric}`)).ms);
  }
  const underOthers = async (definitions: readonly string[]): Promise<string> => {
    const taken: number[] = [];
    for (const definition of definitions) taken.push((await timed(`${url}&${definition}`)).ms);
    return milliseconds(quantile(taken, 0.5));
  };
  const size = '10 runs x 5,000 questions x 8 rollouts, 14 metrics, 10,000 resamples';
  const change = Math.max(...changes);
  return [
    figure(
      `GET /compare, first call for its runs, ${size}`,
      milliseconds(first.ms),
      '< 2 s',
      first.ms < COLD_BUDGET_MS,
    ),
    figure('the same under another alpha: nothing to resample, median of 3', await underOthers(ALPHAS)),
    figure('the same under another threshold: near-misses resampled, median of 3', await underOthers(THRESHOLDS)),
    figure(
      `another baseline or metric, slowest of ${changes.length}, ${size}`,
      milliseconds(change),
      `< ${CHANGE_BUDGET_MS} ms`,
      change < CHANGE_BUDGET_MS,
    ),
    figure(
      `a plain bootstrap of the same ${tests} differences in one thread, extrapolated from ${PLAIN_DRAWS} resamples of one`,
      `${(plain / 1000).toFixed(1)} s, ${(plain / first.ms).toFixed(0)} x as long`,
    ),
    ...(await benchComparePage(app, runs)),
  ];
}

/** The bootstrap as one would write it: draw questions, add up both sides, for each difference anew; intervals alone. */
function plainBootstrapMs(differences: number): number {
  const generator = seededGenerator(1);
  const random = (): number => generator.nextUint32() / 2 ** 32;
  const { questions } = TEN_RUNS;
  const sides = [0, 1].map(() => Float64Array.from({ length: questions }, random));
  const drawn: number[] = [];
  const started = performance.now();
  for (let draw = 0; draw < PLAIN_DRAWS; draw += 1) {
    let difference = 0;
    for (let at = 0; at < questions; at += 1) {
      const question = Math.floor(random() * questions);
      difference += (sides[1]?.[question] ?? 0) - (sides[0]?.[question] ?? 0);
    }
    drawn.push(difference / questions);
  }
  const ms = performance.now() - started;
  if (drawn.length !== PLAIN_DRAWS) throw new Error('draws are missing');
  return (ms * differences * RESAMPLES) / PLAIN_DRAWS;
}

async function timed(url: string): Promise<{ ms: number; body: unknown }> {
  const started = performance.now();
  const response = await fetch(url);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${JSON.stringify(body)}`);
  return { ms: performance.now() - started, body };
}
