import { drawWeights, type DrawnWeights } from '@/lib/core/statistics/draw-weights';
import { seededGenerator } from '@/lib/core/statistics/random-generator';
import { sumColumns, type ColumnSums } from '@/lib/core/statistics/resample-sums';

import type { SumTable } from './sum-plan';

/** How often questions are resampled, and signs drawn. */
export const RESAMPLES = 10_000;
/** Seed of all draws. */
export const SEED = 20_251_024;
/** Draws come in so many parts, each with a seed of its own: the same numbers on any number of threads. */
export const CHUNKS = 4;
/** Draws of each part. */
export const CHUNK_DRAWS = RESAMPLES / CHUNKS;

/** One part of the draws: they depend on the number of questions alone. */
export function drawChunk(questions: number, chunk: number, draws: number): DrawnWeights {
  return drawWeights(questions, draws, seededGenerator(SEED + chunk));
}

/** The sums of a table in one part of the draws; `draws` in each. */
export function sumChunk(table: SumTable, chunk: number, draws: number): readonly ColumnSums[] {
  return sumColumns(table.columns, drawChunk(table.questions, chunk, draws));
}
