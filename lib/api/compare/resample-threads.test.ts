import { afterAll, expect, test } from 'vitest';

import { CHUNK_DRAWS, CHUNKS, sumChunk } from '@/lib/core/compare-runs/resample';
import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import { seededGenerator } from '@/lib/core/statistics/random-generator';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

import { ResampleThreads } from './resample-threads';

const threads = new ResampleThreads();
afterAll(() => threads.close());

/** Columns of shares of eight, which are packed, and one that is no fraction. */
function tableOf(questions: number, seed: number): SumTable {
  const generator = seededGenerator(seed);
  const column = (valueOf: (random: number) => number): Float64Array =>
    Float64Array.from({ length: questions }, () => valueOf(generator.nextUint32()));
  return {
    questions,
    columns: [
      column((random) => (random % 9) / 8),
      column((random) => (random % 2) / 8),
      column((random) => random / 77 - 5),
    ],
  };
}

/** All parts of the draws in one thread, one after the other. */
function sumHere(table: SumTable): readonly ColumnSums[] {
  const parts = Array.from({ length: CHUNKS }, (_, chunk) => sumChunk(table, chunk, CHUNK_DRAWS));
  const join = (column: number, kind: keyof ColumnSums): Float64Array =>
    Float64Array.from(parts.flatMap((part) => [...(part[column]?.[kind] ?? [])]));
  return table.columns.map((_, column) => ({ weighted: join(column, 'weighted'), signed: join(column, 'signed') }));
}

test('threads give the sums that one gives, drawn ahead or not, twice and at once', async () => {
  const [first, second] = [tableOf(70, 1), tableOf(33, 2)];
  const [ofFirst, ofSecond] = [sumHere(first), sumHere(second)];
  threads.prepare(70);
  expect(await threads.sum([first, second])).toEqual([ofFirst, ofSecond]);
  const both = await Promise.all([threads.sum([second]), threads.sum([first])]);
  expect(both).toEqual([[ofSecond], [ofFirst]]);
}, 30_000);

test('a table that cannot be summed fails alone', async () => {
  const table = tableOf(20, 3);
  const broken = threads.sum([{ questions: 21, columns: table.columns }]);
  await expect(broken).rejects.toThrow('resampling failed: 20 values for 21 units');
  expect(await threads.sum([table])).toEqual([sumHere(table)]);
}, 30_000);

test('nothing to sum needs no threads', async () => {
  expect(await threads.sum([])).toEqual([]);
});
