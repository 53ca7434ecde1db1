import { expect, test } from 'vitest';

import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

import { KeptSums } from './kept-sums';

function tableOf(...columns: readonly (readonly number[])[]): SumTable {
  return { questions: columns[0]?.length ?? 0, columns: columns.map((column) => Float64Array.from(column)) };
}

/** In place of resampling: sums by which a column is recognised. */
function sumsOf(column: Float64Array): ColumnSums {
  return { weighted: column.map((value) => 10 * value), signed: column.map((value) => -value) };
}

/** Sums what is asked for, and remembers what was. */
class Summing {
  readonly asked: (readonly (readonly number[])[])[] = [];
  readonly sum = async (tables: readonly SumTable[]) => {
    this.asked.push(tables.flatMap(({ columns }) => columns.map((column) => [...column])));
    return tables.map(({ columns }) => columns.map(sumsOf));
  };
}

const expected = (tables: readonly SumTable[]) => tables.map(({ columns }) => columns.map(sumsOf));

test('sums what is new, and gives every table its own sums in its order', async () => {
  const kept = new KeptSums(1_000_000);
  const summing = new Summing();
  const first = [tableOf([1, 2], [3, 4]), tableOf([5, 6, 7])];
  expect(await kept.sum(first, summing.sum)).toEqual(expected(first));
  const second = [tableOf([5, 6, 7], [5, 6, 8]), tableOf([3, 4], [0, 9], [1, 2]), tableOf([1, 2])];
  expect(await kept.sum(second, summing.sum)).toEqual(expected(second));
  expect(await kept.sum(first, summing.sum)).toEqual(expected(first));
  expect(summing.asked).toEqual([
    [
      [1, 2],
      [3, 4],
      [5, 6, 7],
    ],
    [
      [5, 6, 8],
      [0, 9],
    ],
    [],
  ]);
});

test('asks for no table in which nothing is new', async () => {
  const kept = new KeptSums(1_000_000);
  await kept.sum([tableOf([1])], new Summing().sum);
  const numbers: number[] = [];
  await kept.sum([tableOf([1]), tableOf([2, 3])], async (tables) => {
    numbers.push(...tables.map(({ questions }) => questions));
    return expected(tables);
  });
  expect(numbers).toEqual([2]);
});

test('takes no column for another that has its name', async () => {
  // Among so many some share a name of 32 bits: 200,000 squared / 2^33 = 5 pairs.
  const columns = Array.from({ length: 200_000 }, (_, at) => Float64Array.of(Math.sqrt(at)));
  const table = { questions: 1, columns };
  const kept = new KeptSums(Infinity);
  await kept.sum([table], new Summing().sum);
  const again = new Summing();
  const [sums = []] = await kept.sum([table], again.sum);
  expect(sums.filter(({ signed }, at) => signed[0] !== -(columns[at]?.[0] ?? NaN))).toEqual([]);
  const shared = again.asked[0]?.length ?? 0;
  expect(shared).toBeGreaterThan(0);
  expect(shared).toBeLessThan(100);
});

test('forgets what was used longest ago beyond its limit', async () => {
  // Column and sums of one value: 24 bytes.
  const kept = new KeptSums(48);
  await kept.sum([tableOf([1], [2])], new Summing().sum);
  await kept.sum([tableOf([1])], new Summing().sum);
  await kept.sum([tableOf([3])], new Summing().sum);
  expect(kept.bytes).toBe(48);
  const later = new Summing();
  await kept.sum([tableOf([1], [3], [2])], later.sum);
  expect(later.asked).toEqual([[[2]]]);
});
