import { expect, test } from 'vitest';

import type { ClusterSums } from '@/lib/core/statistics/intraclass-correlation';

import { metricQuestions } from './metric-questions';
import { sumChunk } from './resample';
import { placeSums, planSums } from './sum-plan';

function clusters(count: readonly number[], sum: readonly number[]): ClusterSums {
  const values = Float64Array.from(sum);
  return { count: Float64Array.from(count), sum: values, squares: values };
}

const LEFT = clusters([2, 2, 2, 0], [1, 2, 0, 0]);
const RIGHT = clusters([1, 1, 1, 1], [1, 0, 1, 1]);

test('equal columns are summed once, and each metric finds its own', () => {
  const metrics = [
    metricQuestions('accuracy', [LEFT, RIGHT]),
    metricQuestions('mean_at_k', [LEFT, RIGHT]),
    metricQuestions('near_miss_share', [LEFT, RIGHT]),
  ];
  const plan = planSums(metrics, 3);
  // Means over the three questions that both define; the ratio over all four, with denominators.
  expect(plan.tables.map(({ questions, columns }) => [questions, columns.length])).toEqual([
    [3, 2],
    [4, 4],
  ]);
  const sums = plan.tables.map((table) => sumChunk(table, 0, 40));
  const [accuracy, meanAtK, ratio] = placeSums(plan, sums);
  expect(accuracy?.[0]?.numerator).toBe(meanAtK?.[0]?.numerator);
  expect(accuracy?.[0]?.denominator).toBeNull();
  expect(ratio?.[1]?.numerator.weighted).toHaveLength(40);
  // The right side has one rollout a question, and 4 questions in every resample.
  expect(new Set(ratio?.[1]?.denominator?.weighted)).toEqual(new Set([4]));
});

test('few questions are not resampled, and a side without values has no place', () => {
  const nothing = clusters([0, 0, 0, 0], [0, 0, 0, 0]);
  const plan = planSums([metricQuestions('accuracy', [LEFT, nothing, RIGHT])], 4);
  expect(plan).toEqual({ tables: [], places: [[null, null, null]] });
  const all = planSums([metricQuestions('accuracy', [RIGHT, nothing])], 4);
  expect(all.places).toEqual([[{ table: 0, numerator: 0, denominator: null }, null]]);
});

test('parts of the draws do not depend on which other parts are drawn', () => {
  const table = { questions: 4, columns: [RIGHT.sum] };
  expect(sumChunk(table, 2, 10)).toEqual(sumChunk(table, 2, 10));
  expect(sumChunk(table, 2, 50)).not.toEqual(sumChunk(table, 3, 50));
});
