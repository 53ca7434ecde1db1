import { setImmediate as ordersAreSent } from 'node:timers/promises';

import { processCache } from '@/lib/api/cache/process-cache';
import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import { FEWEST_QUESTIONS } from '@/lib/core/compare-runs/mean-over-questions';
import { metricQuestions, type MetricQuestions } from '@/lib/core/compare-runs/metric-questions';
import { questionValues, type SideValues } from '@/lib/core/compare-runs/question-values';
import { RESAMPLES } from '@/lib/core/compare-runs/resample';
import { placeSums, planSums, type SideSums } from '@/lib/core/compare-runs/sum-plan';

import type { LoadedSides } from './load-sides';
import { resampleThreads } from './resample-threads';

const CACHE_BYTES = 192 * 1024 * 1024;
const VALUES_CACHE_BYTES = 64 * 1024 * 1024;
const DOUBLE_BYTES = 8;

/** Every metric of every side over its questions, with its resampled sums: what any choice of baseline and metrics needs. */
export interface ResampledMetrics {
  readonly metrics: readonly MetricQuestions[];
  /** By metric, then by side. */
  readonly sums: readonly (readonly (SideSums | null)[])[];
  readonly bytes: number;
}

const metricsCache = processCache<ResampledMetrics>('resampled metrics', CACHE_BYTES, ({ bytes }) => bytes);
const valuesCache = processCache<readonly SideValues[]>(
  'values of questions',
  VALUES_CACHE_BYTES,
  (sides) =>
    3 * DOUBLE_BYTES * METRIC_IDS.length * sides.length * (sides[0]?.get('accuracy')?.count.length ?? 0) + 1000,
);

/** Which questions of a comparison are meant. */
interface Narrowed {
  /** Names them; null for all. */
  readonly split: string | null;
  /** Their positions among the shared ones; all where undefined. */
  readonly among: Int32Array | undefined;
}

/** All metrics of the sides over some of their shared questions, from memory where they were used lately. */
export function resampledMetrics(
  loaded: LoadedSides,
  k: number,
  { split, among }: Narrowed,
): Promise<ResampledMetrics> {
  const key = `${loaded.key} k${k}`;
  return metricsCache.get(`${key} ${JSON.stringify(split)}`, async () => {
    // The threads draw while the sides are summed up here, which leaves no moment to send them their orders.
    resampleThreads().prepare((among ?? loaded.shared[0])?.length ?? 0);
    await ordersAreSent();
    const values = await valuesCache.get(key, () => valuesOfSides(loaded, k));
    const metrics = METRIC_IDS.map((metric) => {
      const ofSides = values.flatMap((side) => side.get(metric) ?? []);
      return metricQuestions(metric, ofSides, among);
    });
    const plan = planSums(metrics, FEWEST_QUESTIONS);
    const sums = placeSums(plan, await resampleThreads().sum(plan.tables));
    const columns = plan.tables.reduce((total, table) => total + table.columns.length, 0);
    const questions = metrics.reduce((total, metric) => total + metric.questions.length * metric.sides.length, 0);
    return { metrics, sums, bytes: DOUBLE_BYTES * (2 * columns * RESAMPLES + 2 * questions) + 10_000 };
  });
}

function valuesOfSides({ sides, shared }: LoadedSides, k: number): readonly SideValues[] {
  return sides.map(({ loaded, positions }, side) =>
    questionValues({ scored: loaded.scored, positions, numbers: shared[side] ?? new Int32Array() }, k),
  );
}
