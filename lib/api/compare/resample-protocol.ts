import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

/** Tables to sum in some parts of the draws. */
export interface ResampleTask {
  readonly kind: 'resample';
  readonly tables: readonly SumTable[];
  /** Numbers of the parts; see `sumChunk`. */
  readonly chunks: readonly number[];
  /** Draws in each part. */
  readonly draws: number;
}
export type ResampleOrder = ResampleTask | { readonly kind: 'end' };

/** What a thread says: `ready` once, then one of the others for each task. */
export type ResampleReport =
  | { readonly kind: 'ready' }
  /** By part, then by table. */
  | { readonly kind: 'done'; readonly sums: readonly (readonly (readonly ColumnSums[])[])[] }
  | { readonly kind: 'failed'; readonly message: string };
