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
  // Both have the hash that `nameColumn` makes of 32 bits; found by trying roots.
  const [one, other] = [tableOf([Math.sqrt(19690)]), tableOf([Math.sqrt(56807)])];
  const kept = new KeptSums(1_000_000);
  await kept.sum([one], new Summing().sum);
  expect(await kept.sum([other], new Summing().sum)).toEqual(expected([other]));
  // Of two with one name the last is kept: were the names different, this would not be asked for again.
  const again = new Summing();
  expect(await kept.sum([one], again.sum)).toEqual(expected([one]));
  expect(again.asked).toEqual([[[Math.sqrt(19690)]]]);
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
