import { IdleThreads } from '@/lib/api/threads/idle-threads';
import { CHUNKS, joinChunks, RESAMPLES } from '@/lib/core/compare-runs/resample';
import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

import { ResampleThreadHandle } from './resample-thread-handle';

/** Threads of one comparison: with more, the pages served beside it would wait. */
const THREADS = 2;

/**
 * The threads in which comparisons are resampled, beside the server of the pages. One comparison at a time has them:
 * two at once would take as long, and need twice the memory.
 */
export class ResampleThreads {
  readonly #threads = new IdleThreads(() => new ResampleThreadHandle());
  #last: Promise<unknown> = Promise.resolve();

  /** The sums of each table in all draws; the same whatever the number of threads. */
  async sum(tables: readonly SumTable[]): Promise<readonly (readonly ColumnSums[])[]> {
    if (tables.length === 0) return [];
    const turn = this.#last.then(() => this.#sumNow(tables));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Starts the threads for a comparison that is being loaded. */
  warm(): void {
    const threads = Array.from({ length: THREADS }, () => this.#threads.take());
    for (const thread of threads) this.#threads.putBack(thread);
  }

  /** For tests and commands that end. */
  async close(): Promise<void> {
    await this.#threads.close();
  }

  async #sumNow(tables: readonly SumTable[]): Promise<readonly (readonly ColumnSums[])[]> {
    const shares = Array.from({ length: THREADS }, (_, thread) => chunksOf(thread));
    const parts = await Promise.all(shares.map((chunks) => this.#sumShare(tables, chunks)));
    const byChunk = Array.from({ length: CHUNKS }, (_, chunk) => {
      const thread = shares.findIndex((chunks) => chunks.includes(chunk));
      return parts[thread]?.[shares[thread]?.indexOf(chunk) ?? 0] ?? [];
    });
    return tables.map((_, table) => joinChunks(byChunk.map((chunk) => chunk[table] ?? [])));
  }

  async #sumShare(tables: readonly SumTable[], chunks: readonly number[]) {
    const thread = this.#threads.take();
    try {
      return await thread.resample({ kind: 'resample', tables, chunks, draws: RESAMPLES / CHUNKS });
    } finally {
      this.#threads.putBack(thread);
    }
  }
}

function chunksOf(thread: number): readonly number[] {
  return Array.from({ length: CHUNKS }, (_, chunk) => chunk).filter((chunk) => chunk % THREADS === thread);
}

declare global {
  /** One set of threads a process, however often a bundle holds this module. */
  var nearmissResampleThreads: ResampleThreads | undefined;
}

export function resampleThreads(): ResampleThreads {
  return (globalThis.nearmissResampleThreads ??= new ResampleThreads());
}
