import { drawWeights } from '@/lib/core/statistics/draw-weights';
import { seededGenerator } from '@/lib/core/statistics/random-generator';
import { sumColumns, type ColumnSums } from '@/lib/core/statistics/resample-sums';

import type { SumTable } from './sum-plan';

/** How often questions are resampled, and signs drawn. */
export const RESAMPLES = 10_000;
/** Seed of all draws. */
export const SEED = 20_251_024;
/** Draws come in so many parts, each with a seed of its own: the same numbers on any number of threads. */
export const CHUNKS = 4;

/** The sums of a table in one part of the draws; `draws` in each. */
export function sumChunk(table: SumTable, chunk: number, draws: number): readonly ColumnSums[] {
  const weights = drawWeights(table.questions, draws, seededGenerator(SEED + chunk));
  return sumColumns(table.columns, weights);
}

/** Joins the sums of the parts, in their order. */
export function joinChunks(chunks: readonly (readonly ColumnSums[])[]): readonly ColumnSums[] {
  const columns = chunks[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) => ({
    weighted: joinArrays(chunks.map((chunk) => chunk[column]?.weighted ?? new Float64Array())),
    signed: joinArrays(chunks.map((chunk) => chunk[column]?.signed ?? new Float64Array())),
  }));
}

function joinArrays(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
