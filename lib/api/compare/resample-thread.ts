// Entry of a thread that sums resampled questions for comparisons. It reads nothing but its orders.
import { parentPort } from 'node:worker_threads';

import { sumChunk } from '@/lib/core/compare-runs/resample';

import type { ResampleOrder, ResampleReport, ResampleTask } from './resample-protocol';

function report(what: ResampleReport, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(what, transfer);
}

function perform({ tables, chunks, draws }: ResampleTask): void {
  try {
    const sums = chunks.map((chunk) => tables.map((table) => sumChunk(table, chunk, draws)));
    const arrays = sums.flat(2).flatMap(({ weighted, signed }) => [weighted.buffer, signed.buffer]);
    report(
      { kind: 'done', sums },
      arrays.filter((buffer) => buffer instanceof ArrayBuffer),
    );
  } catch (error) {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

parentPort?.on('message', (order: ResampleOrder) => {
  if (order.kind === 'end') parentPort?.close();
  else perform(order);
});
report({ kind: 'ready' });
