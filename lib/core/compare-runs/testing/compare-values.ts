import { compareMetric, type UncorrectedNumbers } from '@/lib/core/compare-runs/compare-metric';
import type { MetricId } from '@/lib/core/compare-runs/compared-metrics';
import { FEWEST_QUESTIONS } from '@/lib/core/compare-runs/mean-over-questions';
import { metricQuestions } from '@/lib/core/compare-runs/metric-questions';
import { questionValues, type ComparedSide } from '@/lib/core/compare-runs/question-values';
import { sumChunk } from '@/lib/core/compare-runs/resample';
import { placeSums, planSums } from '@/lib/core/compare-runs/sum-plan';
import type { ClusterSums } from '@/lib/core/statistics/intraclass-correlation';

/** How a test compares: the draws of one chunk, which also is their seed. */
interface Draws {
  readonly draws: number;
  readonly chunk?: number;
  readonly baseline?: number;
}

/** For tests: a metric of sides compared in one thread, as `GET /compare` does it in several. */
export function compareValues(
  metric: MetricId,
  values: readonly ClusterSums[],
  { draws, chunk = 0, baseline = 0 }: Draws,
): UncorrectedNumbers {
  const questions = metricQuestions(metric, values);
  const plan = planSums([questions], FEWEST_QUESTIONS);
  const sums = placeSums(
    plan,
    plan.tables.map((table) => sumChunk(table, chunk, draws)),
  );
  return compareMetric(questions, sums[0] ?? [], baseline);
}

/** For tests: the same of sides of scored runs. */
export function compareSides(
  metric: MetricId,
  sides: readonly ComparedSide[],
  { k = 1, ...draws }: Draws & { readonly k?: number },
): UncorrectedNumbers {
  const values = sides.map((side) => questionValues(side, k).get(metric));
  return compareValues(
    metric,
    values.filter((value) => value !== undefined),
    draws,
  );
}
