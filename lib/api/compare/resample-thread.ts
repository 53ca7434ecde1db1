// Entry of a thread that sums resampled questions for comparisons. It reads nothing but its orders.
import { parentPort } from 'node:worker_threads';

import { WeightedCache } from '@/lib/api/cache/weighted-cache';
import { drawChunk } from '@/lib/core/compare-runs/resample';
import type { DrawnWeights } from '@/lib/core/statistics/draw-weights';
import { sumColumnsInPlace } from '@/lib/core/statistics/resample-sums';

import type { DrawOrder, ResampleOrder, ResampleReport, ResampleTask } from './resample-protocol';

/** Half of the draws of 5,000 questions take 12 MB. */
const KEPT_BYTES = 48 * 1024 * 1024;

/** Draws of the numbers of questions that were compared last: other definitions, as a rule, compare as many. */
const drawn = new WeightedCache<DrawnWeights>(
  KEPT_BYTES,
  ({ ones, twos, pluses, fours, foursStart }) =>
    ones.byteLength + twos.byteLength + pluses.byteLength + fours.byteLength + foursStart.byteLength,
);

function report(what: ResampleReport): void {
  parentPort?.postMessage(what);
}

function draw({ questions, chunks, draws }: Omit<DrawOrder, 'kind'>): Promise<readonly DrawnWeights[]> {
  return Promise.all(
    chunks.map((chunk) => drawn.get(`${questions} ${chunk} ${draws}`, () => drawChunk(questions, chunk, draws))),
  );
}

async function perform({ tables, chunks, draws }: ResampleTask): Promise<void> {
  try {
    for (const { questions, columns, sums } of tables) {
      sumColumnsInPlace(sums, columns, await draw({ questions, chunks, draws }));
    }
    report({ kind: 'done' });
  } catch (error) {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

parentPort?.on('message', (order: ResampleOrder) => {
  if (order.kind === 'end') parentPort?.close();
  else if (order.kind === 'resample') void perform(order);
  // What cannot be drawn is said where it is needed.
  else draw(order).catch(() => undefined);
});
report({ kind: 'ready' });
