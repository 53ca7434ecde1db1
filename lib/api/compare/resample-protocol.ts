import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

/** Parts of the draws, by number; see `drawChunk`. */
interface Chunks {
  readonly chunks: readonly number[];
  /** Draws in each part. */
  readonly draws: number;
}

/** Draws to make before they are asked for. */
export interface DrawOrder extends Chunks {
  readonly kind: 'draw';
  readonly questions: number;
}

/** A table to sum, in memory that threads share. */
export interface SharedTable {
  readonly questions: number;
  readonly columns: readonly Float64Array[];
  /** Where the sums of each column go, part after part. */
  readonly sums: readonly ColumnSums[];
}

/** Tables to sum in some parts of the draws. */
export interface ResampleTask extends Chunks {
  readonly kind: 'resample';
  readonly tables: readonly SharedTable[];
}
export type ResampleOrder = ResampleTask | DrawOrder | { readonly kind: 'end' };

/** What a thread says: `ready` once, then one of the others for each task. */
export type ResampleReport =
  { readonly kind: 'ready' } | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly message: string };
