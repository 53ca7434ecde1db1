import { IdleThreads } from '@/lib/api/threads/idle-threads';
import { CHUNK_DRAWS, CHUNKS, RESAMPLES } from '@/lib/core/compare-runs/resample';
import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

import { KeptSums } from './kept-sums';
import type { SharedTable } from './resample-protocol';
import { ResampleThreadHandle } from './resample-thread-handle';

/** Threads of one comparison: with more, the pages served beside it would wait. */
const THREADS = 2;
const CHUNKS_A_THREAD = CHUNKS / THREADS;
const SUMS_KEPT_BYTES = 96 * 1024 * 1024;

/** What one of the threads does: always the same parts of the draws, so that it finds those that it drew before. */
interface Share {
  readonly chunks: readonly number[];
  readonly threads: IdleThreads<ResampleThreadHandle>;
}

/**
 * The threads in which comparisons are resampled, beside the server of the pages. One comparison at a time has them:
 * two at once would take as long, and need twice the memory.
 */
export class ResampleThreads {
  readonly #shares: readonly Share[] = Array.from({ length: THREADS }, (_, thread) => ({
    chunks: Array.from({ length: CHUNKS_A_THREAD }, (__, chunk) => thread * CHUNKS_A_THREAD + chunk),
    threads: new IdleThreads(() => ResampleThreadHandle.start()),
  }));
  readonly #kept = new KeptSums(SUMS_KEPT_BYTES);
  #last: Promise<unknown> = Promise.resolve();

  /** The sums of each table in all draws, from memory where they were summed lately; the same whatever the number of threads. */
  sum(tables: readonly SumTable[]): Promise<readonly (readonly ColumnSums[])[]> {
    return this.#kept.sum(tables, (missing) => this.#sumNow(missing));
  }

  /** Starts the threads for a comparison that is being loaded. */
  warm(): void {
    for (const { threads } of this.#shares) threads.warm(1);
  }

  /** Has the threads draw for a comparison over so many questions, which is being summed up meanwhile. */
  prepare(questions: number): void {
    if (questions === 0) return;
    // Where threads cannot be started, the comparison itself hears why.
    this.#inTurn(({ chunks }, thread) => thread.draw({ kind: 'draw', questions, chunks, draws: CHUNK_DRAWS })).catch(
      () => undefined,
    );
  }

  /** For tests and commands that end. */
  async close(): Promise<void> {
    await Promise.all(this.#shares.map(({ threads }) => threads.close()));
  }

  async #sumNow(tables: readonly SumTable[]): Promise<readonly (readonly ColumnSums[])[]> {
    if (tables.length === 0) return [];
    const shared = tables.map(shareTable);
    await this.#inTurn(({ chunks }, thread) =>
      thread.resample({
        kind: 'resample',
        tables: shared.map((table) => ({ ...table, sums: table.sums.map((sums) => partOf(sums, chunks)) })),
        chunks,
        draws: CHUNK_DRAWS,
      }),
    );
    return shared.map(({ sums }) => sums);
  }

  /** Gives each share's thread something to do when all are done with what came before. */
  async #inTurn(work: (share: Share, thread: ResampleThreadHandle) => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => Promise.all(this.#shares.map((share) => withThread(share, work))));
    this.#last = turn.catch(() => undefined);
    await turn;
  }
}

async function withThread(
  share: Share,
  work: (share: Share, thread: ResampleThreadHandle) => Promise<void>,
): Promise<void> {
  const thread = await share.threads.take();
  try {
    await work(share, thread);
  } finally {
    share.threads.putBack(thread);
  }
}

/** Columns and room for their sums in memory that threads share: copies of them, to and fro, would take as long again. */
function shareTable({ questions, columns }: SumTable): SharedTable {
  return {
    questions,
    columns: columns.map((column) => {
      const shared = sharedArray(column.length);
      shared.set(column);
      return shared;
    }),
    sums: columns.map(() => ({ weighted: sharedArray(RESAMPLES), signed: sharedArray(RESAMPLES) })),
  };
}

function sharedArray(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** The sums of consecutive parts of the draws. */
function partOf({ weighted, signed }: ColumnSums, chunks: readonly number[]): ColumnSums {
  const start = (chunks[0] ?? 0) * CHUNK_DRAWS;
  const end = start + chunks.length * CHUNK_DRAWS;
  return { weighted: weighted.subarray(start, end), signed: signed.subarray(start, end) };
}

declare global {
  /** One set of threads a process, however often a bundle holds this module. */
  var nearmissResampleThreads: ResampleThreads | undefined;
}

export function resampleThreads(): ResampleThreads {
  return (globalThis.nearmissResampleThreads ??= new ResampleThreads());
}
